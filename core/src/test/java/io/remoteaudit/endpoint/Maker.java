package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.ConsentRule.Consent;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attributes;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.text.NoTextReason;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A small maker: two sites, two engagements with different scopes, a record with a file and two versions in each. */
public final class Maker implements AutoCloseable {

    public static final String A = "ENG-A";
    public static final String B = "ENG-B";
    public static final String RECORD_A = "IQC/2026/1";
    public static final String RECORD_B = "IQC/2026/2";
    public static final String FILE = "检验 报告.pdf";
    public static final String SECRET = "李娜";
    public static final byte[] CONTENT = content();

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RemoteAudit remoteAudit;
    private final HeldEndpoint endpoint;
    private final Path directory;
    public final String tokenA;
    public final String tokenB;

    /** A maker whose ledger is time-stamped. */
    public Maker(Path directory, TimestampAuthority... authorities) {
        this(directory, Limits.standard().withRequests(1_000_000, 1_000_000), Clock.systemUTC(), authorities);
    }

    public Maker(Path directory, Limits limits, Clock clock, TimestampAuthority... authorities) {
        this(directory, limits, clock, builder -> builder.timestamps(List.of(authorities), Anchors.DAILY));
    }

    /** A maker with settings of its own. */
    Maker(Path directory, Limits limits, Clock clock, UnaryOperator<RemoteAudit.Builder> more) {
        this.directory = directory;
        this.remoteAudit = more.apply(RemoteAudit.builder(directory, "qms.example.com/remote-audit")
                        .organization(new Organization("91330000TEST", "示例口罩有限公司"))
                        .limits(limits)
                        .clock(clock))
                .open();
        this.endpoint = new HeldEndpoint(remoteAudit.endpoint());
        saveTwice(RECORD_A, "S1");
        saveTwice(RECORD_B, "S2");
        // Site 1 of A hides who performed the work; site 2 is B's.
        this.tokenA = engage(A, "S1", Set.of("performedBy", "change"), clock);
        this.tokenB = engage(B, "S2", Set.of(), clock);
        settle();
    }

    public RemoteAudit remoteAudit() {
        return remoteAudit;
    }

    /** Its endpoint, which answers nothing that is not as the contract says. */
    HeldEndpoint endpoint() {
        return endpoint;
    }

    public Path database() {
        return directory.resolve("ledger.db");
    }

    /** Waits until all that is committed can be read and found, also by attachments. */
    public void settle() {
        if (!remoteAudit.ledger().awaitSequenced(LONG)
                || !remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), LONG)) {
            throw new IllegalStateException("The ledger or the index did not follow in time");
        }
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !remoteAudit
                        .search()
                        .unsearchableAttachments(0)
                        .records()
                        .containsKey(NoTextReason.NOT_YET_READ));
    }

    private String engage(String id, String site, Set<String> masked, Clock clock) {
        EngagementTerms terms = terms(id, site, masked, clock).under(capturesAskedFor());
        return confirm(id, remoteAudit.engagements().propose(id, terms, "质量负责人"));
    }

    /** Has both sides accept terms on site 1 that were changed before, and gives a token for their first auditor. */
    public String engage(String id, UnaryOperator<EngagementTerms> change) {
        EngagementTerms terms =
                change.apply(remoteAudit.engagements().find(A).orElseThrow().terms());
        return confirm(id, remoteAudit.engagements().propose(id, terms, "质量负责人"));
    }

    private String confirm(String id, Engagement proposed) {
        remoteAudit.engagements().accept(id, Party.MAKER, proposed.digest(), "质量负责人");
        remoteAudit.engagements().accept(id, Party.BODY, proposed.digest(), "Auditor");
        return token(id);
    }

    public Engagement propose(String id, String site, Set<String> masked, Clock clock) {
        return remoteAudit.engagements().propose(id, terms(id, site, masked, clock), "质量负责人");
    }

    private static EngagementTerms terms(String id, String site, Set<String> masked, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Selection all = Selection.everything();
        return new EngagementTerms(
                "Certification Body " + id,
                "示例口罩有限公司",
                "surveillance audit",
                List.of(new Auditor("aud-1", "Ann Auditor", "ann@example.org")),
                List.of("ISO 13485:2016"),
                new Scope(Selection.of(site), all, all, all, all, null, null, new TreeSet<>(masked)),
                EnumSet.allOf(Right.class),
                now.minus(1, ChronoUnit.DAYS),
                now.plus(30, ChronoUnit.DAYS));
    }

    /** So that an auditor has something to ask consent to, and needs none to take a file along. */
    static RemoteConditions capturesAskedFor() {
        return RemoteConditions.builder()
                .consent(new ConsentRule(Consent.ASK_EACH_TIME, Consent.GRANTED))
                .build();
    }

    public String token(String engagement) {
        return token(engagement, "aud-1");
    }

    public String token(String engagement, String auditor) {
        Instant end =
                remoteAudit.engagements().find(engagement).orElseThrow().terms().accessTo();
        return remoteAudit
                .engagements()
                .issueToken(engagement, auditor, end, "质量负责人")
                .token();
    }

    private void saveTwice(String id, String site) {
        try {
            Attachment file =
                    remoteAudit.attachments().store(FILE, "application/pdf", new ByteArrayInputStream(CONTENT));
            QualityRecord first = inspection(id, site, "94.2").attachment(file).build();
            remoteAudit.records().save(first);
            remoteAudit
                    .records()
                    .save(first.nextVersion("结果录入有误", new Person("王芳", "质量主管"))
                            .measurements(List.of(measurement("98.7")))
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static QualityRecord.Builder inspection(String id, String site, String result) {
        return QualityRecord.of("incoming-inspection", id)
                .title("熔喷布进货检验 " + site)
                .site(site)
                .product("medical-mask", null)
                .lots("MB-20260401-03")
                .standards("YY 0469-2011")
                .measurement(measurement(result))
                .performedBy(SECRET, "检验员")
                .occurredAt(OffsetDateTime.parse("2026-04-15T16:30:00+08:00"))
                .attributes(Attributes.none()
                        .with("inspectionNo", "N-1")
                        .with("internalLot", "MB-20260401-03")
                        .with("plan", "GB/T 2828.1-2012 II AQL 4.0")
                        .with("sampleSize", 13)
                        .with("acceptanceNumber", 0)
                        .with("rejectionNumber", 1)
                        .with("verdict", "accepted"));
    }

    private static Measurement measurement(String result) {
        return Measurement.of("BFE")
                .results(result)
                .unit("%")
                .value("min", new BigDecimal(result))
                .verdict(Verdict.CONFORMING)
                .build();
    }

    private static byte[] content() {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        return content;
    }

    /** Sends a request from this machine, and leaves the body of the answer to be taken. */
    Answer answer(String method, String path, Headers headers) {
        return endpoint.handle(request(method, path, headers, new byte[0], null));
    }

    /** Sends a request from this machine. */
    public Result send(String method, String path, Headers headers, byte[] body) {
        return send(method, path, headers, body, null);
    }

    /** Sends a request whose sender showed a client certificate. */
    Result send(String method, String path, Headers headers, byte[] body, X509Certificate certificate) {
        Request request = request(method, path, headers, body, certificate);
        return Result.of(
                path.startsWith(AuditDesk.PATH)
                        ? remoteAudit.desk().handle(request, StaffMember.withAllRoles("质量负责人"))
                        : endpoint.handle(request));
    }

    private static Request request(
            String method, String path, Headers headers, byte[] body, X509Certificate certificate) {
        int mark = path.indexOf('?');
        return new Request(
                method,
                mark < 0 ? path : path.substring(0, mark),
                mark < 0 ? null : path.substring(mark + 1),
                headers,
                "127.0.0.1",
                false,
                new ByteArrayInputStream(body),
                certificate);
    }

    public Result get(String token, String path) {
        return send("GET", path, bearer(token), new byte[0]);
    }

    public Result post(String token, String path, String json, String... headers) {
        Headers all = bearer(token).with("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return send("POST", path, all, json.getBytes(StandardCharsets.UTF_8));
    }

    public static Headers bearer(String token) {
        return Headers.none().with("Authorization", "Bearer " + token);
    }

    public static String at(String engagement, String rest) {
        return "/audit/v1/engagements/" + engagement + rest;
    }

    @Override
    public void close() {
        remoteAudit.close();
        endpoint.requireHeld();
    }

    /** An answer whose body has been taken. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(Answer answer, byte[] bytes) implements ContractChecker.Told {

        static Result of(Answer answer) {
            if (answer.body() instanceof Body.Bytes bytes) {
                return new Result(answer, bytes.content());
            } else if (answer.body() instanceof Body.Streamed streamed) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    streamed.writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return new Result(answer, out.toByteArray());
            }
            return new Result(answer, new byte[0]);
        }

        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public String header(String name) {
            return answer.headers().first(name).orElse("");
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return Json.parse(bytes);
        }

        public String code() {
            return json().path("code").asText();
        }

        public Body.Events events() {
            return (Body.Events) answer.body();
        }
    }
}
