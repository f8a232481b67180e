package io.remoteaudit;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.access.AccessTrail;
import io.remoteaudit.access.ExposedPersons;
import io.remoteaudit.check.IndexSelfCheck;
import io.remoteaudit.check.SelfCheck;
import io.remoteaudit.consent.Consents;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import io.remoteaudit.endpoint.AuditServices;
import io.remoteaudit.endpoint.Limits;
import io.remoteaudit.endpoint.Organization;
import io.remoteaudit.endpoint.RequestObserver;
import io.remoteaudit.engagement.AcceptancePolicy;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Invitations;
import io.remoteaudit.engagement.PageSessions;
import io.remoteaudit.engagement.Passkeys;
import io.remoteaudit.engagement.RelyingParty;
import io.remoteaudit.export.ExportSettings;
import io.remoteaudit.export.ExportSources;
import io.remoteaudit.export.Exports;
import io.remoteaudit.export.SigningKey;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedDesk;
import io.remoteaudit.feed.FileSource;
import io.remoteaudit.feed.TableSource;
import io.remoteaudit.finding.Certificates;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.identity.Identities;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LedgerKeyFiles;
import io.remoteaudit.preparation.OrganizationProfile;
import io.remoteaudit.preparation.Preparation;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.Deadlines;
import io.remoteaudit.question.NoticeSettings;
import io.remoteaudit.question.Notices;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.Questions;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.SaveObserver;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.sampling.Samples;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.lucene.LuceneSearchIndex;
import io.remoteaudit.search.text.AttachmentTextSettings;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.LocalFiles;
import io.remoteaudit.store.Migrations;
import io.remoteaudit.store.Storage;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.RevocationLists;
import io.remoteaudit.timestamp.TimestampAuthority;
import io.remoteaudit.trace.Lots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The remote audit module of one maker: the one object an integrator holds. Opened once, used by every thread, closed
 * when the host stops.
 *
 * <pre>{@code
 * RemoteAudit remoteAudit = RemoteAudit.builder(Path.of("data/remote-audit"), "qms.example.com/remote-audit").open();
 * remoteAudit.records().save(record);
 * }</pre>
 */
public final class RemoteAudit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAudit.class);

    private final RecordKeeping recordKeeping;
    private final AuditServices services;
    private final Anchors anchors;
    private final Feed feed;
    private final AuditEndpoint endpoint;
    private final AuditDesk desk;
    private final Storage storage;
    private final Deque<Closing> closing;

    private RemoteAudit(
            RecordKeeping recordKeeping,
            AuditServices services,
            Anchors anchors,
            Feed feed,
            AuditEndpoint endpoint,
            AuditDesk desk,
            Storage storage,
            Deque<Closing> closing) {
        this.recordKeeping = recordKeeping;
        this.services = services;
        this.anchors = anchors;
        this.feed = feed;
        this.endpoint = endpoint;
        this.desk = desk;
        this.storage = storage;
        this.closing = closing;
    }

    /**
     * Which release of the module this is.
     *
     * @return the version, or {@code development} for classes that are in no jar
     */
    public static String version() {
        return Objects.requireNonNullElse(RemoteAudit.class.getPackage().getImplementationVersion(), "development");
    }

    /**
     * Where everything is kept.
     *
     * @return directory and database, as they were when the module was opened
     */
    public Storage storage() {
        return storage;
    }

    /**
     * Loads what opening needs whatever is configured: the catalogue, the glossary, cryptography, analyzers. A host that
     * calls this in a thread of its own while the rest of it starts waits less when it opens; nothing else depends on it.
     *
     * @param embeddedDatabase whether the ledger will be in the embedded database, whose native library is loaded then
     */
    public static void preload(boolean embeddedDatabase) {
        Preloading.run(embeddedDatabase);
    }

    /**
     * Starts to set up the module.
     *
     * @param directory where its files are kept: key, attachments, index, exports and, unless the host brings a
     *     database, the embedded one. Local, and for one process alone
     * @param origin the ledger's name for ever: a host name and a path, for example {@code
     *     qms.example.com/remote-audit}
     * @return a builder with the embedded defaults
     */
    public static Builder builder(Path directory, String origin) {
        return new Builder(directory, origin);
    }

    /**
     * Saves quality records and reads them back.
     *
     * @return the maker's own view
     */
    public Records records() {
        return recordKeeping.records();
    }

    /**
     * Reads records on an auditor's behalf.
     *
     * @return reading that takes a scope
     */
    public ScopedRecords scopedRecords() {
        return recordKeeping.scopedRecords();
    }

    /**
     * Stores the files that belong to records.
     *
     * @return the attachments
     */
    public Attachments attachments() {
        return recordKeeping.attachments();
    }

    /**
     * Takes in what the maker's systems hold already.
     *
     * @return the feed, which reads the sources the builder was given
     */
    public Feed feed() {
        return feed;
    }

    /**
     * The ledger under everything.
     *
     * @return entries, checkpoints and proofs
     */
    public Ledger ledger() {
        return services.ledger();
    }

    /**
     * Time-stamps of the ledger by authorities outside.
     *
     * @return what was given and what is pending; nothing if no authority is configured
     */
    public Anchors anchors() {
        return anchors;
    }

    /**
     * Recomputes the ledger from its rows.
     *
     * @return the self-check, which also runs by itself
     */
    public SelfCheck selfCheck() {
        return services.selfCheck();
    }

    /**
     * Searches records, each time through a scope.
     *
     * @return the index, which follows the ledger by itself
     */
    public SearchIndex search() {
        return services.search();
    }

    /**
     * Follows lots back to what went into them and forward to where they went, and tells what their dossiers lack, each time
     * through a scope.
     *
     * @return the lots, as the index knows them
     */
    public Lots lots() {
        return services.lots();
    }

    /**
     * Proposes, accepts, halts, ends and revokes engagements, and gives tokens out.
     *
     * @return the engagements
     */
    public Engagements engagements() {
        return services.engagements();
    }

    /**
     * Invites auditors, who get their tokens by it.
     *
     * @return the invitations
     */
    public Invitations invitations() {
        return services.invitations();
    }

    /**
     * Lets auditors come in without a token.
     *
     * @return the passkeys
     */
    public Passkeys passkeys() {
        return services.passkeys();
    }

    /**
     * Questions of auditors, and the answers to them.
     *
     * @return the questions
     */
    public Questions questions() {
        return services.questions();
    }

    /**
     * Notices of questions, and those that reached nobody.
     *
     * @return the notices
     */
    public Notices notices() {
        return services.notices();
    }

    /**
     * Where the maker answers questions.
     *
     * @return drafts, their release, and what waits
     */
    public AnswerDesk answers() {
        return services.answers();
    }

    /**
     * What is prepared before an audit: the maker's profile, plans and preparation lists.
     *
     * @return the preparation
     */
    public Preparation preparation() {
        return services.preparation();
    }

    /**
     * What auditors draw, and what came of it.
     *
     * @return the samples
     */
    public Samples samples() {
        return services.samples();
    }

    /**
     * What audits found, and how each finding comes to its end.
     *
     * @return the findings
     */
    public Findings findings() {
        return services.findings();
    }

    /**
     * What auditors ask consent for where the terms say so, and the maker's decisions.
     *
     * @return the consents
     */
    public Consents consents() {
        return services.consents();
    }

    /**
     * What certification bodies decided about certificates.
     *
     * @return the reports
     */
    public Certificates certificates() {
        return services.certificates();
    }

    /**
     * Who saw what.
     *
     * @return the trail
     */
    public AccessTrail accessTrail() {
        return services.accessTrail();
    }

    /**
     * Signed exports.
     *
     * @return the exports
     */
    public Exports exports() {
        return services.exports();
    }

    /**
     * The standard audit endpoint, for a binding to some HTTP server.
     *
     * @return the endpoint, which authenticates by itself
     */
    public AuditEndpoint endpoint() {
        return endpoint;
    }

    /**
     * The maker's own desk, for a binding behind the host's login.
     *
     * @return the desk
     */
    public AuditDesk desk() {
        return desk;
    }

    /** Stops every thread of the module and gives its directory free. What was committed stays. */
    @Override
    public void close() {
        closeAll(closing);
    }

    /** Closes each part also if another fails; the first failure is thrown at the end. */
    private static void closeAll(Deque<Closing> closing) {
        RuntimeException failure = null;
        for (Closing part = closing.poll(); part != null; part = closing.poll()) {
            try {
                part.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Something to be closed, last opened first. */
    private interface Closing {
        void close();
    }

    /** Collects what the module needs. Not safe for use by several threads. */
    public static final class Builder {

        private final Path directory;
        private final String origin;
        private @Nullable DataSource dataSource;
        private HostTransactions hostTransactions = HostTransactions.none();
        private AcceptancePolicy acceptancePolicy = AcceptancePolicy.standard();
        private Identities identities = Identities.none();
        private Migrations.Mode migrations = Migrations.Mode.AUTO;
        private Catalogue catalogue = Catalogue.standard();
        private Glossary glossary = Glossary.standard();
        private Clock clock = Clock.systemUTC();
        private @Nullable ZoneId zone;
        private List<TimestampAuthority> timestampAuthorities = List.of();
        private Duration anchorInterval = Anchors.DAILY;
        private @Nullable SigningKey signingKey;
        private List<SigningKey> alternativeSigningKeys = List.of();
        private Organization organization;
        private Limits limits = Limits.standard();
        private RelyingParty relyingParty = RelyingParty.onThisMachine();
        private boolean mlDsa44;
        private Duration selfCheckInterval = SelfCheck.DAILY;
        private ExportSettings exportSettings = ExportSettings.standard();
        private Duration lateEntryAfter = Duration.ofHours(24);
        private AttachmentTextSettings attachmentTexts = AttachmentTextSettings.standard();
        private Map<QuestionCategory, String> assignees = Map.of();
        private NoticeSettings noticeSettings = NoticeSettings.standard();
        private List<TableSource> sources = List.of();
        private List<FileSource> fileSources = List.of();
        private List<RequestObserver> requestObservers = List.of();
        private List<SaveObserver> saveObservers = List.of();
        private String announcement = "";

        private Builder(Path directory, String origin) {
            this.directory = Objects.requireNonNull(directory, "directory");
            this.origin = Objects.requireNonNull(origin, "origin");
            this.organization = new Organization(origin, origin);
        }

        /**
         * Says who the maker is.
         *
         * @param organization named by the origin unless said otherwise
         * @return this builder
         */
        public Builder organization(Organization organization) {
            this.organization = Objects.requireNonNull(organization, "organization");
            return this;
        }

        /**
         * Brings the key that signs exports, for example one of a certification authority.
         *
         * @param signingKey a self-signed one is made in the directory unless said otherwise
         * @return this builder
         */
        public Builder signingKey(SigningKey signingKey) {
            this.signingKey = Objects.requireNonNull(signingKey, "signingKey");
            return this;
        }

        /**
         * Brings keys that sign exports besides, in files of their own: by SM2, where Chinese rules ask for it, or by
         * ML-DSA-65, which holds against quantum computers. Each has its own certificate.
         *
         * @param alternativeSigningKeys at most one of each algorithm, {@code SM3withSM2} and {@code ML-DSA-65}; none
         *     unless said otherwise
         * @return this builder
         */
        public Builder alternativeSigningKeys(List<SigningKey> alternativeSigningKeys) {
            this.alternativeSigningKeys = List.copyOf(alternativeSigningKeys);
            return this;
        }

        /**
         * Says how exports are made and kept.
         *
         * @param exportSettings {@link ExportSettings#standard()} unless said otherwise
         * @return this builder
         */
        public Builder exports(ExportSettings exportSettings) {
            this.exportSettings = Objects.requireNonNull(exportSettings, "exportSettings");
            return this;
        }

        /**
         * Says where the pages are that passkeys let into. Passkeys are bound to it for ever.
         *
         * @param relyingParty this machine alone, for trials, unless said otherwise
         * @return this builder
         */
        public Builder relyingParty(RelyingParty relyingParty) {
            this.relyingParty = Objects.requireNonNull(relyingParty, "relyingParty");
            return this;
        }

        /**
         * Says how much one auditor may ask of the endpoint.
         *
         * @param limits {@link Limits#standard()} unless said otherwise
         * @return this builder
         */
        public Builder limits(Limits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Keeps the ledger in the host's own database, beside the host's tables.
         *
         * @param dataSource the host's
         * @param hostTransactions the host's transactions on it, which saving joins
         * @return this builder
         */
        public Builder dataSource(DataSource dataSource, HostTransactions hostTransactions) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            this.hostTransactions = Objects.requireNonNull(hostTransactions, "hostTransactions");
            return this;
        }

        /**
         * Says whether the module makes and migrates its tables itself.
         *
         * @param migrations {@link Migrations.Mode#AUTO} unless said otherwise
         * @return this builder
         */
        public Builder migrations(Migrations.Mode migrations) {
            this.migrations = Objects.requireNonNull(migrations, "migrations");
            return this;
        }

        /**
         * Says which record types, standards and limits there are.
         *
         * @param catalogue {@link Catalogue#standard()} unless said otherwise
         * @return this builder
         */
        public Builder catalogue(Catalogue catalogue) {
            this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
            return this;
        }

        /**
         * Says what the words of searches are called otherwise. The names of the catalogue's characteristics are added.
         *
         * @param glossary {@link Glossary#standard()} unless said otherwise; {@link Glossary#withAll} adds to it
         * @return this builder
         */
        public Builder glossary(Glossary glossary) {
            this.glossary = Objects.requireNonNull(glossary, "glossary");
            return this;
        }

        /**
         * Says whether each checkpoint of the ledger carries an ML-DSA-44 signature (FIPS 204) beside Ed25519, which
         * still holds when quantum computers break Ed25519. It adds about 3 kB to each checkpoint, and its key is kept
         * in the directory beside the other.
         *
         * @param mlDsa44 false unless said otherwise
         * @return this builder
         */
        public Builder mlDsa44Checkpoints(boolean mlDsa44) {
            this.mlDsa44 = mlDsa44;
            return this;
        }

        /**
         * Has the ledger time-stamped, at an interval and at every export, so that not only the maker's own clock says
         * when.
         *
         * @param timestampAuthorities who time-stamps; nobody unless said otherwise, and exports say so
         * @param anchorInterval how often a ledger that grows is time-stamped, a minute or more; daily is usual
         * @return this builder
         */
        public Builder timestamps(List<TimestampAuthority> timestampAuthorities, Duration anchorInterval) {
            this.timestampAuthorities = List.copyOf(timestampAuthorities);
            this.anchorInterval = Objects.requireNonNull(anchorInterval, "anchorInterval");
            return this;
        }

        /**
         * Says how long after its event a record may be entered without being marked as entered late.
         *
         * @param lateEntryAfter 24 hours unless said otherwise; zero marks every entry that came after its event
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder lateEntryAfter(Duration lateEntryAfter) {
            if (lateEntryAfter.isNegative()) {
                throw new IllegalArgumentException("lateEntryAfter is not negative: " + lateEntryAfter);
            }
            this.lateEntryAfter = lateEntryAfter;
            return this;
        }

        /**
         * Says who of the staff answers which questions, as long as nobody else is named for one.
         *
         * @param assignees names by the questions' category; nobody unless said otherwise
         * @return this builder
         */
        public Builder assignees(Map<QuestionCategory, String> assignees) {
            this.assignees = Map.copyOf(assignees);
            return this;
        }

        /**
         * Says who hears of questions, and when: the host's listeners, and addresses of the maker's.
         *
         * @param noticeSettings {@link NoticeSettings#standard()} unless said otherwise, by which nobody hears
         * @return this builder
         */
        public Builder notices(NoticeSettings noticeSettings) {
            this.noticeSettings = Objects.requireNonNull(noticeSettings, "noticeSettings");
            return this;
        }

        /**
         * Says from which tables and views records are taken in, when {@link RemoteAudit#feed()} is told to.
         *
         * @param sources none unless said otherwise
         * @return this builder
         */
        public Builder sources(List<TableSource> sources) {
            this.sources = List.copyOf(sources);
            return this;
        }

        /**
         * Says which kinds of files records are taken in from, when {@link RemoteAudit#feed()} is told to.
         *
         * @param fileSources none unless said otherwise
         * @return this builder
         */
        public Builder fileSources(List<FileSource> fileSources) {
            this.fileSources = List.copyOf(fileSources);
            return this;
        }

        /**
         * Says whether and within which bounds the text of attachments is read, so that searches find it.
         *
         * @param settings {@link AttachmentTextSettings#standard()} unless said otherwise
         * @return this builder
         */
        public Builder attachmentTexts(AttachmentTextSettings settings) {
            this.attachmentTexts = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Has a host's monitoring told of requests to endpoint and desk.
         *
         * @param observers nobody unless said otherwise
         * @return this builder
         */
        public Builder requestObservers(List<RequestObserver> observers) {
            this.requestObservers = List.copyOf(observers);
            return this;
        }

        /**
         * Has a host's monitoring told of calls that save records.
         *
         * @param observers nobody unless said otherwise
         * @return this builder
         */
        public Builder saveObservers(List<SaveObserver> observers) {
            this.saveObservers = List.copyOf(observers);
            return this;
        }

        /**
         * Adds to the one line the module logs when it is open.
         *
         * @param more for example how it is reached; nothing unless said otherwise
         * @return this builder
         */
        public Builder announcing(String more) {
            this.announcement = Objects.requireNonNull(more, "more");
            return this;
        }

        /**
         * Says how often the ledger is recomputed from its rows in the background.
         *
         * @param interval a minute or more, {@link SelfCheck#DAILY} unless said otherwise; zero for only when asked
         * @return this builder
         */
        public Builder selfCheckEvery(Duration interval) {
            this.selfCheckInterval = Objects.requireNonNull(interval, "interval");
            return this;
        }

        /**
         * Sets what terms must say before either party can accept them.
         *
         * @param policy {@link AcceptancePolicy#standard()} unless said otherwise
         * @return this builder
         */
        public Builder acceptancePolicy(AcceptancePolicy policy) {
            this.acceptancePolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Says how auditors may be known besides tokens of the maker's own.
         *
         * @param others {@link Identities#none()} unless said otherwise
         * @return this builder
         */
        public Builder identities(Identities others) {
            this.identities = Objects.requireNonNull(others, "others");
            return this;
        }

        /**
         * Says in which zone the maker is: by its calendar days daily limits count and queries mean today.
         *
         * @param makersZone the clock's zone unless said otherwise
         * @return this builder
         */
        public Builder zone(ZoneId makersZone) {
            this.zone = Objects.requireNonNull(makersZone, "makersZone");
            return this;
        }

        /**
         * Gives the time.
         *
         * @param clock the system's, in UTC, unless said otherwise
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Opens the module: migrates, checks the ledger against its newest checkpoint, and starts sequencing.
         *
         * @return the module; to be closed when the host stops
         * @throws StoreException if directory or database cannot be used, or the ledger was altered
         */
        public RemoteAudit open() {
            Deque<Closing> closing = new ConcurrentLinkedDeque<>();
            boolean opened = false;
            try {
                RemoteAudit remoteAudit = open(closing);
                opened = true;
                return remoteAudit;
            } finally {
                if (!opened) {
                    closeAll(closing);
                }
            }
        }

        private RemoteAudit open(Deque<Closing> closing) {
            if (zone != null) {
                clock = clock.withZone(zone);
            }
            createDirectory();
            LocalFiles.require(directory, "the remote audit module's files");
            closing.push(LocalFiles.hold(directory)::close);
            Database database = Database.of(openDataSource(closing), hostTransactions);
            int schema = new Migrations(database, clock).run(migrations);
            Ledger ledger = Ledger.open(database, new LedgerKeyFiles(directory, origin, mlDsa44), clock);
            closing.push(ledger::close);
            BlobStore blobs = new BlobStore(directory.resolve("attachments"));
            RecordKeeping recordKeeping = RecordKeeping.over(ledger, database, blobs, catalogue, clock)
                    .observedBy(saveObservers);
            Feed feed = Feed.open(recordKeeping, ledger, database, catalogue, sources, fileSources, clock);
            FeedDesk feedDesk = FeedDesk.open(feed, fileSources, directory.resolve("handed-files"), clock);
            closing.push(feedDesk::close);
            AttachmentTexts texts = AttachmentTexts.open(
                    directory.resolve("attachment-texts"), recordKeeping.attachments(), attachmentTexts);
            LuceneSearchIndex search = openSearch(ledger, texts);
            closing.push(search::close);
            Engagements engagements = Engagements.open(ledger, database, clock, acceptancePolicy);
            closing.push(engagements::close);
            Anchors anchors = Anchors.open(ledger, database, timestampAuthorities, anchorInterval, clock);
            closing.push(anchors::close);
            SelfCheck selfCheck = SelfCheck.open(ledger, anchors, selfCheckInterval);
            closing.push(selfCheck::close);
            IndexSelfCheck indexCheck = IndexSelfCheck.open(search);
            closing.push(indexCheck::close);
            ExposedPersons exposedPersons = new ExposedPersons(database, clock);
            Exports exports = Exports.open(
                    new ExportSources(
                            ledger,
                            catalogue,
                            recordKeeping.scopedRecords(),
                            recordKeeping.attachments(),
                            search,
                            engagements,
                            exposedPersons,
                            openSigningKey(),
                            alternativeSigningKeys,
                            anchors,
                            new Cosignatures(database, ledger, clock),
                            RevocationLists.overHttp(clock),
                            clock),
                    database,
                    exportSettings,
                    directory.resolve("exports"));
            closing.push(exports::close);
            Questions questions = Questions.open(ledger, recordKeeping.scopedRecords(), catalogue);
            AnswerDesk answers = AnswerDesk.open(
                    new AnswerDesk.Sources(
                            ledger,
                            database,
                            recordKeeping.scopedRecords(),
                            recordKeeping.records(),
                            recordKeeping.attachments()),
                    assignees,
                    clock);
            Samples samples = Samples.open(ledger, search, new BlobStore(directory.resolve("populations")));
            Findings findings = Findings.open(
                    ledger, engagements, recordKeeping.scopedRecords(), questions, samples, catalogue, clock);
            Preparation preparation = Preparation.open(
                    ledger,
                    engagements,
                    recordKeeping.scopedRecords(),
                    catalogue,
                    OrganizationProfile.named(organization.id(), organization.name()),
                    clock);
            Deadlines deadlines = new OpenDeadlines(engagements, findings, preparation.lists(), clock);
            Notices notices = Notices.open(ledger, database, answers, deadlines, noticeSettings, clock);
            closing.push(notices::close);
            AuditServices services = new AuditServices(
                    organization,
                    ledger,
                    anchors,
                    recordKeeping.scopedRecords(),
                    recordKeeping.attachments(),
                    search,
                    new Lots(search, recordKeeping.scopedRecords(), catalogue, lateEntryAfter),
                    texts,
                    engagements,
                    Invitations.open(ledger, database, engagements, clock),
                    Passkeys.open(ledger, database, engagements, clock, relyingParty),
                    PageSessions.open(database, engagements, clock),
                    identities,
                    questions,
                    answers,
                    notices,
                    findings,
                    samples,
                    Certificates.open(ledger, engagements),
                    preparation,
                    Consents.open(ledger, database, engagements, clock),
                    exports,
                    AccessTrail.open(ledger),
                    exposedPersons,
                    database,
                    clock,
                    limits,
                    lateEntryAfter,
                    selfCheck,
                    indexCheck,
                    feedDesk);
            AuditEndpoint endpoint = AuditEndpoint.over(services, requestObservers);
            closing.push(endpoint::close);
            Storage storage = new Storage(
                    directory.toAbsolutePath(),
                    database.dialect(),
                    schema,
                    database.weakness().orElse(null));
            LOG.info(
                    "Remote Audit {} is open: ledger {} of size {} in {} (schema {}), key {}, files in {}{}",
                    version(),
                    origin,
                    ledger.size(),
                    storage.database(),
                    schema,
                    ledger.key().vkey(),
                    storage.directory(),
                    announcement.isEmpty() ? "" : "; " + announcement);
            return new RemoteAudit(
                    recordKeeping,
                    services,
                    anchors,
                    feed,
                    endpoint,
                    AuditDesk.over(services, requestObservers),
                    storage,
                    closing);
        }

        /** Cursors are sealed with a key of this process, so they end with it. */
        private LuceneSearchIndex openSearch(Ledger ledger, AttachmentTexts texts) {
            byte[] cursorKey = new byte[32];
            new SecureRandom().nextBytes(cursorKey);
            return LuceneSearchIndex.open(
                    directory.resolve("search"),
                    ledger,
                    texts,
                    catalogue,
                    glossary.withAll(Glossary.ofCharacteristics(catalogue.characteristics())),
                    cursorKey,
                    clock);
        }

        private SigningKey openSigningKey() {
            SigningKey given = signingKey;
            return given == null ? SigningKey.selfSigned(directory, organization.name(), clock) : given;
        }

        private DataSource openDataSource(Deque<Closing> closing) {
            DataSource own = dataSource;
            if (own != null) {
                return own;
            }
            HikariDataSource embedded = EmbeddedDatabase.open(directory.resolve("ledger.db"));
            closing.push(embedded::close);
            return embedded;
        }

        private void createDirectory() {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new StoreException(
                        "RA-0230", "The directory " + directory + " cannot be created; check its owner and rights", e);
            }
        }
    }
}
