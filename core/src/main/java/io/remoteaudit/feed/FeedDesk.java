package io.remoteaudit.feed;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.feed.FeedConflictException.Reason;
import io.remoteaudit.feed.HandedFile.State;
import io.remoteaudit.standard.LocalizedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do with a feed at the maker's desk: have a source read now, try its mapping, and hand over files, which are
 * tried first and then taken in. Runs go on in the background, at most two at a time; without any there is no thread. What
 * is not kept in the ledger's database, such as a file that waits, is known to the node it was handed to only.
 *
 * <p>Safe for use by several threads.
 */
public final class FeedDesk implements AutoCloseable {

    /** How long a file waits for being taken in. */
    public static final Duration HELD = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final int THREADS = 2;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final LocalizedText READ_ALREADY =
            new LocalizedText("该来源当时正由另一处读取，未再次读取。", "The source was being read elsewhere, so it was not read again.");

    private final Feed feed;
    private final Map<String, FileSource> files = new TreeMap<>();
    private final Clock clock;
    private final Duration longest;
    private final HandedFiles handed;
    private final ScheduledThreadPoolExecutor executor;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> rehearsing = ConcurrentHashMap.newKeySet();
    private final Map<String, LocalizedText> notes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Ends a run between two transactions. */
    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    FeedDesk(Feed feed, List<FileSource> files, Path directory, Clock clock, Duration longest) {
        this.feed = feed;
        this.longest = longest;
        files.forEach(source -> this.files.put(source.name(), source));
        this.clock = clock;
        this.handed = new HandedFiles(directory, clock);
        this.executor = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "remote-audit-feed-desk");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Opens the desk of a feed.
     *
     * @param feed the feed
     * @param files the kinds of files it takes in
     * @param directory where files that people hand over lie meanwhile; emptied now and when closed
     * @param clock gives times
     * @return the desk; to be closed before the feed's database
     */
    public static FeedDesk open(Feed feed, List<FileSource> files, Path directory, Clock clock) {
        return new FeedDesk(feed, files, directory, clock, HELD);
    }

    /**
     * The feed.
     *
     * @return what reports, refused and missing rows are read from
     */
    public Feed feed() {
        return feed;
    }

    /**
     * Whether a source can be read when somebody asks.
     *
     * @param source its name
     * @return true for a table, and for files that are looked for in a folder
     */
    public boolean isReadable(String source) {
        FileSource kind = files.get(source);
        return kind == null ? feed.sources().contains(source) : kind.folder() != null;
    }

    /**
     * The largest file a person may hand over.
     *
     * @param source the name of a source
     * @return its length in bytes; empty if the source is none of files
     */
    public OptionalLong largestUpload(String source) {
        FileSource kind = files.get(source);
        return kind == null ? OptionalLong.empty() : OptionalLong.of(kind.largestUpload());
    }

    /**
     * Has a source read in the background.
     *
     * @param source its name
     * @param by who asks for it
     * @throws FeedConflictException {@code RA-1007} if that is under way, {@code RA-1008} if there is nothing to read
     */
    public void run(String source, String by) {
        if (!isReadable(source)) {
            throw new FeedConflictException(Reason.HANDED_OVER_ONLY);
        }
        inBackground(source, () -> read(source, by));
    }

    private void read(String source, String by) {
        if (files.containsKey(source)) {
            feed.by(by).look(source, this::goOn);
        } else if (feed.by(by).run(source, this::goOn).isEmpty()) {
            notes.put(source, READ_ALREADY);
        }
    }

    /**
     * Whether somebody asked for a run, or for a file to be taken in, that has not ended.
     *
     * @param source a source's name
     * @return true also while it waits for its turn
     */
    public boolean isAsked(String source) {
        return asked.contains(source);
    }

    /**
     * What kept the last run that was asked for here from being done.
     *
     * @param source a source's name
     * @return why; empty if it was done, or none was asked for
     */
    public Optional<LocalizedText> note(String source) {
        return Optional.ofNullable(notes.get(source));
    }

    /**
     * Tries a table's mapping on the rows the next run would begin with, on the calling thread. Nothing is saved.
     *
     * @param source the name of a table's source
     * @param records how many records to look at, from 1 to 100,000
     * @return what would be saved, and what would be refused and why; or why the table cannot be read
     * @throws FeedConflictException {@code RA-1007} if somebody else tries it at this moment
     */
    public RunReport rehearse(String source, int records) {
        if (!rehearsing.add(source)) {
            throw new FeedConflictException(Reason.UNDER_WAY);
        }
        Tally none = new Tally(source, clock.instant(), true);
        try {
            return RunReport.of(feed.rehearse(source, records), null);
        } catch (MappingException e) {
            return RunReport.brokenOff(none.report(clock.instant()), null, e);
        } finally {
            rehearsing.remove(source);
        }
    }

    /**
     * Takes a file from someone and has it tried in the background. It is kept for an hour at most.
     *
     * @param source the name of a source of files
     * @param name what the file is called
     * @param content the file, read to its end and not closed; the caller bounds it by {@link #largestUpload}
     * @param by who hands it over
     * @return the file, for now
     * @throws FeedConflictException {@code RA-1009} if the source takes no files, {@code RA-1010} if too many wait
     * @throws IOException if the content cannot be read or kept
     */
    public HandedFile hand(String source, String name, InputStream content, String by) throws IOException {
        if (!files.containsKey(source)) {
            throw new FeedConflictException(Reason.NO_FILES);
        }
        HandedFile file = handed.receive(source, name, content, by);
        executor.execute(() -> rehearse(file));
        expire(file);
        return file;
    }

    private void rehearse(HandedFile file) {
        @Nullable FileReport report = null;
        try {
            report = feed.rehearseFile(file.source(), file.name(), handed.path(file.id()));
        } catch (RuntimeException | LinkageError e) {
            // The page shows that it failed, and under which reference the log says why.
            notes.put(file.source(), failed(file.source(), e));
        }
        boolean whole = report != null && report.failure() == null;
        handed.now(file, whole ? State.REHEARSED : State.FAILED, report);
    }

    private void expire(HandedFile file) {
        // A file somebody is at is looked at again after as long.
        Future<?> unused = executor.schedule(
                () -> {
                    if (!handed.remove(file)) {
                        expire(file);
                    }
                },
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * The files handed over here for a source, those that were taken in lately included.
     *
     * @param source the source's name
     * @return the files, in the order they came
     */
    public List<HandedFile> handed(String source) {
        return handed.of(source);
    }

    /**
     * One file.
     *
     * @param source the name of its source
     * @param id its {@link HandedFile#id()}
     * @return the file; empty if it is not known here, or no longer
     */
    public Optional<HandedFile> handed(String source, String id) {
        return handed.find(source, id);
    }

    /**
     * Has a file taken in that was tried, in the background. Its content is deleted afterwards.
     *
     * @param file the file
     * @param by who asks for it
     * @return the file, for now
     * @throws FeedConflictException {@code RA-1007} if the source is being read, {@code RA-1011} if the file was not tried to
     *     its end or is not there any more
     */
    public HandedFile take(HandedFile file, String by) {
        requireIdle(file.source());
        HandedFile taking = handed.take(file);
        try {
            inBackground(file.source(), () -> take(taking, by, taking.report()));
        } catch (RuntimeException e) {
            handed.now(taking, State.REHEARSED, taking.report());
            throw e;
        }
        return taking;
    }

    private void take(HandedFile file, String by, @Nullable FileReport rehearsal) {
        Optional<FileReport> report = Optional.empty();
        try {
            report = feed.by(by).file(file.source(), file.name(), handed.path(file.id()), this::goOn);
            if (report.isEmpty()) {
                notes.put(file.source(), READ_ALREADY);
            }
        } finally {
            // Where it could not be done now it can be tried once more.
            handed.now(file, report.isPresent() ? State.TAKEN : State.REHEARSED, report.orElse(rehearsal));
        }
    }

    /**
     * Forgets a file and deletes its content.
     *
     * @param file the file
     * @throws FeedConflictException {@code RA-1007} if it is being tried or taken in
     */
    public void remove(HandedFile file) {
        if (!handed.remove(file)) {
            throw new FeedConflictException(Reason.UNDER_WAY);
        }
    }

    private void requireIdle(String source) {
        if (asked.contains(source) || feed.progress(source).isPresent()) {
            throw new FeedConflictException(Reason.UNDER_WAY);
        }
    }

    private void inBackground(String source, Runnable work) {
        requireIdle(source);
        if (!asked.add(source)) {
            throw new FeedConflictException(Reason.UNDER_WAY);
        }
        notes.remove(source);
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (Closing e) {
                    LOG.info("Source '{}' is read on after the next start", source);
                } catch (RuntimeException | LinkageError e) {
                    // Also a library that is missing; nobody waits here who could be told otherwise.
                    notes.put(source, failed(source, e));
                } finally {
                    asked.remove(source);
                }
            });
        } catch (RejectedExecutionException e) {
            asked.remove(source);
            throw new IllegalStateException("The feed's desk is closed", e);
        }
    }

    private void goOn(FeedProgress progress) {
        if (closed) {
            throw new Closing();
        }
    }

    /** Notes why something could not be done; what is no known failure is found in the log by its reference. */
    private LocalizedText failed(String source, Throwable failure) {
        if (failure instanceof RemoteAuditException told) {
            LOG.warn("Source '{}' could not be read as asked: {}", source, told.getMessage());
            return new LocalizedText("未能完成：" + told.getMessage(), "Not done: " + told.getMessage());
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("Source '{}' could not be read as asked, reference {}", source, reference, failure);
        return new LocalizedText(
                "服务器出错，未能完成；日志编号 " + reference, "Not done, the server failed; the log has it as " + reference);
    }

    /** Ends runs between two of their transactions, and forgets the files that wait. */
    @Override
    public void close() {
        closed = true;
        // Not interrupted, which would close the files of an embedded database.
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A source is still being read after {}; what it has committed stays", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handed.clear();
    }
}
