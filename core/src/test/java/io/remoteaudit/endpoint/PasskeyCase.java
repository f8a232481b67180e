package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.MovedClock;
import io.remoteaudit.access.Access;
import io.remoteaudit.ledger.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A maker, and how devices speak to it. */
abstract class PasskeyCase {

    static final String REFUSED = "RA-0734";
    static final String SIGN_IN = "/audit/v1/passkeys/sign-in";
    static final String STAFF = "质量负责人";

    @TempDir
    Path directory;

    final MovedClock clock = new MovedClock();
    Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory, EnrolmentTest.patient(10_000), clock);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    JsonNode creation(String token, String engagement) {
        Maker.Result options = maker.post(token, at(engagement, "/passkeys/options"), "{}");
        assertThat(options.status()).as(options.text()).isEqualTo(200);
        return options.json();
    }

    JsonNode request() {
        return post(SIGN_IN + "/options", Json.object()).json();
    }

    Maker.Result register(String token, String engagement, SoftAuthenticator device, String name) {
        ObjectNode made = device.make(creation(token, engagement), name);
        return maker.post(token, at(engagement, "/passkeys"), Json.write(made));
    }

    Maker.Result signIn(SoftAuthenticator device) {
        return signIn(device, request());
    }

    Maker.Result signIn(SoftAuthenticator device, JsonNode options) {
        if (device.userHandle().isEmpty()) {
            device.takeFor("AAAA");
        }
        return post(SIGN_IN, device.sign(options));
    }

    Maker.Result post(String path, JsonNode body) {
        return maker.post("", path, Json.write(body));
    }

    List<Access> trail(String engagement) {
        return maker.remoteAudit()
                .accessTrail()
                .list(engagement, 0, 200, maker.remoteAudit().ledger().size())
                .items();
    }
}
