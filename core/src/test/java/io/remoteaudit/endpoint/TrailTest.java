package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static io.remoteaudit.endpoint.Maker.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.access.Access;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.ledger.Hash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is given that is not in the trail. */
class TrailTest {

    private static final String RECORD = at(A, "/records/" + PathSegment.of(Maker.RECORD_A));
    private static final String FILE = RECORD + "/attachments/" + PathSegment.of(Maker.FILE);

    @TempDir
    private Path directory;

    private Maker maker;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void everyReadIsInTheTrailWithWhatWasGiven() {
        Maker.Result record = maker.get(maker.tokenA, RECORD);
        maker.get(maker.tokenA, RECORD + "?version=9");
        maker.get(maker.tokenA, FILE);
        maker.send("GET", FILE, bearer(maker.tokenA).with("Range", "bytes=0-99"), new byte[0]);
        List<Access> trail = trail();
        assertThat(trail).extracting(Access::action).containsExactly("record", "record", "attachment", "attachment");
        assertThat(trail).extracting(access -> access.served().status()).containsExactly(200, 404, 200, 206);
        assertThat(trail)
                .extracting(access -> access.served().bytes())
                .containsExactly((long) record.bytes().length, 0L, (long) Maker.CONTENT.length, 100L);
        assertThat(trail.get(0).served().digest()).isEqualTo(Hash.sha256(record.bytes()));
        assertThat(trail.get(2).served().digest()).isEqualTo(Hash.sha256(Maker.CONTENT));
        assertThat(trail.get(1).target()).isEqualTo(RECORD + "?version=9");
    }

    @Test
    void downloadThatBreaksOffIsInTheTrailWithWhatWasSent() {
        Body.Streamed body = stream();
        assertThatThrownBy(() -> body.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("the reader went away");
                    }
                }))
                .isInstanceOf(IOException.class);
        Access access = trail().get(0);
        assertThat(access.served().bytes()).isZero();
        assertThat(access.served().digest()).isNull();
    }

    @Test
    void downloadEndsWhenTheEngagementIsRevoked() {
        Body.Streamed body = stream();
        long[] received = {0};
        assertThatThrownBy(() -> body.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) {
                        received[0]++;
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        received[0] += length;
                        maker.remoteAudit().engagements().revoke(A, "over", "maker");
                    }
                }))
                .isInstanceOf(IOException.class);
        assertThat(received[0]).isPositive().isLessThan(Maker.CONTENT.length);
    }

    @Test
    void nothingIsGivenWhenTheTrailCannotBeWritten() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER no_access BEFORE INSERT ON remote_audit_entry"
                    + " WHEN NEW.kind = 'access' BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");
        }
        for (String path : List.of(RECORD, at(A, "/records?q=BFE"), FILE, at(A, ""), at(A, "/questions/events"))) {
            Maker.Result refused = maker.get(maker.tokenA, path);
            assertThat(refused.status()).as(path).isEqualTo(503);
            assertThat(refused.code()).as(path).isIn("RA-0720", "RA-0410");
            assertThat(refused.text()).as(path).doesNotContain("熔喷布");
        }
        assertThat(maker.get("ra_bad", RECORD).status()).isEqualTo(401);
    }

    @Test
    void strangerWhoWasRefusedIsInTheMakersTrailAndInNoAuditors() {
        assertThat(maker.get("ra_" + "a".repeat(49), RECORD).status()).isEqualTo(401);
        maker.settle();
        Maker.Result seen = maker.send("GET", AuditDesk.PATH + "/access?limit=200", Headers.none(), new byte[0]);
        assertThat(seen.json().path("items").findValuesAsText("action")).contains("refused-token");
        assertThat(seen.json().path("total").asInt())
                .isEqualTo(seen.json().path("items").size());
        for (String token : List.of(maker.tokenA, maker.tokenB)) {
            String engagement = token.equals(maker.tokenA) ? A : Maker.B;
            assertThat(maker.get(token, at(engagement, "/access?limit=200")).text())
                    .doesNotContain("refused-token");
        }
    }

    private Body.Streamed stream() {
        Answer answer = maker.endpoint()
                .handle(new Request(
                        "GET",
                        FILE,
                        null,
                        bearer(maker.tokenA),
                        "127.0.0.1",
                        false,
                        new ByteArrayInputStream(new byte[0])));
        return (Body.Streamed) answer.body();
    }

    private List<Access> trail() {
        maker.settle();
        return maker.remoteAudit()
                .accessTrail()
                .list(A, 0, 200, maker.remoteAudit().ledger().size())
                .items();
    }
}
