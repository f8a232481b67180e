package io.remoteaudit.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.Scope;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds engagements to the table of {@code ENGAGEMENTS.md}: every state, every action, every party. */
class EngagementLifeTest {

    private static final String TABLE = "| state | amend |";

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private final AtomicInteger number = new AtomicInteger();
    private Instant now;
    private HikariDataSource dataSource;
    private Database database;
    private Ledger ledger;
    private Engagements engagements;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, clock).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), clock);
        engagements = Engagements.open(ledger, database, clock);
        now = clock.instant();
    }

    @AfterEach
    void close() {
        engagements.close();
        ledger.close();
        dataSource.close();
    }

    @Test
    void everyStateAllowsEveryPartyWhatTheDocumentedTableSaysAndNothingElse() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Map<String, String>> table = table();
        assertThat(table.keySet()).containsExactlyElementsOf(states().keySet());
        for (Map.Entry<String, Map<String, String>> row : table.entrySet()) {
            assertThat(row.getValue().keySet())
                    .containsExactlyElementsOf(actions().keySet());
            for (Map.Entry<String, String> cell : row.getValue().entrySet()) {
                for (Party party : Party.values()) {
                    boolean allowed = cell.getValue().contains(party == Party.MAKER ? "M" : "B");
                    if (does(row.getKey(), cell.getKey(), party) != allowed) {
                        wrong.add(row.getKey() + ": " + cell.getKey() + " by the " + party.wireName());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyStateIsTheOneItsNameSays() {
        states().forEach((name, way) -> {
            String id = way.reach();
            assertThat(name).startsWith(state(id).wireName());
            clock.moveTo(Duration.ZERO);
        });
    }

    @Test
    void whatARefusedActionLeavesIsTheEngagementAsItWas() {
        String id = states().get("suspended by the maker").reach();
        Engagement before = engagements.find(id).orElseThrow();
        assertThatThrownBy(() -> engagements.resume(id, Party.BODY, "auditor"))
                .isInstanceOf(EngagementConflictException.class)
                .hasMessageContaining("suspended")
                .hasMessageContaining("resume");
        assertThat(engagements.find(id)).contains(before);
    }

    @Test
    void everyChangeIsALedgerEntry() {
        String id = states().get("active").reach();
        engagements.noteOutage(id, Party.BODY, now.minusSeconds(600), now.minusSeconds(60), "视频中断", "auditor");
        engagements.suspend(id, Party.BODY, "auditor ill", "auditor");
        engagements.resume(id, Party.MAKER, "QA");
        engagements.agreeToEnd(id, Party.BODY, "all seen", "auditor");
        engagements.agreeToEnd(id, Party.BODY, "again", "auditor");
        engagements.agreeToEnd(id, Party.MAKER, "agreed", "QA");
        engagements.archive(id, "QA");
        assertThat(ledger.versions(EntryKind.ENGAGEMENT, id).stream()
                        .map(entry -> entry.field("event").orElseThrow().asText()))
                .containsExactly(
                        "proposed",
                        "accepted",
                        "accepted",
                        "outage-noted",
                        "suspended",
                        "resumed",
                        "ending-agreed",
                        "ending-agreed",
                        "archived");
        Course course = engagements.find(id).orElseThrow().course();
        assertThat(course.suspensions()).hasSize(1);
        assertThat(course.suspensions().get(0).resumed())
                .isNotNull()
                .extracting(Suspension.Resumption::party)
                .isEqualTo(Party.MAKER);
        assertThat(course.outages()).extracting(Outage::description).containsExactly("视频中断");
        assertThat(course.endedAt()).isNotNull();
    }

    @Test
    void suspensionStopsWhatIsUnderWayAtOnceAndResumingDoesNotReviveIt() {
        String id = states().get("active").reach();
        String token = token(id);
        Admission admission = engagements.admit(engagements.authenticate(token).orElseThrow());
        AtomicInteger ended = new AtomicInteger();
        admission.onEnd(ended::incrementAndGet);
        engagements.suspend(id, Party.BODY, "network", "auditor");
        assertThat(ended).hasValue(1);
        assertThat(admission.active()).isFalse();
        assertThatThrownBy(
                        () -> engagements.admit(engagements.authenticate(token).orElseThrow()))
                .isInstanceOf(NotAdmittedException.class)
                .hasMessageContaining("is suspended");
        engagements.resume(id, Party.BODY, "auditor");
        assertThatThrownBy(admission::requireActive).hasMessageContaining("is suspended");
        assertThat(engagements
                        .admit(engagements.authenticate(token).orElseThrow())
                        .active())
                .isTrue();
    }

    @Test
    void suspensionOnAnotherNodeThatIsOverBeforeTheNextLookStopsWhatWasUnderWayToo() {
        String id = states().get("active").reach();
        Admission admission =
                engagements.admit(engagements.authenticate(token(id)).orElseThrow());
        try (Engagements otherNode = Engagements.open(ledger, database, clock)) {
            otherNode.suspend(id, Party.MAKER, "stop", "QA");
            otherNode.resume(id, Party.MAKER, "QA");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> !admission.active());
    }

    @Test
    void amendmentVoidsAnAgreementToEndAndLeavesASuspension() {
        String id = states().get("active").reach();
        engagements.agreeToEnd(id, Party.BODY, "all seen", "auditor");
        engagements.suspend(id, Party.MAKER, "stocktaking", "QA");
        Engagement amended = engagements.amend(id, terms(now, "wider"), "QA");
        assertThat(amended.course().bodyEnding()).isNull();
        engagements.accept(id, Party.MAKER, amended.digest(), "QA");
        engagements.accept(id, Party.BODY, amended.digest(), "auditor");
        assertThat(state(id)).isEqualTo(EngagementState.SUSPENDED);
        engagements.agreeToEnd(id, Party.MAKER, "over", "QA");
        assertThat(state(id)).isEqualTo(EngagementState.SUSPENDED);
    }

    @Test
    void findingsAreFollowedUpAfterTheAccessForAsLongAsTheTermsSay() {
        clock.stop();
        String id = followedUp();
        String token = engagements
                .issueToken(id, "a1", engagements.find(id).orElseThrow().followUpEnd(), "QA")
                .token();
        Caller caller = engagements.authenticate(token).orElseThrow();
        assertThatThrownBy(() -> engagements.admit(caller))
                .isInstanceOf(NotAdmittedException.class)
                .hasMessageContaining("is follow-up");
        Admission admission = engagements.admitToFollowUp(caller);
        assertThat(admission.followUp()).isTrue();
        admission.requireActive();
        assertThatThrownBy(admission::requireAccess).isInstanceOf(NotAdmittedException.class);
        clock.moveTo(Duration.ofDays(29 + 60).minusSeconds(2));
        assertThat(admission.active()).isTrue();
        clock.moveTo(Duration.ofDays(29 + 60));
        assertThat(state(id)).isEqualTo(EngagementState.ENDED);
        assertThatThrownBy(admission::requireActive).hasMessageContaining("is ended");
    }

    @Test
    void whatWasLetInWithinTheWindowEndsWithItAlsoWhereFindingsAreFollowedUp() {
        String id = followedUp();
        clock.moveTo(Duration.ZERO);
        String token = engagements
                .issueToken(id, "a1", now.plus(Duration.ofDays(60)), "QA")
                .token();
        Admission search = engagements.admit(engagements.authenticate(token).orElseThrow());
        Admission step =
                engagements.admitToFollowUp(engagements.authenticate(token).orElseThrow());
        AtomicInteger ended = new AtomicInteger();
        search.onEnd(ended::incrementAndGet);
        assertThat(step.followUp()).isFalse();
        clock.moveTo(Duration.ofDays(29));
        assertThat(search.active()).isFalse();
        assertThat(step.active()).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> ended.get() == 1);
        assertThat(engagements
                        .admitToFollowUp(engagements.authenticate(token).orElseThrow())
                        .followUp())
                .isTrue();
    }

    @Test
    void followUpBeginsWithAnEndByAgreementAndNothingIsFollowedUpThatBothHaveNotAccepted() {
        String id = followedUp();
        clock.moveTo(Duration.ZERO);
        engagements.agreeToEnd(id, Party.MAKER, "all seen", "QA");
        engagements.agreeToEnd(id, Party.BODY, "all seen", "auditor");
        Engagement ended = engagements.find(id).orElseThrow();
        assertThat(state(id)).isEqualTo(EngagementState.FOLLOW_UP);
        assertThat(ended.followUpEnd()).isEqualTo(ended.accessEnd().plus(Duration.ofDays(60)));
        String changed = followedUp();
        clock.moveTo(Duration.ZERO);
        engagements.amend(changed, terms(now, "other").followedUpFor(60), "QA");
        clock.moveTo(Duration.ofDays(40));
        assertThat(state(changed)).isEqualTo(EngagementState.ENDED);
    }

    @Test
    void suspensionOutlastsTheAccessAndGivesWayToTheFollowUpOnly() {
        String id = followedUp();
        clock.moveTo(Duration.ZERO);
        engagements.suspend(id, Party.MAKER, "why", "QA");
        clock.moveTo(Duration.ofDays(40));
        assertThat(state(id)).isEqualTo(EngagementState.SUSPENDED);
        engagements.resume(id, Party.MAKER, "QA");
        assertThat(state(id)).isEqualTo(EngagementState.FOLLOW_UP);
        clock.moveTo(Duration.ofDays(100));
        assertThat(state(id)).isEqualTo(EngagementState.ENDED);
    }

    @Test
    void outageHasAnOrderOfTimesLiesBehindAndIsNotedAHundredTimesAtMost() {
        String id = states().get("active").reach();
        assertThatThrownBy(() -> engagements.noteOutage(id, Party.BODY, now, now.minusSeconds(1), "x", "auditor"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> engagements.noteOutage(id, Party.BODY, now, now.plus(Duration.ofDays(1)), "x", "auditor"))
                .isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 100; i++) {
            engagements.noteOutage(id, Party.BODY, now.minusSeconds(60), now.minusSeconds(1), "x", "auditor");
        }
        assertThatThrownBy(() -> engagements.noteOutage(
                        id, Party.BODY, now.minusSeconds(60), now.minusSeconds(1), "x", "auditor"))
                .isInstanceOf(EngagementConflictException.class);
    }

    /** Brings an engagement of its own into a state. */
    @FunctionalInterface
    private interface Way {
        String reach();
    }

    private Map<String, Way> states() {
        Map<String, Way> states = new LinkedHashMap<>();
        states.put("proposed", () -> proposed(now.minusSeconds(86_400)));
        states.put("confirmed-by-maker", () -> accepted(proposed(now.minusSeconds(86_400)), Party.MAKER));
        states.put("confirmed-by-body", () -> accepted(proposed(now.minusSeconds(86_400)), Party.BODY));
        states.put("scheduled", () -> agreed(now.plusSeconds(86_400)));
        states.put("active", this::active);
        states.put("suspended by the maker", () -> suspended(Party.MAKER));
        states.put("suspended by the body", () -> suspended(Party.BODY));
        states.put("follow-up", this::followedUp);
        states.put("suspended by the maker in the follow-up", () -> suspendedInFollowUp(Party.MAKER));
        states.put("suspended by the body in the follow-up", () -> suspendedInFollowUp(Party.BODY));
        states.put("ended by time", () -> {
            String id = active();
            clock.moveTo(Duration.ofDays(40));
            return id;
        });
        states.put("ended by agreement", this::ended);
        states.put("archived", () -> {
            String id = ended();
            engagements.archive(id, "QA");
            return id;
        });
        states.put("revoked", () -> {
            String id = active();
            engagements.revoke(id, "stop", "QA");
            return id;
        });
        return states;
    }

    /** What a party does to an engagement; whatever the interface gives only one party, the other cannot do. */
    private interface Act {
        void by(String id, Party party);
    }

    private Map<String, Act> actions() {
        Map<String, Act> actions = new LinkedHashMap<>();
        actions.put("amend", makers(id -> engagements.amend(id, terms(now, "other"), "QA")));
        actions.put(
                "accept",
                (id, party) -> engagements.accept(
                        id, party, engagements.find(id).orElseThrow().digest(), "someone"));
        actions.put(
                "issue-token",
                makers(id -> engagements.issueToken(id, "a1", clock.instant().plusSeconds(60), "QA")));
        actions.put("suspend", (id, party) -> engagements.suspend(id, party, "why", "someone"));
        actions.put("resume", (id, party) -> engagements.resume(id, party, "someone"));
        actions.put("agree-to-end", (id, party) -> engagements.agreeToEnd(id, party, "why", "someone"));
        actions.put(
                "note-outage",
                (id, party) -> engagements.noteOutage(
                        id, party, now.minusSeconds(60), now.minusSeconds(1), "line dropped", "someone"));
        actions.put("archive", makers(id -> engagements.archive(id, "QA")));
        actions.put("revoke", makers(id -> engagements.revoke(id, "why", "QA")));
        return actions;
    }

    private static Act makers(Consumer<String> act) {
        return (id, party) -> {
            if (party != Party.MAKER) {
                throw new EngagementConflictException("Nothing gives this to the body");
            }
            act.accept(id);
        };
    }

    private boolean does(String state, String action, Party party) {
        String id = states().get(state).reach();
        try {
            actions().get(action).by(id, party);
            return true;
        } catch (EngagementConflictException e) {
            return false;
        } finally {
            clock.moveTo(Duration.ZERO);
        }
    }

    private static Map<String, Map<String, String>> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("ENGAGEMENTS.md"));
        int head = 0;
        while (!lines.get(head).startsWith(TABLE)) {
            head++;
        }
        List<String> columns = cells(lines.get(head));
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        for (String line : lines.subList(head + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            List<String> cells = cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i < columns.size(); i++) {
                row.put(columns.get(i), cells.get(i));
            }
            table.put(cells.get(0), row);
        }
        return table;
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(1, line.length() - 1).strip().split(" *\\| *"));
    }

    private String proposed(Instant from) {
        String id = "E-" + number.incrementAndGet();
        engagements.propose(id, terms(from, "surveillance"), "QA");
        return id;
    }

    private String accepted(String id, Party party) {
        engagements.accept(id, party, engagements.find(id).orElseThrow().digest(), "someone");
        return id;
    }

    private String agreed(Instant from) {
        return accepted(accepted(proposed(from), Party.BODY), Party.MAKER);
    }

    private String active() {
        return agreed(now.minusSeconds(86_400));
    }

    private String followedUp() {
        Engagement proposed = engagements.propose(
                "E-" + number.incrementAndGet(),
                terms(now.minusSeconds(86_400), "surveillance").followedUpFor(60),
                "QA");
        String id = accepted(accepted(proposed.id(), Party.BODY), Party.MAKER);
        clock.moveTo(Duration.ofDays(40));
        return id;
    }

    private String suspendedInFollowUp(Party party) {
        String id = followedUp();
        engagements.suspend(id, party, "why", "someone");
        return id;
    }

    private String suspended(Party party) {
        String id = active();
        engagements.suspend(id, party, "why", "someone");
        return id;
    }

    private String ended() {
        String id = active();
        engagements.agreeToEnd(id, Party.MAKER, "all seen", "QA");
        engagements.agreeToEnd(id, Party.BODY, "all seen", "auditor");
        return id;
    }

    private EngagementState state(String id) {
        return engagements.find(id).orElseThrow().state(clock.instant());
    }

    private String token(String id) {
        return engagements
                .issueToken(id, "a1", now.plus(Duration.ofDays(6)), "QA")
                .token();
    }

    private static EngagementTerms terms(Instant from, String purpose) {
        return new EngagementTerms(
                "华测认证",
                "示例口罩有限公司",
                purpose,
                List.of(new Auditor("a1", "张伟", null)),
                List.of("ISO 13485:2016"),
                Scope.everything(),
                EnumSet.allOf(Right.class),
                from,
                from.plus(Duration.ofDays(30)));
    }
}
