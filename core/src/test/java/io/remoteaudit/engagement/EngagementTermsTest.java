package io.remoteaudit.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.PersonalFields;
import io.remoteaudit.record.Scope;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngagementTermsTest {

    private static final Instant FROM = Instant.parse("2026-04-15T08:00:00Z");

    /** Terms as they were written before they said who audits and how, with the digest they had then. */
    private static final String OLD = """
            {"body":"华测认证","client":"示例口罩有限公司","purpose":"2026 年监督审核","auditors":[{"id":"a1","name":"张伟"}],\
            "criteria":["ISO 13485:2016"],"scope":{"sites":"*","productFamilies":"*","recordTypes":"*","standards":"*",\
            "lots":"*","maskedFields":["performedBy"]},"rights":["search","ask","download","export"],\
            "accessFrom":"2026-04-14T08:00:00Z","accessTo":"2026-04-22T08:00:00Z"}""";

    private static final String OLD_DIGEST = "aee6df2529f970b06a2778c7251660ba8319836d32030382e062906222c63b38";

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private Database database;
    private Ledger ledger;
    private Engagements engagements;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), Clock.systemUTC());
        engagements = Engagements.open(ledger, database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        engagements.close();
        ledger.close();
        dataSource.close();
    }

    @Test
    void termsOfBeforeKeepTheirDigest() {
        EngagementTerms old = EngagementTerms.fromJson(Json.parse(OLD));
        assertThat(old.digest().hex()).isEqualTo(OLD_DIGEST);
        assertThat(old.auditorProfile()).isNull();
        assertThat(old.conditions()).isNull();
    }

    @Test
    void everythingAgreedIsPartOfTheDigestAndIsReadBackAsItWas() {
        EngagementTerms terms = complete(AuditorKind.CERTIFICATION_BODY, "DE");
        assertThat(EngagementTerms.fromJson(Json.parse(Json.write(terms.toJson()))))
                .isEqualTo(terms);
        EngagementTerms followedUp = terms.followedUpFor(180);
        assertThat(EngagementTerms.fromJson(followedUp.toJson())).isEqualTo(followedUp);
        assertThat(followedUp.digest()).isNotEqualTo(terms.digest());
        assertThat(followedUp.followedUpFor(0).digest()).isEqualTo(terms.digest());
        for (String days : List.of("0", "731", "-1", "1.5", "\"90\"")) {
            ObjectNode wrong = terms.toJson();
            wrong.set("followUpDays", Json.parse("[" + days + "]").get(0));
            assertThatThrownBy(() -> EngagementTerms.fromJson(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        RemoteConditions other = conditions(AuditSite.Kind.VIRTUAL).build();
        assertThat(terms.under(other).digest()).isNotEqualTo(terms.digest());
        assertThat(terms.by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "FR"))
                        .digest())
                .isNotEqualTo(terms.digest());
    }

    @Test
    void emptyConditionsReadBackEmpty() {
        EngagementTerms terms = terms().under(RemoteConditions.builder().build());
        assertThat(EngagementTerms.fromJson(terms.toJson())).isEqualTo(terms);
    }

    @Test
    void conditionsThatContradictThemselvesAreRefused() {
        ReadinessCheck check = met(ReadinessCondition.LIMITS);
        assertThatThrownBy(() ->
                        RemoteConditions.builder().checked(check).checked(check).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limits");
        assertThatThrownBy(() -> new ReadinessCheck(ReadinessCondition.ABILITY, false, "QA", FROM, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ability");
        RemoteConditions noDownloads = RemoteConditions.builder()
                .consent(new ConsentRule(ConsentRule.Consent.GRANTED, ConsentRule.Consent.FORBIDDEN))
                .build();
        assertThatThrownBy(() -> terms().under(noDownloads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("download");
        assertThatThrownBy(() -> new AuditorProfile(AuditorKind.REGULATOR, "China"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void termsOfACertificationBodyAreAcceptedOnlyWhenARemoteAuditIsPrepared() {
        EngagementTerms bare = terms().by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "CN"));
        Engagement proposed = engagements.propose("E-1", bare, "QA");
        for (Party party : Party.values()) {
            assertThatThrownBy(() -> engagements.accept("E-1", party, proposed.digest(), "someone"))
                    .isInstanceOfSatisfying(
                            IncompleteTermsException.class,
                            failure -> assertThat(failure.gaps())
                                    .containsExactly(
                                            TermsGap.WILL,
                                            TermsGap.READINESS,
                                            TermsGap.SITES,
                                            TermsGap.PEOPLE,
                                            TermsGap.REASON,
                                            TermsGap.COMMUNICATION,
                                            TermsGap.CONSENT))
                    .hasMessageContaining("RA-0404");
        }
        Engagement amended = engagements.amend("E-1", complete(AuditorKind.CERTIFICATION_BODY, "CN"), "QA");
        engagements.accept("E-1", Party.MAKER, amended.digest(), "QA");
        assertThat(engagements
                        .accept("E-1", Party.BODY, amended.digest(), "auditor")
                        .body())
                .isNotNull();
    }

    @Test
    void conditionThatIsNotMetKeepsTermsFromBeingAccepted() {
        RemoteConditions.Builder conditions = RemoteConditions.builder();
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            boolean met = condition != ReadinessCondition.TECHNOLOGY;
            conditions.checked(new ReadinessCheck(condition, met, "QA", FROM, met ? null : "车间无网络"));
        }
        EngagementTerms terms = terms().by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "CN"))
                .under(conditions.build());
        assertThat(AcceptancePolicy.standard().gaps(terms)).contains(TermsGap.READINESS);
    }

    @Test
    void eachKindOfAuditorNeedsWhatThePolicySays() {
        assertThat(AcceptancePolicy.standard().gaps(terms())).isEmpty();
        assertThat(gaps(AuditorKind.REGULATOR, "CN")).isEmpty();
        assertThat(gaps(AuditorKind.CLIENT_SECOND_PARTY, "CN"))
                .containsExactly(TermsGap.WILL, TermsGap.COMMUNICATION, TermsGap.CONSENT);
        assertThat(gaps(AuditorKind.CLIENT_SECOND_PARTY, "US")).contains(TermsGap.LEGAL_BASIS);
        AcceptancePolicy own =
                AcceptancePolicy.standard().requiring(AuditorKind.CLIENT_SECOND_PARTY, Set.of(TermsGap.SITES));
        assertThat(own.gaps(terms().by(new AuditorProfile(AuditorKind.CLIENT_SECOND_PARTY, "US"))))
                .containsExactly(TermsGap.SITES, TermsGap.LEGAL_BASIS);
    }

    @Test
    void foreignAuthorityNeverBecomesActiveWhateverThePolicySays() {
        try (Engagements lenient = Engagements.open(
                ledger,
                database,
                Clock.systemUTC(),
                AcceptancePolicy.standard().requiring(AuditorKind.FOREIGN_REGULATOR, Set.of()))) {
            Engagement proposed = lenient.propose("E-1", complete(AuditorKind.FOREIGN_REGULATOR, "US"), "QA");
            for (Party party : Party.values()) {
                assertThatThrownBy(() -> lenient.accept("E-1", party, proposed.digest(), "someone"))
                        .isInstanceOf(ForeignRegulatorException.class)
                        .hasMessageContaining("RA-0405")
                        .hasMessageContaining("article 36")
                        .hasMessageContaining("legal counsel");
            }
            // A ledger that holds the acceptances all the same, as one written by other software might.
            ledger.append(EngagementEvents.accepted(proposed, Party.MAKER, "QA"));
            Engagement once = lenient.find("E-1").orElseThrow();
            ledger.append(EngagementEvents.accepted(once, Party.BODY, "auditor"));
            assertThat(lenient.find("E-1").orElseThrow().state(Instant.now())).isEqualTo(EngagementState.PROPOSED);
        }
    }

    @Test
    void personsAreMaskedForForeignersUnlessTheLegalBasisCoversThem() {
        EngagementTerms abroad = terms().by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "DE"));
        Scope scope = engagements.propose("E-1", abroad, "QA").terms().scope();
        assertThat(scope.masking().values()).containsExactlyElementsOf(MaskingRule.personal());
        Scope covered = engagements
                .propose("E-2", complete(AuditorKind.CERTIFICATION_BODY, "DE"), "QA")
                .terms()
                .scope();
        assertThat(covered.maskedFields()).isEmpty();
        Scope home = engagements
                .propose("E-3", terms().by(new AuditorProfile(AuditorKind.CERTIFICATION_BODY, "CN")), "QA")
                .terms()
                .scope();
        assertThat(home.maskedFields()).isEmpty();
        assertThat(PersonalFields.NAMES)
                .allMatch(engagements.amend("E-3", abroad, "QA").terms().scope()::masks);
    }

    @Test
    void maskingOfAllKindsIsReadAsItWasWrittenAndChangesTheDigest() {
        EngagementTerms omitting = EngagementTerms.fromJson(Json.parse(OLD));
        List<MaskingRule> rules = List.of(
                MaskingRule.omit("attachments"),
                MaskingRule.range("attributes/sampleSize", new BigDecimal("2.50")),
                MaskingRule.month("occurredAt"),
                MaskingRule.pseudonym("performedBy"));
        ObjectNode json = omitting.toJson();
        json.set("scope", ScopeJson.write(omitting.scope().maskedBy(rules)));
        EngagementTerms masking = EngagementTerms.fromJson(json);
        assertThat(masking.scope().masking().values()).containsExactlyElementsOf(rules);
        assertThat(masking.toJson()).isEqualTo(json);
        assertThat(json.at("/scope/maskedFields")).hasSize(1);
        assertThat(masking.digest()).isNotEqualTo(omitting.digest());
        assertThat(omitting.toJson().at("/scope").has("masking")).isFalse();
        for (String wrong : List.of("\"-1\"", "\"1e9\"", "10", "\"" + "9".repeat(31) + "\"")) {
            ObjectNode broken = masking.toJson();
            broken.set(
                    "scope",
                    Json.parse(json.get("scope").toString().replace("\"width\":\"2.50\"", "\"width\":" + wrong)));
            assertThatThrownBy(() -> EngagementTerms.fromJson(broken))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("width");
        }
    }

    @Test
    void eightConditionsAreWordedInBothLanguages() {
        assertThat(ReadinessCondition.values()).hasSize(8).allSatisfy(condition -> {
            assertThat(condition.text(Locale.SIMPLIFIED_CHINESE)).isNotBlank();
            assertThat(condition.text(Locale.ENGLISH)).isNotBlank().isNotEqualTo(condition.text(Locale.CHINESE));
            assertThat(ReadinessCondition.ofWireName(condition.wireName())).isEqualTo(condition);
        });
    }

    private static List<TermsGap> gaps(AuditorKind kind, String country) {
        return AcceptancePolicy.standard().gaps(terms().by(new AuditorProfile(kind, country)));
    }

    private static EngagementTerms complete(AuditorKind kind, String country) {
        return terms().by(new AuditorProfile(kind, country))
                .under(conditions(AuditSite.Kind.PHYSICAL).build());
    }

    private static RemoteConditions.Builder conditions(AuditSite.Kind kind) {
        RemoteConditions.Builder conditions = RemoteConditions.builder()
                .will(new ClientWill("总经理 王强", FROM, "同意以远程方式接受监督审核"))
                .site(new AuditSite("S1", kind, "湖北省仙桃市"))
                .person(new Participant(Party.MAKER, "陈静", "管理者代表", "+86 10 0000"))
                .person(new Participant(Party.BODY, "张伟", "lead auditor", null))
                .reason(new RemoteReason("周期内增加一次监督", RiskGrade.MINOR))
                .communication(new Communication(List.of("视频会议：首末次会议"), "改用电话，另行约定补审时间"))
                .legalBasis(new LegalBasis("PIA-2026-07", "合同约定的认证审核", true, "法务 李明", LocalDate.of(2026, 4, 1)))
                .consent(new ConsentRule(ConsentRule.Consent.ASK_EACH_TIME, ConsentRule.Consent.GRANTED));
        for (ReadinessCondition condition : ReadinessCondition.values()) {
            conditions.checked(met(condition));
        }
        return conditions;
    }

    private static ReadinessCheck met(ReadinessCondition condition) {
        return new ReadinessCheck(condition, true, "陈静", FROM, "试连通过");
    }

    private static EngagementTerms terms() {
        Instant now = Instant.now();
        return new EngagementTerms(
                "华测认证",
                "示例口罩有限公司",
                "监督审核",
                List.of(new Auditor("a1", "张伟", null)),
                List.of("ISO 13485:2016"),
                Scope.everything(),
                EnumSet.allOf(Right.class),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(7)));
    }
}
