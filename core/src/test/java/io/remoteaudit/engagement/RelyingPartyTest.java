package io.remoteaudit.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelyingPartyTest {

    @Test
    void pagesAreAtOneOriginAlone() {
        RelyingParty pages = RelyingParty.at("https://QMS.example.com/");
        assertThat(pages.id()).isEqualTo("qms.example.com");
        assertThat(pages.accepts("https://qms.example.com")).isTrue();
        assertThat(pages.accepts("https://qms.example.com:8443")).isFalse();
        assertThat(pages.accepts("http://qms.example.com")).isFalse();
        assertThat(pages.accepts("https://evil.qms.example.com")).isFalse();
        assertThat(RelyingParty.at("https://qms.example.com:443").origin()).contains("https://qms.example.com");
        assertThat(RelyingParty.at("https://qms.example.com:8443").origin()).contains("https://qms.example.com:8443");
        assertThat(RelyingParty.at("http://localhost:8080").origin()).contains("http://localhost:8080");
    }

    @Test
    void trialsAreAtAnyPortOfThisMachine() {
        RelyingParty trial = RelyingParty.onThisMachine();
        assertThat(trial.id()).isEqualTo("localhost");
        assertThat(trial.accepts("http://localhost:8080")).isTrue();
        assertThat(trial.accepts("https://localhost")).isTrue();
        assertThat(trial.accepts("http://127.0.0.1:8080")).isFalse();
        assertThat(trial.accepts("http://localhost.evil.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qms.example.com",
                "http://qms.example.com",
                "https://qms.example.com/audit",
                "https://qms.example.com?x",
                "https://user@qms.example.com",
                "https://192.0.2.1",
                "https://[::1]",
                "https://",
                "ftp://qms.example.com",
                "not an address"
            })
    void whatIsNoPlainHttpsOriginWithAHostNameIsRefused(String origin) {
        assertThatThrownBy(() -> RelyingParty.at(origin)).isInstanceOf(IllegalArgumentException.class);
    }
}
