package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.MovedClock;
import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Credential;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.identity.Identity;
import io.remoteaudit.identity.ProviderOnLoopback;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the contract asked by every kind of caller, in every state of the engagement. What each is answered
 * stands in {@code authorization.txt}, a table for people to read; whoever adds an operation adds its row.
 */
class AuthorizationMatrixTest {

    private static final String STAFF = "质量负责人";
    private static final Duration SOON = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private final ContractChecker contract = new ContractChecker();
    private final ProviderOnLoopback body = new ProviderOnLoopback(clock);
    private final DemonstrationAuthority authority = DemonstrationAuthority.start(Clock.systemUTC());
    private final Map<String, Caller> expiring = new LinkedHashMap<>();
    private final Map<String, Caller> readers = new HashMap<>();
    private Maker maker;
    private long anchored;
    private int engagements;

    /** Who asks, of which engagement. */
    private enum Asking {
        /** Nobody: without a token. */
        STRANGER,
        /** With a token that was never issued. */
        UNKNOWN,
        /** With a token of an identity provider, for a person nobody bound. */
        UNBOUND,
        /** With a token that has ended. */
        EXPIRED,
        /** With a token that was revoked. */
        WITHDRAWN,
        /** An auditor of an active engagement without the right the operation asks for. */
        NO_RIGHT,
        /** An auditor of an engagement that nobody has accepted yet, and so on by its state. */
        PROPOSED,
        HALF,
        SCHEDULED,
        ACTIVE,
        /** An auditor of an active engagement, known by a token of an identity provider. */
        BOUND,
        /** An auditor of an active engagement, who is in the pages and brings a cookie. */
        SESSION,
        SUSPENDED,
        FOLLOW_UP,
        ENDED,
        ARCHIVED,
        REVOKED,
        /** An auditor of another active engagement. */
        FOREIGN,
        /** An auditor who asks of an engagement that does not exist. */
        ABSENT;

        String heading() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A token and the engagement asked about. */
    private record Caller(String token, String engagement) {}

    @BeforeEach
    void open() {
        maker = new Maker(
                directory,
                unhurried(Limits.standard()),
                clock,
                builder -> builder.identities(new Identities(List.of(body.provider()), false))
                        .timestamps(
                                List.of(TimestampAuthority.overHttp(
                                        "tsa",
                                        authority.timestampAddress(),
                                        List.of(authority.root()),
                                        Clock.systemUTC())),
                                Anchors.DAILY));
        var checkpoint = maker.remoteAudit().ledger().checkpoint();
        maker.remoteAudit().anchors().anchor(checkpoint);
        anchored = checkpoint.size();
    }

    private static Limits unhurried(Limits usual) {
        int many = 1_000_000;
        return new Limits(
                usual.urlLength(),
                usual.headerLength(),
                usual.bodyLength(),
                many,
                many,
                many,
                usual.streamsPerAuditor(),
                usual.streams(),
                usual.streamDuration(),
                usual.heartbeat());
    }

    @AfterEach
    void close() {
        maker.close();
        body.close();
        authority.close();
    }

    @Test
    void everyOperationAnswersEveryCallerAsTheTableSays() {
        for (String operation : contract.operationIds().keySet()) {
            expiring.put(operation, active(EnumSet.allOf(Right.class), SOON));
        }
        clock.moveTo(SOON.multipliedBy(2));

        List<List<String>> table = new ArrayList<>();
        table.add(headings());
        for (String operation : contract.operationIds().keySet()) {
            List<String> row = new ArrayList<>(List.of(operation));
            for (Asking asking : Asking.values()) {
                row.add(status(operation, asking));
            }
            table.add(row);
        }

        assertThat(written(table)).isEqualTo(expected());
    }

    private static List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("operation"));
        Arrays.stream(Asking.values()).map(Asking::heading).forEach(headings::add);
        return headings;
    }

    private static String written(List<List<String>> table) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder(String.format("%-22s", row.get(0)));
            row.subList(1, row.size()).forEach(cell -> line.append(String.format("%-10s", cell)));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String expected() {
        try (InputStream table = AuthorizationMatrixTest.class.getResourceAsStream("authorization.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String status(String operation, Asking asking) {
        Right right = right(operation);
        if (asking == Asking.NO_RIGHT && right == null) {
            return "-";
        }
        // What only reads can be asked in one engagement after another operation; what changes it gets its own.
        boolean reads = contract.operationIds().get(operation).startsWith("GET ");
        Caller caller = reads && asking != Asking.EXPIRED
                ? readers.computeIfAbsent(
                        asking + " " + (asking == Asking.NO_RIGHT ? right : ""),
                        key -> caller(operation, asking, right))
                : caller(operation, asking, right);
        SampleRequests requests = asking == Asking.SESSION
                ? new SampleRequests(maker, caller.engagement(), PageVisitor.with(maker, caller.token()), anchored)
                : new SampleRequests(maker, caller.engagement(), caller.token(), anchored);
        SampleRequests.Sample sample = asking == Asking.ACTIVE || asking == Asking.BOUND || asking == Asking.SESSION
                ? requests.ofWhatThereIs(operation)
                : requests.ofAnything(operation);
        Maker.Result result = requests.send(sample);
        result.answer().body().close();
        assertThat(contract.check(sample.method(), sample.path(), result))
                .as(operation + " " + asking + " " + result.text())
                .isEmpty();
        return String.valueOf(result.status());
    }

    private Caller caller(String operation, Asking asking, Right right) {
        Set<Right> all = EnumSet.allOf(Right.class);
        return switch (asking) {
            case STRANGER -> new Caller("", Maker.A);
            case UNKNOWN -> new Caller("ra_" + "a".repeat(43) + "000000", Maker.A);
            case EXPIRED -> expiring.get(operation);
            case WITHDRAWN -> {
                Caller caller = active(all, Duration.ofDays(20));
                Credential credential =
                        audits().credentials(caller.engagement()).get(0);
                audits().revokeToken(credential.id(), "lost", STAFF);
                yield caller;
            }
            case NO_RIGHT -> {
                all.remove(right);
                yield active(all, Duration.ofDays(20));
            }
            case PROPOSED -> caller(propose(Duration.ofDays(-1), Duration.ofDays(30), all));
            case HALF -> {
                Engagement proposed = propose(Duration.ofDays(-1), Duration.ofDays(30), all);
                audits().accept(proposed.id(), Party.MAKER, proposed.digest(), STAFF);
                yield caller(proposed);
            }
            case SCHEDULED -> accepted(Duration.ofDays(5), Duration.ofDays(30), all, Duration.ofDays(20));
            case UNBOUND ->
                new Caller(
                        body.token(claims -> claims.subject("somebody else")),
                        active(all, Duration.ofDays(20)).engagement());
            case BOUND -> {
                String engagement = active(all, Duration.ofDays(20)).engagement();
                Instant end = clock.instant().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
                audits().bind(
                                engagement,
                                "aud-1",
                                new Identity.AtProvider(body.issuer(), ProviderOnLoopback.PERSON),
                                end,
                                STAFF);
                yield new Caller(body.token(), engagement);
            }
            case ACTIVE, SESSION, FOREIGN, ABSENT -> {
                Caller caller = active(all, Duration.ofDays(20));
                yield asking == Asking.ACTIVE || asking == Asking.SESSION
                        ? caller
                        : new Caller(caller.token(), asking == Asking.FOREIGN ? Maker.B : "ENG-NONE");
            }
            case SUSPENDED -> {
                Caller caller = active(all, Duration.ofDays(20));
                audits().suspend(caller.engagement(), Party.BODY, "break", "Ann Auditor");
                yield caller;
            }
            case FOLLOW_UP -> {
                Engagement proposed = propose(Duration.ofDays(-1), Duration.ofDays(30), all, 90);
                accept(proposed);
                Caller caller = caller(proposed);
                end(caller);
                yield caller;
            }
            case ENDED -> ended(all);
            case ARCHIVED -> {
                Caller caller = ended(all);
                audits().archive(caller.engagement(), STAFF);
                yield caller;
            }
            case REVOKED -> {
                Caller caller = active(all, Duration.ofDays(20));
                audits().revoke(caller.engagement(), "over", STAFF);
                yield caller;
            }
        };
    }

    /** After its window an engagement lets nobody in anyway, since its tokens end with it. */
    private Caller ended(Set<Right> rights) {
        Caller caller = active(rights, Duration.ofDays(20));
        end(caller);
        return caller;
    }

    private void end(Caller caller) {
        audits().agreeToEnd(caller.engagement(), Party.MAKER, "done", STAFF);
        audits().agreeToEnd(caller.engagement(), Party.BODY, "done", "Ann Auditor");
    }

    private Engagements audits() {
        return maker.remoteAudit().engagements();
    }

    private Caller active(Set<Right> rights, Duration tokenFor) {
        return accepted(Duration.ofDays(-1), Duration.ofDays(30), rights, tokenFor);
    }

    private Caller accepted(Duration from, Duration to, Set<Right> rights, Duration tokenFor) {
        Engagement proposed = propose(from, to, rights);
        accept(proposed);
        return caller(proposed, tokenFor);
    }

    private void accept(Engagement proposed) {
        audits().accept(proposed.id(), Party.MAKER, proposed.digest(), STAFF);
        audits().accept(proposed.id(), Party.BODY, proposed.digest(), "Ann Auditor");
    }

    private Caller caller(Engagement engagement) {
        return caller(engagement, Duration.ofDays(20));
    }

    private Caller caller(Engagement engagement, Duration tokenFor) {
        Instant end = clock.instant().plus(tokenFor).truncatedTo(ChronoUnit.SECONDS);
        String token = audits().issueToken(engagement.id(), "aud-1", end, STAFF).token();
        return new Caller(token, engagement.id());
    }

    private Engagement propose(Duration from, Duration to, Set<Right> rights) {
        return propose(from, to, rights, 0);
    }

    private Engagement propose(Duration from, Duration to, Set<Right> rights, int followUpDays) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Selection all = Selection.everything();
        return audits().propose(
                        "M-" + ++engagements,
                        new EngagementTerms(
                                        "Certification Body",
                                        "示例口罩有限公司",
                                        "matrix",
                                        List.of(new Auditor("aud-1", "Ann Auditor", null)),
                                        List.of("ISO 13485:2016"),
                                        new Scope(
                                                Selection.of("S1"),
                                                all,
                                                all,
                                                all,
                                                all,
                                                null,
                                                null,
                                                Collections.emptySortedSet()),
                                        rights,
                                        now.plus(from),
                                        now.plus(to))
                                .followedUpFor(followUpDays)
                                .under(Maker.capturesAskedFor()),
                        STAFF);
    }

    /** What the endpoint itself says the operation needs; the table shows whether it asks for it. */
    private Right right(String operation) {
        return switch (operation) {
            case "searchRecords", "searchRecordsByBody", "suggest", "getRecord", "listVersions", "getProof" ->
                Right.SEARCH;
            case "traceLot", "getDossier" -> Right.TRACE;
            case "getAttachment", "getAnswerAttachment" -> Right.DOWNLOAD;
            case "ask", "addMessage" -> Right.ASK;
            case "raiseFinding", "addFindingStep", "reportCertificate" -> Right.FIND;
            case "listSamples", "freezeSample", "getSample", "getPopulation", "getSampleProof", "addSampleStep" ->
                Right.SAMPLE;
            case "startExport", "getExport", "cancelExport", "getExportContent", "listExports" -> Right.EXPORT;
            default -> null;
        };
    }
}
