package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.Limits;
import io.remoteaudit.endpoint.StaffMember;
import io.remoteaudit.engagement.AcceptancePolicy;
import io.remoteaudit.engagement.AuditorKind;
import io.remoteaudit.engagement.AuditorProfile;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.TermsGap;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.HostTransactions;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.SecurityFilterChain;

/** What a host may put in place of the starter's parts, and what the starter leaves to the host. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SeamsTest {

    @TempDir
    private Path directory;

    @Test
    void hostsOwnPartsTakeThePlaceOfTheStarters() {
        try (TestHost host = TestHost.in(directory, OwnParts.class)
                .withoutLogin()
                .with("remote-audit.desk.enabled", "true")
                .with("remote-audit.endpoint.enabled", "true")
                .start()) {
            assertThat(host.bean(Catalogue.class)).isSameAs(host.context().getBean("ownCatalogue"));
            assertThat(host.bean(HostTransactions.class))
                    .isSameAs(host.context().getBean("ownTransactions"));
            assertThat(host.get("/audit-desk/api/session").body()).contains("\"name\":\"the shift leader\"");
            assertThat(host.get("/audit/v1/engagements", "Accept", "a".repeat(300))
                            .statusCode())
                    .as("the host's own limits")
                    .isEqualTo(431);
            EngagementTerms terms = Evidence.terms().by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "CN"));
            assertThat(host.bean(Engagements.class).gaps(terms))
                    .as("the host's own policy")
                    .containsExactly(TermsGap.WILL);
        }
    }

    @Test
    void hostThatOpensTheModuleItselfKeepsItsOwn() {
        try (TestHost host = TestHost.in(directory, OwnModule.class)
                .withoutLogin()
                .without("remote-audit.directory")
                .without("remote-audit.origin")
                .with("test.directory", directory.toString())
                .with("remote-audit.endpoint.enabled", "true")
                .start()) {
            assertThat(host.context().getBeanNamesForType(RemoteAudit.class)).containsExactly("ownModule");
            assertThat(host.bean(Records.class))
                    .isSameAs(host.bean(RemoteAudit.class).records());
            assertThat(host.get("/.well-known/remote-audit").body()).contains("own.example/audit");
        }
    }

    @Test
    void checkpointsCarryASecondSignatureWhereThePropertySaysSo() {
        try (TestHost host = TestHost.in(directory, Plain.class)
                .withoutWeb()
                .with("remote-audit.ml-dsa44-checkpoints", "true")
                .start()) {
            assertThat(host.bean(RemoteAudit.class).ledger().signingKeys())
                    .extracting(LogKey::mlDsa44)
                    .containsExactly(false, true);
        }
    }

    @Test
    void auditorsAskAsOftenAsThePropertiesSay() {
        try (TestHost host = TestHost.in(directory, Plain.class)
                .withoutLogin()
                .with("remote-audit.endpoint.enabled", "true")
                .with("remote-audit.endpoint.requests-per-minute", "1")
                .with("remote-audit.endpoint.burst", "2")
                .start()) {
            String token = Evidence.engage(host.bean(RemoteAudit.class));
            String path = "/audit/v1/engagements";
            assertThat(List.of(1, 2, 3))
                    .extracting(nth ->
                            host.get(path, "Authorization", "Bearer " + token).statusCode())
                    .containsExactly(200, 200, 429);
        }
    }

    @Test
    void searchesKnowTheMakersOwnTermsWhereThePropertyNamesThem() throws Exception {
        Path file = directory.resolve("words.json");
        Files.writeString(
                file, "{\"entries\": [{\"category\": \"material\", \"zh\": [\"熔喷布\"], \"en\": [\"MB cloth\"]}]}");
        try (TestHost host = TestHost.in(directory, Plain.class)
                .withoutWeb()
                .with("remote-audit.search.glossary", file.toString())
                .start()) {
            RemoteAudit remoteAudit = host.bean(RemoteAudit.class);
            remoteAudit.records().save(Evidence.inspection("IQC-1").build());
            Evidence.settle(remoteAudit);
            assertThat(remoteAudit
                            .search()
                            .search(SearchRequest.of(Scope.everything(), "MB cloth"))
                            .total())
                    .isEqualTo(1);
        }
    }

    @Test
    void everyBeanIsNamedAfterTheModuleAndNoneHasATypeOfOthers() {
        try (TestHost host = TestHost.in(directory, Plain.class)
                .with("remote-audit.desk.enabled", "true")
                .with("remote-audit.endpoint.enabled", "true")
                .start()) {
            var beans = host.context().getBeanFactory();
            var ours = Arrays.stream(beans.getBeanDefinitionNames())
                    .filter(name -> String.valueOf(beans.getBeanDefinition(name).getResourceDescription())
                            .contains("io/remoteaudit/spring/RemoteAudit"))
                    .toList();
            assertThat(ours).hasSizeGreaterThan(8).allSatisfy(name -> {
                assertThat(name).startsWith("remoteAudit");
                assertThat(beans.getType(name))
                        .satisfiesAnyOf(
                                type -> assertThat(type.getName()).startsWith("io.remoteaudit."),
                                type -> assertThat(type)
                                        .isIn(
                                                ServletRegistrationBean.class,
                                                FilterRegistrationBean.class,
                                                SecurityFilterChain.class),
                                type -> assertThat(SecurityFilterChain.class).isAssignableFrom(type));
            });
        }
    }

    @Test
    void hostWithoutSpringSecurityIsGivenNone() {
        try (TestHost host = TestHost.in(directory, Plain.class)
                .withoutLogin()
                .with("remote-audit.endpoint.enabled", "true")
                .start()) {
            assertThat(host.context().getBeanNamesForType(SecurityFilterChain.class))
                    .isEmpty();
            assertThat(host.get("/audit/v1/engagements").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void lazyHostOpensTheModuleAllTheSame() {
        try (TestHost host = TestHost.in(directory, Plain.class)
                .withoutWeb()
                .with("spring.main.lazy-initialization", "true")
                .start()) {
            assertThat(host.context().getBeanFactory().containsSingleton("remoteAudit"))
                    .isTrue();
        }
    }

    @Test
    void hostStopsGracefullyAlthoughAnEventStreamIsOpen() throws Exception {
        HttpResponse<InputStream> stream;
        long began;
        try (TestHost host = TestHost.in(directory, Plain.class)
                .with("server.shutdown", "graceful")
                .with("spring.lifecycle.timeout-per-shutdown-phase", "60s")
                .with("remote-audit.endpoint.enabled", "true")
                .start()) {
            String token = Evidence.engage(host.bean(RemoteAudit.class));
            stream = host.open("/audit/v1/engagements/ENG-1/questions/events", "Authorization", "Bearer " + token);
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.body().read()).isEqualTo('i');
            began = System.nanoTime();
        }
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(30));
        try (InputStream rest = stream.body()) {
            assertThat(rest.readAllBytes()).as("ended as a whole").isNotNull();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Plain {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class OwnParts {

        @Bean
        Catalogue ownCatalogue() {
            return Catalogue.standard();
        }

        @Bean
        HostTransactions ownTransactions() {
            return HostTransactions.none();
        }

        @Bean
        AcceptancePolicy ownPolicy() {
            return AcceptancePolicy.standard().requiring(AuditorKind.CERTIFICATION_BODY, Set.of(TermsGap.WILL));
        }

        @Bean
        Limits ownLimits() {
            Limits standard = Limits.standard();
            return new Limits(
                    standard.urlLength(),
                    300,
                    standard.bodyLength(),
                    standard.requestsPerMinute(),
                    standard.burst(),
                    standard.badTokensPerMinute(),
                    standard.streamsPerAuditor(),
                    standard.streams(),
                    standard.streamDuration(),
                    standard.heartbeat());
        }

        @Bean
        RemoteAuditStaffResolver ownStaff() {
            return request -> Optional.of(StaffMember.withAllRoles("the shift leader"));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class OwnModule {

        @Bean(destroyMethod = "close")
        RemoteAudit ownModule(@Value("${test.directory}") String directory) {
            return RemoteAudit.builder(Path.of(directory, "own"), "own.example/audit")
                    .open();
        }
    }
}
