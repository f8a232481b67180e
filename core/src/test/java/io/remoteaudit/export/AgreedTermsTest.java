package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreedTermsTest {

    private final AgreedTerms agreed = new AgreedTerms();

    @Test
    void termsAreAgreedOnceBothAcceptedThem() {
        change("proposed", "1");
        accept("body", "1");
        assertThat(agreed.are("1")).isFalse();
        accept("maker", "1");
        assertThat(agreed.are("1")).isTrue();
        assertThat(agreed.are("2")).isFalse();
    }

    @Test
    void partyOfAnotherEventHasNotAccepted() {
        change("proposed", "1");
        accept("maker", "1");
        for (String event :
                new String[] {"suspended", "resumed", "ending-agreed", "outage-noted", "of-a-later-release"}) {
            agreed.take(Map.of("event", event, "party", "body", "by", "x"));
            assertThat(agreed.are("1")).as(event).isFalse();
        }
    }

    @Test
    void amendmentVoidsBothAlsoOneThatSaysTheSame() {
        change("proposed", "1");
        accept("maker", "1");
        accept("body", "1");
        change("amended", "1");
        accept("maker", "1");
        assertThat(agreed.are("1")).isFalse();
    }

    @Test
    void acceptanceOfOtherTermsDoesNotCount() {
        change("proposed", "1");
        accept("maker", "1");
        accept("body", "0");
        assertThat(agreed.are("1")).isFalse();
        assertThat(new AgreedTerms().are("")).isFalse();
    }

    private void change(String event, String digest) {
        agreed.take(Map.of("event", event, "digest", digest, "by", "x"));
    }

    private void accept(String party, String digest) {
        agreed.take(Map.of("event", "accepted", "party", party, "digest", digest, "by", "x"));
    }
}
