package io.remoteaudit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTrailTest {

    @TempDir
    private Path directory;

    private Maker maker;
    private AccessTrail trail;
    private Ledger ledger;

    @BeforeEach
    void open() {
        maker = new Maker(directory);
        trail = maker.remoteAudit().accessTrail();
        ledger = maker.remoteAudit().ledger();
    }

    @AfterEach
    void close() {
        maker.close();
    }

    @Test
    void attemptIsCommittedWhenItReturns() throws SQLException {
        Attempt attempt = trail.begin(attempt(Maker.A, "/records?q=BFE"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM remote_audit_entry WHERE subject = '"
                        + attempt.id() + "' AND kind = 'access'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void attemptThatCannotBeWrittenFails() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + maker.database());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER no_access BEFORE INSERT ON remote_audit_entry"
                    + " WHEN NEW.kind = 'access' BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END");
        }
        assertThatThrownBy(() -> trail.begin(attempt(Maker.A, "/records"))).isInstanceOf(AccessTrailException.class);
    }

    @Test
    void trailTellsWhatWasServedAndWhatNeverWas() {
        Hash digest = Hash.sha256(new byte[] {1, 2, 3});
        trail.served(trail.begin(attempt(Maker.A, "/records?q=BFE")), 200, 20, 4_096, digest);
        trail.begin(attempt(Maker.A, "/records?q=PFE"));
        maker.settle();
        List<Access> items = trail.list(Maker.A, 0, 10, ledger.size()).items();
        assertThat(items).extracting(Access::target).containsExactly("/records?q=BFE", "/records?q=PFE");
        Served served = items.get(0).served();
        assertThat(served).isNotNull();
        assertThat(served.status()).isEqualTo(200);
        assertThat(served.rows()).isEqualTo(20);
        assertThat(served.bytes()).isEqualTo(4_096);
        assertThat(served.digest()).isEqualTo(digest);
        assertThat(items.get(1).served()).isNull();
    }

    @Test
    void pagesOfOneAndOfAllEngagementsAreInLeafOrderWithExactTotals() {
        for (int i = 0; i < 7; i++) {
            trail.begin(attempt(i % 3 == 0 ? Maker.B : Maker.A, "/records/" + i));
        }
        maker.settle();
        assertThat(trail.list(Maker.A, 0, 2, ledger.size()).total()).isEqualTo(4);
        assertThat(trail.list(Maker.B, 0, 2, ledger.size()).total()).isEqualTo(3);
        List<Access> read = new ArrayList<>();
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            AccessPage page = trail.listAll(next.getAsLong(), 2, ledger.size());
            assertThat(page.total()).isEqualTo(7);
            assertThat(page.items()).hasSizeBetween(1, 2);
            read.addAll(page.items());
            next = page.nextLeaf();
        }
        assertThat(read).extracting(Access::leafIndex).isSorted().doesNotHaveDuplicates();
        assertThat(read)
                .extracting(Access::target)
                .containsExactly(
                        "/records/0",
                        "/records/1",
                        "/records/2",
                        "/records/3",
                        "/records/4",
                        "/records/5",
                        "/records/6");
        assertThat(read)
                .extracting(Access::engagement)
                .containsExactly(Maker.B, Maker.A, Maker.A, Maker.B, Maker.A, Maker.A, Maker.B);
    }

    @Test
    void walkTellsEveryAttemptAndEveryAnswerOfOneEngagementOnce() {
        trail.begin(attempt(Maker.B, "/records/other"));
        Attempt open = trail.begin(attempt(Maker.A, "/records/never-answered"));
        // More entries than are read at once.
        for (int i = 0; i < 520; i++) {
            trail.served(trail.begin(attempt(Maker.A, "/records/" + i)), 200, 1, i, null);
        }
        maker.settle();
        long size = ledger.size();
        trail.served(open, 200, 1, 1, null);
        maker.settle();
        List<Access> attempted = new ArrayList<>();
        List<Access> served = new ArrayList<>();
        trail.walk(Maker.A, size, attempted::add, served::add);
        assertThat(attempted).hasSize(521).allMatch(access -> access.served() == null);
        assertThat(attempted).extracting(Access::leafIndex).isSorted().doesNotHaveDuplicates();
        assertThat(served)
                .hasSize(520)
                .extracting(access -> access.target() + " "
                        + Objects.requireNonNull(access.served()).bytes())
                .startsWith("/records/0 0", "/records/1 1")
                .endsWith("/records/519 519");
        served.clear();
        trail.walk(Maker.A, ledger.size(), access -> {}, served::add);
        assertThat(served).hasSize(521);
    }

    @Test
    void tokenInATargetIsBlottedOutAndLongOrBrokenTextsAreKeptReadable() {
        String encoded = maker.tokenA.replace("_", "%5F");
        trail.begin(attempt(Maker.A, "/records?token=" + maker.tokenA + "&again=" + encoded));
        trail.begin(attempt(Maker.A, "a".repeat(998) + "😀😀"));
        trail.begin(attempt(Maker.A, "half \ud83d"));
        maker.settle();
        assertThat(trail.list(Maker.A, 0, 10, ledger.size()).items())
                .extracting(Access::target)
                .containsExactly("/records?token=ra_…&again=ra_…", "a".repeat(998) + "…", "half \ufffd");
    }

    private static NewAttempt attempt(String engagement, String target) {
        return new NewAttempt(engagement, "aud-1", "credential", "search", target, "192.0.2.1", 1);
    }
}
