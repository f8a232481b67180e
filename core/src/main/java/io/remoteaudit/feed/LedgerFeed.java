package io.remoteaudit.feed;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.feed.FeedRows.Known;
import io.remoteaudit.ledger.Lease;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed whose memory is in the ledger's database. */
final class LedgerFeed implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final int MOST_REHEARSED = 100_000;
    private static final int LONGEST_PAGE = 1_000;
    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_NAME = 200;

    private final Map<String, TableSource> tables;
    private final Map<String, FileSource> files;
    private final Map<String, Folder> folders;
    private final Map<String, ProgressWatch> running;
    private final Map<String, Long> refusedBefore;
    private final Map<String, Counted> missing;
    private final @Nullable String by;
    private final Intake.Parts parts;
    private final Attachments attachments;
    private final Catalogue catalogue;
    private final Duration leaseLength;

    /** How many rows were missing as of a source's newest report. */
    private record Counted(Instant asOf, long rows) {}

    LedgerFeed(
            RecordKeeping recordKeeping,
            Ledger ledger,
            Database database,
            Catalogue catalogue,
            List<TableSource> sources,
            List<FileSource> files,
            Clock clock,
            Duration leaseLength) {
        this.parts = new Intake.Parts(recordKeeping.records(), ledger, database, clock);
        this.attachments = recordKeeping.attachments();
        this.catalogue = catalogue;
        this.leaseLength = leaseLength;
        this.tables = new TreeMap<>();
        this.files = new TreeMap<>();
        this.folders = new TreeMap<>();
        this.running = new ConcurrentHashMap<>();
        this.refusedBefore = new ConcurrentHashMap<>();
        this.missing = new ConcurrentHashMap<>();
        this.by = null;
        for (TableSource source : sources) {
            if (tables.put(source.name(), source) != null) {
                throw new MappingException(
                        "RA-1003", "There are two sources named '" + source.name() + "'; rename one");
            }
            // Now rather than at the first run, since a wrong type never becomes right.
            assemblies(source, true);
        }
        for (FileSource source : files) {
            if (tables.containsKey(source.name()) || this.files.put(source.name(), source) != null) {
                throw new MappingException(
                        "RA-1003", "There are two sources named '" + source.name() + "'; rename one");
            }
            assemblies(source, true);
            if (source.folder() != null) {
                folders.put(source.name(), new Folder(source.folder(), clock));
            }
        }
    }

    /** The same for someone: all but the name is shared. */
    private LedgerFeed(LedgerFeed same, String by) {
        this.parts = same.parts;
        this.attachments = same.attachments;
        this.catalogue = same.catalogue;
        this.leaseLength = same.leaseLength;
        this.tables = same.tables;
        this.files = same.files;
        this.folders = same.folders;
        this.running = same.running;
        this.refusedBefore = same.refusedBefore;
        this.missing = same.missing;
        this.by = by;
    }

    @Override
    public Feed by(String name) {
        requireText("name", name, LONGEST_NAME);
        return new LedgerFeed(this, name);
    }

    @Override
    public List<String> fileSources() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Optional<FileReport> file(String name, String fileName, Path file, FeedListener listener) {
        FileSource source = fileSource(name);
        ProgressWatch watch = new ProgressWatch(name, listener, parts.clock());
        if (running.putIfAbsent(name, watch) != null) {
            return Optional.empty();
        }
        Lease lease = new Lease(parts.database(), "feed-" + name, leaseLength);
        try {
            if (!lease.holdOrTake()) {
                return Optional.empty();
            }
            FileReport report =
                    new FileRun(source, parts, assemblies(source, false), lease, watch, false).run(fileName, file);
            keep(lease, RunReport.of(report, by));
            log(report.rows());
            return Optional.of(report);
        } catch (Intake.LeaseLost e) {
            LOG.info("{}; this one stops", e.getMessage());
            return Optional.empty();
        } finally {
            lease.release();
            running.remove(name);
        }
    }

    @Override
    public FileReport rehearseFile(String name, String fileName, Path file) {
        FileSource source = fileSource(name);
        Lease unused = new Lease(parts.database(), "feed-" + name, leaseLength);
        ProgressWatch watch = new ProgressWatch(name, progress -> {}, parts.clock());
        return new FileRun(source, parts, assemblies(source, true), unused, watch, true).run(fileName, file);
    }

    @Override
    public List<FileReport> look(String name, FeedListener listener) {
        fileSource(name);
        Folder folder = folders.get(name);
        if (folder == null) {
            return List.of();
        }
        synchronized (folder) {
            try {
                return folder.look(file -> file(name, String.valueOf(file.getFileName()), file, listener));
            } catch (IOException e) {
                throw new MappingException(
                        "RA-1006",
                        "The folder of source '" + name + "' cannot be used: " + e.getMessage()
                                + ". Check that it is there and that its files may be read and moved",
                        e);
            }
        }
    }

    private Assemblies assemblies(FileSource source, boolean rehearsal) {
        return new Assemblies(
                source.mappings(), catalogue, source.zone(), attachments, source.attachments(), rehearsal);
    }

    private FileSource fileSource(String name) {
        FileSource source = files.get(name);
        if (source == null) {
            throw new MappingException(
                    "RA-1003",
                    "There is no source of files '" + name + "'; there are: "
                            + (files.isEmpty() ? "none" : String.join(", ", files.keySet())));
        }
        return source;
    }

    @Override
    public List<String> sources() {
        return List.copyOf(tables.keySet());
    }

    @Override
    public Optional<FeedReport> run(String name, FeedListener listener) {
        TableSource source = source(name);
        ProgressWatch watch = new ProgressWatch(name, listener, parts.clock());
        if (running.putIfAbsent(name, watch) != null) {
            return Optional.empty();
        }
        try {
            return underLease(source, watch);
        } finally {
            running.remove(name);
        }
    }

    private Optional<FeedReport> underLease(TableSource source, ProgressWatch watch) {
        Lease lease = new Lease(parts.database(), "feed-" + source.name(), leaseLength);
        if (!lease.holdOrTake()) {
            return Optional.empty();
        }
        try {
            TableRun run = new TableRun(source, parts, assemblies(source, false), lease, leaseLength, watch, false);
            FeedReport report = reported(source, run, lease);
            log(report);
            return Optional.of(report);
        } catch (Intake.LeaseLost e) {
            LOG.info("{}; this one stops", e.getMessage());
            return Optional.empty();
        } finally {
            lease.release();
        }
    }

    private FeedReport reported(TableSource source, TableRun run, Lease lease) {
        FeedReport report;
        try {
            report = run.run();
        } catch (SQLException e) {
            throw brokenOff(run, lease, unreadable(source, e));
        } catch (MappingException | StoreException e) {
            throw brokenOff(run, lease, e);
        }
        keep(lease, RunReport.of(report, by));
        return report;
    }

    /** Whoever looks next morning shall find why nothing came. */
    private RemoteAuditException brokenOff(TableRun run, Lease lease, RemoteAuditException failure) {
        try {
            keep(lease, RunReport.brokenOff(run.report(), by, failure));
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void keep(Lease lease, RunReport report) {
        parts.database().execute("keep the report of a run", connection -> {
            if (lease.renew(connection)) {
                FeedReports.keep(connection, report);
                lease.beforeCommit(connection);
            }
        });
    }

    /** Rows that are refused again, run after run, are said once. */
    private void log(FeedReport report) {
        Long before = refusedBefore.put(report.source(), report.refused());
        boolean refusals = report.refused() != Objects.requireNonNullElse(before, 0L);
        if (refusals || report.saved() + report.newVersions() + report.missing() > 0) {
            LOG.info(
                    "Source '{}': {} records saved, {} new versions, {} unchanged, {} refused, {} rows deleted there",
                    report.source(),
                    report.saved(),
                    report.newVersions(),
                    report.unchanged(),
                    report.refused(),
                    report.missing());
        }
    }

    @Override
    public FeedReport rehearse(String name, int records) {
        if (records < 1 || records > MOST_REHEARSED) {
            throw new IllegalArgumentException(
                    "From 1 to " + MOST_REHEARSED + " records are rehearsed, not " + records);
        }
        TableSource source = source(name);
        Lease unused = new Lease(parts.database(), "feed-" + name, leaseLength);
        ProgressWatch watch = new ProgressWatch(name, progress -> {}, parts.clock());
        try {
            return new TableRun(source, parts, assemblies(source, true), unused, leaseLength, watch, true)
                    .rehearse(records);
        } catch (SQLException e) {
            throw unreadable(source, e);
        }
    }

    private static MappingException unreadable(TableSource source, SQLException cause) {
        return new MappingException(
                "RA-1005",
                "The source '" + source.name() + "' cannot be read, its database said: " + cause.getMessage()
                        + ". Correct its query or reach its database; what was saved stays, and the next run goes on",
                cause);
    }

    private Assemblies assemblies(TableSource source, boolean rehearsal) {
        return new Assemblies(
                source.mappings(), catalogue, source.zone(), attachments, source.attachments(), rehearsal);
    }

    @Override
    public Optional<FeedProgress> progress(String name) {
        requireName(name);
        @Nullable ProgressWatch watch = running.get(name);
        return watch == null ? Optional.empty() : watch.newest();
    }

    @Override
    public void rewind(String name) {
        source(name);
        parts.database().execute("rewind a source", connection -> FeedRows.move(connection, name, null));
    }

    @Override
    public List<RefusedRow> refused(String name, String after, int limit) {
        requirePage(name, limit);
        return parts
                .database()
                .reading(
                        "read what was refused",
                        connection -> FeedRows.refusalsAfter(connection, name, after, limit, false))
                .stream()
                .map(refusal -> refusal.shown(name))
                .toList();
    }

    @Override
    public long countRefused(String name) {
        requireName(name);
        return parts.database()
                .reading("count what was refused", connection -> FeedRows.countOpenRefusals(connection, name));
    }

    @Override
    public boolean dismiss(String name, String key, String because, String by) {
        requireName(name);
        requireText("reason", because, LONGEST_REASON);
        requireText("name", by, LONGEST_NAME);
        RefusedRow.Dismissal dismissal = new RefusedRow.Dismissal(parts.clock().instant(), by, because);
        return parts.database()
                .transaction("dismiss a refused row", connection -> FeedRows.dismiss(connection, name, key, dismissal));
    }

    @Override
    public List<MissingRow> missing(String name, String after, int limit) {
        requirePage(name, limit);
        List<MissingRow> missing = new ArrayList<>();
        List<Known> rows = parts.database()
                .reading(
                        "read which rows are gone", connection -> FeedRows.after(connection, name, after, limit, true));
        for (Known row : rows) {
            long since = Objects.requireNonNull(row.missingSince());
            missing.add(new MissingRow(
                    name, row.key(), RowKey.label(row.key()), row.recordId(), Instant.ofEpochMilli(since)));
        }
        return missing;
    }

    @Override
    public long countMissing(String name) {
        // Only runs change it, and each leaves a report; counting looks through all rows of the source.
        Instant asOf = reports(name, 1).stream()
                .findFirst()
                .map(report -> report.rows().finishedAt())
                .orElse(Instant.EPOCH);
        Counted counted = missing.get(name);
        if (counted == null || !counted.asOf().equals(asOf)) {
            counted = parts.database()
                    .reading(
                            "count which rows are gone",
                            connection -> new Counted(asOf, FeedRows.countMissing(connection, name)));
            missing.put(name, counted);
        }
        return counted.rows();
    }

    @Override
    public List<RunReport> reports(String name, int limit) {
        requireName(name);
        if (limit < 1 || limit > FeedReports.KEPT) {
            throw new IllegalArgumentException("From 1 to " + FeedReports.KEPT + " reports are kept, not " + limit);
        }
        return parts.database()
                .reading("read the reports of runs", connection -> FeedReports.newest(connection, name, limit));
    }

    @Override
    public Optional<RunReport> report(String name, long number) {
        requireName(name);
        return parts.database()
                .reading("read the report of a run", connection -> FeedReports.one(connection, name, number));
    }

    private void requirePage(String name, int limit) {
        requireName(name);
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("A page has from 1 to " + LONGEST_PAGE + " rows, not " + limit);
        }
    }

    private static void requireText(String what, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException("The " + what + " has from 1 to " + longest + " characters");
        }
    }

    private void requireName(String name) {
        if (!files.containsKey(name)) {
            source(name);
        }
    }

    private TableSource source(String name) {
        TableSource source = tables.get(name);
        if (source == null) {
            throw new MappingException(
                    "RA-1003",
                    "There is no source '" + name + "'; there are: "
                            + (tables.isEmpty() ? "none" : String.join(", ", tables.keySet())));
        }
        return source;
    }
}
