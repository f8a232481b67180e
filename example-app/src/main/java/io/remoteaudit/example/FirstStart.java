package io.remoteaudit.example;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.example.DemoAccess.Ways;
import io.remoteaudit.example.legacy.ParticleCounter;
import io.remoteaudit.example.legacy.StrapTester;
import io.remoteaudit.example.year.Generation;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Fills an empty factory, agrees on the demonstration engagements, and says what to open. */
@Component
final class FirstStart implements ApplicationRunner {

    /** Where the server listens, as {@code application.yaml} says. */
    private static final String ADDRESS = "127.0.0.1";

    private static final String NAME = "localhost";

    private final Generation generation;
    private final ParticleCounter particleCounter;
    private final StrapTester strapTester;
    private final RemoteAudit remoteAudit;
    private final DemoEngagements demoEngagements;
    private final DemoFindings demoFindings;
    private final DemoAccess demoAccess;
    private final SigningCertificate signingCertificate;
    private final Environment environment;
    private final int records;

    FirstStart(
            Generation generation,
            ParticleCounter particleCounter,
            StrapTester strapTester,
            RemoteAudit remoteAudit,
            DemoEngagements demoEngagements,
            DemoFindings demoFindings,
            DemoAccess demoAccess,
            SigningCertificate signingCertificate,
            Environment environment,
            @Value("${example.records}") int records) {
        this.generation = generation;
        this.particleCounter = particleCounter;
        this.strapTester = strapTester;
        this.remoteAudit = remoteAudit;
        this.demoEngagements = demoEngagements;
        this.demoFindings = demoFindings;
        this.demoAccess = demoAccess;
        this.signingCertificate = signingCertificate;
        this.environment = environment;
        this.records = records;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // First, so that the token meant to expire has done so when the year is over.
        Ways ways = demoEngagements.prepare(demoAccess.ways());
        particleCounter.liveThroughTheYear(records);
        // What the schedule would do in a moment, so that the slip is recorded before it is put right.
        remoteAudit.feed().run(ParticleCounter.SOURCE);
        generation.run(records, console);
        if (remoteAudit.records().find(ParticleCounter.SLIP).isPresent()) {
            particleCounter.putTheSlipRight();
        }
        strapTester.export();
        demoFindings.prepare(ways.engagements().get(0).id());
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            return;
        }
        String baseUrl = "http://" + ADDRESS + ":" + port;
        String pages = "http://" + hostOfPages() + ":" + port;
        demoAccess.write(baseUrl, pages, ways, signingCertificate.file());
        console.println();
        console.println("  Factory 工厂:       " + pages + "/qms   " + DemoAccess.STAFF_USER + " / "
                + demoAccess.staffPassword());
        console.println("  Audit desk 审核台:  " + pages + "/audit-desk/   (same login 同一登录)");
        console.println("  Auditor 审核员: open a link, type its code 打开链接并输入验证码");
        ways.engagements()
                .forEach(access -> console.println("    " + access.id() + "  " + access.body() + "\n      "
                        + access.link(pages) + "\n      code 验证码 " + access.code()));
        console.println("  All of this is in 以上均在 " + demoAccess.file() + "; delete 删除 "
                + demoAccess.file().toAbsolutePath().getParent() + " to start afresh 可重新开始");
        console.println();
    }

    /** Passkeys are bound to a name, which an address is not; where the name leads elsewhere, the address has to do. */
    private static String hostOfPages() {
        try {
            boolean leadsHere = Arrays.stream(InetAddress.getAllByName(NAME))
                    .anyMatch(address -> address.getHostAddress().equals(ADDRESS));
            return leadsHere ? NAME : ADDRESS;
        } catch (UnknownHostException e) {
            return ADDRESS;
        }
    }
}
