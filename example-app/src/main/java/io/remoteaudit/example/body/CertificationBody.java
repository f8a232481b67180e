package io.remoteaudit.example.body;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.GrantedToken;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.AuditProblemException;
import io.remoteaudit.client.CheckpointStore;
import io.remoteaudit.client.EndpointDescription;
import io.remoteaudit.example.body.Examination.Examined;
import io.remoteaudit.question.Question;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.OkHttpClient;

/**
 * A certification body's system that carries out a whole audit, from the invitation to the verified export, and prints an
 * audit log. It speaks HTTP with the maker and nothing else, by {@link AuditClient} alone.
 */
public final class CertificationBody {

    private CertificationBody() {}

    /**
     * Carries out the audit and ends the process: with 0 if everything went as it should, with 1 otherwise.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /**
     * Carries out the audit.
     *
     * @param arguments see {@code --help}
     * @param out where the audit log is printed
     * @return 0 if everything went as it should, 1 otherwise
     */
    public static int run(String[] arguments, PrintStream out) {
        return run(arguments, out, new OkHttpClient());
    }

    static int run(String[] arguments, PrintStream out, OkHttpClient http) {
        if (List.of(arguments).contains("--help")) {
            out.print(Options.USAGE);
            return 0;
        }
        AuditLog.Language language = AuditLog.Language.BOTH;
        try {
            Options options = Options.parse(arguments);
            language = options.language();
            carryOut(options, new AuditLog(out, language, Clock.systemUTC()), http);
            return 0;
        } catch (UnexpectedException e) {
            failed(out, language, e.chinese(), String.valueOf(e.getMessage()));
        } catch (AuditProblemException e) {
            String request = " (" + e.status() + " " + e.code() + ", request " + e.requestId() + ")";
            failed(out, language, e.detail(Locale.SIMPLIFIED_CHINESE) + request, e.detail(Locale.ENGLISH) + request);
        } catch (RemoteAuditException | UncheckedIOException e) {
            failed(out, language, String.valueOf(e.getMessage()), String.valueOf(e.getMessage()));
        }
        return 1;
    }

    private static void failed(PrintStream out, AuditLog.Language language, String chinese, String english) {
        out.println();
        out.println(new AuditLog(out, language, Clock.systemUTC())
                .said("审核未完成：" + chinese, "The audit was not completed: " + english));
    }

    private static void carryOut(Options options, AuditLog log, OkHttpClient plain) {
        Mail mail = Mail.read(options.access(), options.engagement());
        try {
            Files.createDirectories(options.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(options.directory() + " cannot be made", e);
        }
        Line line = new Line();
        OkHttpClient http = plain.newBuilder().addInterceptor(line).build();
        CheckpointStore seen = CheckpointStore.inDirectory(options.directory().resolve("seen"));
        GrantedToken granted = redeem(mail, http, log);
        try (AuditClient client = AuditClient.builder(mail.baseUrl(), granted.token())
                .language(log.language().ofProblems())
                .checkpoints(seen)
                .http(http)
                .open()) {
            Audit audit = new Audit(client, client.engagement(granted.engagement()), log, options, line);
            new Opening(audit).run();
            Examined examined = new Examination(audit).run();
            List<Question> questions = new Inquiry(audit).run(examined.sample());
            new Conclusions(audit).run(examined.sample(), questions);
            Set<String> evidence = new TreeSet<>(examined.traced());
            examined.sample().forEach(record -> evidence.add(record.id()));
            new Takeaway(audit, mail).run(evidence);
            finish(log, line, examined, evidence.size());
        }
    }

    private static GrantedToken redeem(Mail mail, OkHttpClient http, AuditLog log) {
        log.step("认识企业端并兑换邀请", "Meet the endpoint and redeem the invitation");
        try (AuditClient stranger = AuditClient.builder(mail.baseUrl())
                .language(log.language().ofProblems())
                .http(http)
                .open()) {
            EndpointDescription endpoint = stranger.describe();
            log.fact(endpoint.organizationName() + "  " + mail.baseUrl() + "  " + endpoint.origin());
            log.line(
                    "接口版本 " + String.join("、", endpoint.apiVersions()),
                    "interface versions " + String.join(", ", endpoint.apiVersions()));
            GrantedToken granted = stranger.redeem(mail.invitation(), mail.code());
            log.line(
                    "已兑换：" + granted.engagement() + "，审核员 " + granted.auditorId() + "，令牌有效至 " + granted.expiresAt(),
                    "redeemed: " + granted.engagement() + ", auditor " + granted.auditorId() + ", token until "
                            + granted.expiresAt());
            return granted;
        }
    }

    private static void finish(AuditLog log, Line line, Examined examined, int exported) {
        log.step("审核完成", "The audit is complete");
        long tenths = log.elapsed().toMillis() / 100;
        String time = String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        log.line(
                "共 " + log.steps() + " 步，" + line.requests() + " 次请求，" + time,
                log.steps() + " steps, " + line.requests() + " requests, " + time);
        log.line(
                "抽样 " + examined.sample().size() + " 条，追溯批次 " + examined.lot() + "，导出 " + exported + " 条记录",
                examined.sample().size() + " records sampled, lot " + examined.lot() + " traced, " + exported
                        + " records exported");
    }
}
