package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.endpoint.Limits;
import io.remoteaudit.endpoint.Organization;
import io.remoteaudit.endpoint.RequestObserver;
import io.remoteaudit.engagement.AcceptancePolicy;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.engagement.RelyingParty;
import io.remoteaudit.export.ExportSettings;
import io.remoteaudit.export.SigningKey;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.finding.Certificates;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.identity.IdentityProvider;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.NoticeListener;
import io.remoteaudit.question.NoticeSettings;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.SaveObserver;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.GlossaryException;
import io.remoteaudit.search.text.AttachmentTextSettings;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.ClassUtils;

/**
 * Opens the module, in the host's own database if it has one, and offers the parts business code works with. Each bean
 * gives way to the host's own of the same type.
 */
@AutoConfiguration(
        afterName = {
            // Spring Boot 3
            "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.XADataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration"
        })
@ConditionalOnProperty(prefix = RemoteAuditProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(RemoteAuditProperties.class)
@ImportRuntimeHints(RemoteAuditRuntimeHints.class)
public final class RemoteAuditAutoConfiguration {

    RemoteAuditAutoConfiguration() {}

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Records remoteAuditRecords(RemoteAudit remoteAudit) {
        return remoteAudit.records();
    }

    @Bean
    RecordMappers remoteAuditRecordMappers(ConfigurableListableBeanFactory beans) {
        return new RecordMappers(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    AuditedRecords remoteAuditAuditedRecords(Records records, RecordMappers mappers) {
        return new AuditedRecords(records, mappers);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Attachments remoteAuditAttachments(RemoteAudit remoteAudit) {
        return remoteAudit.attachments();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Engagements remoteAuditEngagements(RemoteAudit remoteAudit) {
        return remoteAudit.engagements();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Invitations remoteAuditInvitations(RemoteAudit remoteAudit) {
        return remoteAudit.invitations();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Passkeys remoteAuditPasskeys(RemoteAudit remoteAudit) {
        return remoteAudit.passkeys();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Questions remoteAuditQuestions(RemoteAudit remoteAudit) {
        return remoteAudit.questions();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Findings remoteAuditFindings(RemoteAudit remoteAudit) {
        return remoteAudit.findings();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Certificates remoteAuditCertificates(RemoteAudit remoteAudit) {
        return remoteAudit.certificates();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    AnswerDesk remoteAuditAnswers(RemoteAudit remoteAudit) {
        return remoteAudit.answers();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Feed remoteAuditFeed(RemoteAudit remoteAudit) {
        return remoteAudit.feed();
    }

    /** Started also in a host that is lazy otherwise: nobody asks for it by name. */
    @Bean
    @Lazy(false)
    FeedSchedule remoteAuditFeedSchedule(RemoteAudit remoteAudit, RemoteAuditProperties properties) {
        Map<String, Duration> every = new TreeMap<>();
        Feed feed = remoteAudit.feed();
        properties.sources().forEach((name, source) -> {
            requireSource("sources", name, feed.sources());
            every.put(name, source.every());
        });
        properties.files().forEach((name, source) -> {
            requireSource("files", name, feed.fileSources());
            every.put(name, source.folder() == null ? Duration.ZERO : source.every());
        });
        every.values().removeIf(Duration::isZero);
        return new FeedSchedule(feed, every);
    }

    private static void requireSource(String property, String name, List<String> there) {
        if (!there.contains(name)) {
            throw new MisconfiguredException(
                    "RA-0932",
                    "The property 'remote-audit." + property + "." + name + "' is without effect, since the application"
                            + " opens the module by a RemoteAudit bean of its own.",
                    "Give its builder the source, or remove one of the two.");
        }
    }

    /** What is needed to open the module, unless the host opens it by itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(RemoteAudit.class)
    static class Opening {

        private static final boolean SPRING_TRANSACTIONS = ClassUtils.isPresent(
                "org.springframework.jdbc.datasource.DataSourceUtils", Opening.class.getClassLoader());

        Opening() {}

        @Bean
        @ConditionalOnMissingBean
        Catalogue remoteAuditCatalogue() {
            return Catalogue.standard();
        }

        @Bean
        @ConditionalOnMissingBean
        HostTransactions remoteAuditHostTransactions(
                RemoteAuditProperties properties, ConfigurableListableBeanFactory beans) {
            Optional<DataSource> dataSource = new LedgerDataSource(beans).choose(properties.dataSource());
            return dataSource.isPresent() && SPRING_TRANSACTIONS
                    ? new SpringHostTransactions(dataSource.get())
                    : HostTransactions.none();
        }

        @Bean
        QuestionNotices remoteAuditQuestionNotices(ApplicationEventPublisher events) {
            return new QuestionNotices(events);
        }

        /** Opened at start also in a host that is lazy otherwise: a ledger that cannot be opened should be known. */
        @Bean
        @Lazy(false)
        @DependsOnDatabaseInitialization
        RemoteAudit remoteAudit(
                RemoteAuditProperties properties,
                ConfigurableListableBeanFactory beans,
                HostTransactions hostTransactions,
                Catalogue catalogue,
                ObjectProvider<Glossary> glossaries,
                ObjectProvider<Limits> limits,
                ObjectProvider<AcceptancePolicy> acceptancePolicies,
                ObjectProvider<SigningKey> signingKeys,
                ObjectProvider<ExportSettings> exportSettings,
                ObjectProvider<TimestampAuthority> timestampAuthorities,
                ObjectProvider<IdentityProvider> identityProviders,
                ObjectProvider<NoticeSettings> noticeSettings,
                ObjectProvider<NoticeListener> noticeListeners,
                QuestionNotices questionNotices,
                ObjectProvider<RequestObserver> requestObservers,
                ObjectProvider<SaveObserver> saveObservers) {
            String origin = origin(properties);
            RemoteAudit.Builder builder = RemoteAudit.builder(directory(properties), origin)
                    .organization(organization(properties, origin))
                    .migrations(properties.migrations())
                    .announcing(
                            "audit endpoint " + onOrOff(properties.endpoint().enabled()) + ", desk "
                                    + onOrOff(properties.desk().enabled()))
                    .catalogue(catalogue)
                    .glossary(glossaries.getIfAvailable(() -> glossary(properties)))
                    .mlDsa44Checkpoints(properties.mlDsa44Checkpoints())
                    .lateEntryAfter(lateEntryAfter(properties))
                    .sources(new FeedSources(new LedgerDataSource(beans)).of(properties.sources()))
                    .fileSources(FeedSources.files(properties.files()))
                    .attachmentTexts(attachmentTexts(properties))
                    .selfCheckEvery(selfCheckInterval(properties))
                    .identities(IdentityProviders.of(
                            identityProviders.orderedStream().toList(), properties.endpoint()))
                    .timestamps(
                            TimestampAuthorities.of(
                                    timestampAuthorities.orderedStream().toList(), properties.timestamps()),
                            properties.timestamps().interval());
            new LedgerDataSource(beans)
                    .choose(properties.dataSource())
                    .ifPresent(dataSource -> builder.dataSource(dataSource, hostTransactions));
            if (properties.zone() != null) {
                builder.zone(properties.zone());
            }
            builder.limits(limits.getIfAvailable(() -> Limits.standard()
                    .withRequests(
                            properties.endpoint().requestsPerMinute(),
                            properties.endpoint().burst())));
            builder.relyingParty(relyingParty(properties));
            acceptancePolicies.ifAvailable(builder::acceptancePolicy);
            builder.exports(exportSettings.getIfAvailable(() -> exports(properties)));
            bringKeys(builder, signingKeys.orderedStream().toList());
            List<NoticeListener> listeners = Stream.concat(
                            noticeListeners.orderedStream().filter(listener -> listener != questionNotices),
                            Stream.of(questionNotices))
                    .toList();
            builder.requestObservers(requestObservers.orderedStream().toList())
                    .saveObservers(saveObservers.orderedStream().toList());
            return builder.assignees(NoticeProperties.assignees(properties.questions()))
                    .notices(noticeSettings.getIfAvailable(
                            () -> NoticeProperties.settings(properties.questions(), listeners)))
                    .open();
        }

        private static RelyingParty relyingParty(RemoteAuditProperties properties) {
            String origin = properties.endpoint().pageOrigin();
            if (origin == null || origin.isBlank()) {
                return RelyingParty.onThisMachine();
            }
            try {
                return RelyingParty.at(origin.strip());
            } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(
                        "RA-0922",
                        "The property 'remote-audit.endpoint.page-origin' is '" + origin
                                + "', to which passkeys cannot be bound. " + e.getMessage() + ".",
                        "Set it to the address under which auditors open the page, for example 'https://qms.example.com'.",
                        e);
            }
        }

        private static String onOrOff(boolean enabled) {
            return enabled ? "on" : "off";
        }

        private static AttachmentTextSettings attachmentTexts(RemoteAuditProperties properties) {
            RemoteAuditProperties.AttachmentText given = properties.search().attachmentText();
            try {
                return new AttachmentTextSettings(
                        given.mode(),
                        given.maxSize().toBytes(),
                        given.timeLimit(),
                        given.memory().toBytes());
            } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(
                        "RA-0916",
                        "The properties 'remote-audit.search.attachment-text.*' are out of bounds: " + e.getMessage()
                                + ".",
                        "Correct them, or set 'remote-audit.search.attachment-text.mode' to off.",
                        e);
            }
        }

        private static Glossary glossary(RemoteAuditProperties properties) {
            String file = properties.search().glossary();
            if (file == null || file.isBlank()) {
                return Glossary.standard();
            }
            try {
                return Glossary.standard().withAll(Glossary.read(Path.of(file)));
            } catch (InvalidPathException | GlossaryException e) {
                throw new MisconfiguredException(
                        "RA-0915",
                        "The property 'remote-audit.search.glossary' is '" + file + "', which cannot be used. "
                                + e.getMessage() + ".",
                        "Name a JSON file with the entries of your glossary, or correct the entry named.",
                        e);
            }
        }

        private static ExportSettings exports(RemoteAuditProperties properties) {
            try {
                return ExportSettings.standard()
                        .withAtOnce(properties.exports().atOnce())
                        .withRetention(properties.exports().retention());
            } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(
                        "RA-0913",
                        "The properties 'remote-audit.exports.*' are out of bounds: " + e.getMessage() + ".",
                        "Correct them.",
                        e);
            }
        }

        /** One key signs containers; those of the alternative algorithms sign besides. */
        private static void bringKeys(RemoteAudit.Builder builder, List<SigningKey> keys) {
            Map<Boolean, List<SigningKey>> byKind = keys.stream()
                    .collect(Collectors.partitioningBy(key -> key.algorithm().startsWith("SHA256with")));
            List<SigningKey> container = byKind.getOrDefault(true, List.of());
            if (container.size() > 1) {
                throw new MisconfiguredException(
                        "RA-0914",
                        "There are " + container.size() + " beans of type SigningKey that could sign exports.",
                        "Keep one of them; only SM2 and ML-DSA-65 keys may be there besides.");
            }
            container.forEach(builder::signingKey);
            builder.alternativeSigningKeys(byKind.getOrDefault(false, List.of()));
        }

        private static Duration lateEntryAfter(RemoteAuditProperties properties) {
            if (properties.lateEntryAfter().isNegative()) {
                throw new MisconfiguredException(
                        "RA-0911",
                        "The property 'remote-audit.late-entry-after' is " + properties.lateEntryAfter()
                                + ", and a time span is not negative.",
                        "Give how long after its event a record may be entered, for example '24h'.");
            }
            return properties.lateEntryAfter();
        }

        private static Duration selfCheckInterval(RemoteAuditProperties properties) {
            Duration interval = properties.selfCheckInterval();
            if (!interval.isZero() && interval.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new MisconfiguredException(
                        "RA-0912",
                        "The property 'remote-audit.self-check-interval' is " + interval + ", less than a minute.",
                        "Set it to a minute or more, for example '1d', or to 0 for only when asked.");
            }
            return interval;
        }

        private static String origin(RemoteAuditProperties properties) {
            String origin = required("origin", properties.origin(), "qms.example.com/remote-audit");
            try {
                // The ledger's own rule, asked with a key of zeros before anything is written.
                new LogSigner(origin, new byte[32]).key();
            } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(
                        "RA-0906",
                        "The property 'remote-audit.origin' does not name a ledger. " + e.getMessage() + ".",
                        "Set 'remote-audit.origin' to a name that stays.",
                        e);
            }
            return origin;
        }

        /** Not bound as a Path: Spring would take a relative one for a class path resource if there is one so named. */
        private static Path directory(RemoteAuditProperties properties) {
            String directory = required("directory", properties.directory(), "/var/lib/qms/remote-audit");
            try {
                return Path.of(directory);
            } catch (InvalidPathException e) {
                throw new MisconfiguredException(
                        "RA-0904",
                        "The property 'remote-audit.directory' is '" + directory + "', which is no path.",
                        "Set it to a local directory.",
                        e);
            }
        }

        private static Organization organization(RemoteAuditProperties properties, String origin) {
            String id = given(properties.organization().id(), origin);
            String name = given(properties.organization().name(), id);
            try {
                return new Organization(id, name);
            } catch (IllegalArgumentException e) {
                throw new MisconfiguredException(
                        "RA-0905",
                        "The properties 'remote-audit.organization.*' do not name a maker: " + e.getMessage() + ".",
                        "Correct them.",
                        e);
            }
        }

        private static String given(@Nullable String value, String otherwise) {
            return value == null || value.isBlank() ? otherwise : value;
        }

        private static String required(String name, @Nullable String value, String example) {
            if (value == null || value.isBlank()) {
                throw new MisconfiguredException(
                        "RA-0901",
                        "The property 'remote-audit." + name + "' is not set, and there is no safe default for it.",
                        "Set it, for example to '" + example
                                + "', or set 'remote-audit.enabled' to false to leave the module closed.");
            }
            return value;
        }
    }
}
