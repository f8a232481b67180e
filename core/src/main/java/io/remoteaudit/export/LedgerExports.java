package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.query.QueryParser;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps jobs as rows and makes them on threads of its own. A job under way when the module ends, or is killed, is made
 * anew at the next start, from the ledger size it was asked for at; nothing half made is ever seen.
 */
final class LedgerExports implements Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private static final String CONTAINER = ".asice";
    private static final Duration TIDY = Duration.ofSeconds(30);
    private static final long TELL_NANOS = Duration.ofMillis(500).toNanos();

    private final ExportSources sources;
    private final Database database;
    private final ExportSettings settings;
    private final Path directory;
    private final Path work;
    private final String node;
    private final Map<String, Progress> running = new ConcurrentHashMap<>();
    private final ReentrantLock starting = new ReentrantLock();
    private final AtomicInteger threads = new AtomicInteger();
    private final ScheduledExecutorService executor;
    private volatile boolean closed;

    LedgerExports(ExportSources sources, Database database, ExportSettings settings, Path directory) {
        this.sources = sources;
        this.database = database;
        this.settings = settings;
        this.directory = directory.toAbsolutePath();
        this.work = this.directory.resolve("work");
        try {
            deleteTree(work);
            Files.createDirectories(work);
            this.node = nodeOf(this.directory);
        } catch (IOException e) {
            throw new ExportFailedException("The directory " + this.directory + " cannot be used; check its rights", e);
        }
        // One more than make exports, so that tidying up does not wait for them.
        this.executor = Executors.newScheduledThreadPool(settings.atOnce() + 1, task -> {
            Thread thread = new Thread(task, "remote-audit-export-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        takeUp();
        // A look reports its own failures, and only closing ends them.
        Future<?> unused =
                executor.scheduleWithFixedDelay(this::tidy, TIDY.toMillis(), TIDY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The name under which this directory's jobs are kept, for as long as the directory is. */
    private static String nodeOf(Path directory) throws IOException {
        Path file = directory.resolve("node.id");
        if (!Files.exists(file)) {
            Path fresh = Files.writeString(
                    directory.resolve("node.id.new"), UUID.randomUUID().toString());
            ExportWork.move(fresh, file);
        }
        return Files.readString(file).strip();
    }

    /** Jobs that an earlier run of this node did not end. */
    private void takeUp() {
        for (ExportState state : List.of(ExportState.RUNNING, ExportState.QUEUED)) {
            for (ExportRows.Row row : read(connection -> ExportRows.ofNode(connection, node, state))) {
                LOG.info("Export {} is taken up again", row.id());
                submit(row.id());
            }
        }
    }

    @Override
    public ExportJob start(ExportRequest request) {
        Admission admission = request.admission();
        admission.requireAccess();
        SignedCheckpoint checkpoint = sources.ledger().checkpoint();
        ExportRequest understood = understood(request);
        String id = "EXP-" + UUID.randomUUID();
        starting.lock();
        try {
            database.execute("start an export", connection -> {
                if (ExportRows.hasUnended(
                        connection,
                        admission.engagement().id(),
                        admission.auditor().id())) {
                    throw new ExportConflictException("Your last export is still being made; wait for it or cancel it");
                }
                ExportRows.insert(
                        connection,
                        id,
                        node,
                        understood,
                        checkpoint.size(),
                        sources.clock().instant());
            });
        } finally {
            starting.unlock();
        }
        submit(id);
        return find(admission, id).orElseThrow();
    }

    /**
     * The request with its query as it was understood now: one that cannot be read is the asker's to know at once, not a
     * failed job's to tell later, and what "today" means must not change until the job runs.
     */
    private ExportRequest understood(ExportRequest request) {
        if (!request.recordIds().isEmpty()) {
            return request;
        }
        String query = sources.search()
                .search(new SearchRequest(
                        request.admission().scope(),
                        request.query(),
                        request.filters(),
                        Sort.RECORDED_OLDEST,
                        Set.of(),
                        0,
                        null,
                        OptionalLong.empty()))
                .query();
        // Written out in full a query can grow past what is read; such a one is kept as it was asked.
        return query.length() > QueryParser.MAX_LENGTH
                ? request
                : new ExportRequest(
                        request.admission(), query, request.filters(), request.recordIds(), request.language());
    }

    private void submit(String id) {
        try {
            executor.execute(() -> makeInTurn(id));
        } catch (RejectedExecutionException e) {
            // The module is closing; the job is taken up at the next start.
            LOG.debug("Export {} waits for the next start", id, e);
        }
    }

    @Override
    public Optional<ExportJob> find(Admission admission, String id) {
        return row(admission, id).map(this::job);
    }

    @Override
    public List<ExportJob> list(Admission admission) {
        String engagement = admission.engagement().id();
        return read(connection -> ExportRows.ofEngagement(connection, engagement)).stream()
                .map(this::job)
                .toList();
    }

    /** The row, with what this node knows better while it makes it. */
    private ExportJob job(ExportRows.Row row) {
        Progress progress = running.get(row.id());
        return progress == null || row.state() != ExportState.RUNNING ? row.toJob() : progress.over(row.toJob());
    }

    private Optional<ExportRows.Row> row(Admission admission, String id) {
        return read(connection -> ExportRows.byId(connection, id)).stream()
                .filter(row -> row.engagement().equals(admission.engagement().id()))
                .findFirst();
    }

    @Override
    public InputStream content(Admission admission, String id, int number, long offset) throws IOException {
        admission.requireAccess();
        ExportRows.Row row =
                row(admission, id).orElseThrow(() -> new IllegalArgumentException("There is no export '" + id + "'"));
        if (row.state() != ExportState.DONE) {
            throw new ExportConflictException("Export '" + id + "' is not done");
        }
        if (row.files().stream().noneMatch(file -> file.number() == number)) {
            throw new IllegalArgumentException("Export '" + id + "' has no part " + number);
        }
        if (!row.node().equals(node)) {
            throw new ExportConflictException(
                    "Export '" + id + "' is kept on another node of the maker's; ask there, or export again");
        }
        FileChannel channel = FileChannel.open(container(id, number, row.files().size()), StandardOpenOption.READ);
        channel.position(offset);
        return new Watched(Channels.newInputStream(channel), admission);
    }

    @Override
    public ExportLoad load() {
        int queued = read(connection -> ExportRows.ofNode(connection, node, ExportState.QUEUED))
                .size();
        return new ExportLoad(running.size(), queued);
    }

    @Override
    public List<X509Certificate> signers() {
        return Stream.concat(Stream.of(sources.key()), sources.alternatives().stream())
                .map(key -> key.chain().get(0))
                .toList();
    }

    @Override
    public void cancel(Admission admission, String id) {
        if (row(admission, id).isPresent()) {
            end(id, ExportState.CANCELLED, null);
        }
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("An export is still being written while the module closes; it is made anew at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeInTurn(String id) {
        boolean begun;
        synchronized (running) {
            // The pool has a thread more than exports may be made at once.
            begun = running.size() < settings.atOnce() && running.putIfAbsent(id, new Progress()) == null;
        }
        if (!begun) {
            if (!running.containsKey(id) && !closed) {
                Future<?> unused = executor.schedule(() -> makeInTurn(id), 200, TimeUnit.MILLISECONDS);
            }
            return;
        }
        Path own = work.resolve(id);
        try {
            make(id, own);
        } catch (Stopped e) {
            LOG.debug("Export {} was stopped", id, e);
        } catch (NotAdmittedException e) {
            end(id, ExportState.REVOKED, e.getMessage());
        } catch (RemoteAuditException e) {
            fail(id, String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            fail(id, "RA-0601: The export could not be written; ask the maker to look at the log", e);
        } finally {
            running.remove(id);
            clean(own);
        }
    }

    /** What fails while the module closes may fail for that, and is made anew. */
    private void fail(String id, String why, Throwable cause) {
        if (closed) {
            LOG.debug("Export {} waits for the next start", id, cause);
            return;
        }
        LOG.warn("Export {} failed", id, cause);
        end(id, ExportState.FAILED, why);
    }

    private void make(String id, Path own) throws IOException {
        List<ExportRows.Row> rows = read(connection -> ExportRows.byId(connection, id));
        if (rows.isEmpty() || !write(connection -> ExportRows.begin(connection, id))) {
            return;
        }
        ExportRows.Row row = rows.get(0);
        Admission admission = admit(row);
        SignedCheckpoint checkpoint = sources.ledger()
                .checkpoint(row.ledgerSize())
                .or(() -> row.ledgerSize() == 0
                        ? Optional.of(sources.ledger().checkpoint()).filter(newest -> newest.size() == 0)
                        : Optional.empty())
                .orElseThrow(() -> new ExportFailedException(
                        "The ledger has no checkpoint of size " + row.ledgerSize() + "; start the export again"));
        Files.createDirectories(own);
        Progress progress = running.get(id);
        if (progress == null) {
            throw new Stopped();
        }
        Part.Pulse pulse = bytes -> {
            progress.written(bytes);
            if (closed || Thread.currentThread().isInterrupted()) {
                throw new Stopped();
            }
            admission.requireAccess();
            if (progress.isDue()) {
                tell(id, progress);
            }
        };
        ExportWork making = new ExportWork(sources, settings, ExportRows.request(row, admission), id, checkpoint, own);
        ExportWork.Made made = making.make(total -> progress.total = total, done -> progress.done = done, pulse);
        tell(id, progress);
        publish(row, making, made, progress.total);
    }

    /** Others see how far it is, and this node sees whether another ended it. */
    private void tell(String id, Progress progress) {
        if (!write(connection -> ExportRows.progress(connection, id, progress.done, progress.total, progress.bytes))) {
            throw new Stopped();
        }
    }

    /** By the token it was asked for with, in the terms it was asked for in: neither may have ended. */
    private Admission admit(ExportRows.Row row) {
        Engagement engagement = sources.engagements()
                .find(row.engagement())
                .orElseThrow(() -> new NotAdmittedException(row.engagement(), EngagementState.REVOKED));
        Optional<Auditor> auditor = engagement.auditor(row.auditor());
        if (auditor.isEmpty() || !engagement.digest().hex().equals(row.termsDigest())) {
            throw new NotAdmittedException(
                    row.engagement(), engagement.state(sources.clock().instant()));
        }
        return sources.engagements().admit(new Caller(row.credentialId(), engagement, auditor.get()));
    }

    /**
     * The files first, which nobody is given before the row says that they are done; then the entry that says they were
     * handed out together with that row. A crash in between leaves files that are made anew.
     */
    private void publish(ExportRows.Row row, ExportWork making, ExportWork.Made made, long entries) throws IOException {
        int parts = made.files().size();
        for (int i = 0; i < parts; i++) {
            ExportWork.move(made.paths().get(i), container(row.id(), i + 1, parts));
        }
        Ledger ledger = sources.ledger();
        database.execute("publish an export", connection -> {
            int version = ledger.newestVersion(EntryKind.EXPORT, row.id(), connection) + 1;
            if (!ExportRows.done(
                    connection, row.id(), made.files(), sources.clock().instant())) {
                throw new Stopped();
            }
            ledger.append(making.entry(made, version, row.engagement(), row.auditor(), entries), connection);
        });
        ledger.wake();
    }

    private void end(String id, ExportState state, @Nullable String why) {
        Instant now = sources.clock().instant();
        boolean unused = write(connection -> ExportRows.end(connection, id, state, why, now));
    }

    /** Removes files that were kept long enough, or whose engagement has ended, and files no row knows. A halted one may go on. */
    private void tidy() {
        try {
            Instant now = sources.clock().instant();
            Instant kept = now.minus(settings.retention());
            for (ExportRows.Row row : read(connection -> ExportRows.ofNode(connection, node, ExportState.DONE))) {
                boolean old = row.endedAt().isBefore(kept);
                boolean over = sources.engagements()
                        .find(row.engagement())
                        .map(engagement -> engagement.state(now))
                        .filter(state -> state == EngagementState.ACTIVE || state == EngagementState.SUSPENDED)
                        .isEmpty();
                if (old || over) {
                    remove(row, over ? ExportState.REVOKED : ExportState.EXPIRED);
                }
            }
            removeStrays();
        } catch (RuntimeException | IOException e) {
            LOG.warn("Old exports could not be removed; that is tried again: {}", e.getMessage());
        }
    }

    /** The row first: a file that is gone must not be promised. */
    private void remove(ExportRows.Row row, ExportState state) throws IOException {
        database.execute("remove an export", connection -> ExportRows.remove(connection, row.id(), state));
        for (ExportFile file : row.files()) {
            Files.deleteIfExists(container(row.id(), file.number(), row.files().size()));
        }
    }

    /** Containers that were in their place when the process was killed, of jobs that ended otherwise afterwards. */
    private void removeStrays() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(CONTAINER)).toList()) {
                String name = file.getFileName().toString();
                String id =
                        name.substring(0, name.length() - CONTAINER.length()).replaceFirst("-\\d{3,}$", "");
                boolean known = Stream.of(id, name.substring(0, name.length() - CONTAINER.length()))
                        .flatMap(one -> read(connection -> ExportRows.byId(connection, one)).stream())
                        .anyMatch(row -> row.state() == ExportState.DONE || row.state() == ExportState.RUNNING);
                if (!known) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path container(String id, int number, int of) {
        return directory.resolve(of == 1 ? id + CONTAINER : "%s-%03d%s".formatted(id, number, CONTAINER));
    }

    private <T> T read(SqlWork<T> work) {
        return database.readingCommitted("read exports", work);
    }

    private boolean write(SqlWork<Boolean> work) {
        return database.transaction("keep an export", work);
    }

    private static void clean(Path directory) {
        try {
            deleteTree(directory);
        } catch (IOException e) {
            LOG.warn("Working files in {} were not removed; they go at the next start: {}", directory, e.getMessage());
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Thrown inside a job that was cancelled or whose module closes. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How far a job is. Only the thread that makes it counts; others read. */
    private static final class Progress {
        private volatile long done;
        private volatile long total;
        private volatile long bytes;
        private long told = System.nanoTime();

        void written(int more) {
            // No other thread writes it.
            long before = bytes;
            bytes = before + more;
        }

        boolean isDue() {
            long now = System.nanoTime();
            if (now - told < TELL_NANOS) {
                return false;
            }
            told = now;
            return true;
        }

        ExportJob over(ExportJob kept) {
            return new ExportJob(
                    kept.id(),
                    kept.state(),
                    done,
                    total,
                    bytes,
                    kept.failure(),
                    kept.files(),
                    kept.startedAt(),
                    kept.ledgerSize());
        }
    }

    /** Fails once the admission has ended, also in the middle of a download. */
    private static final class Watched extends FilterInputStream {
        private final Admission admission;

        Watched(InputStream in, Admission admission) {
            super(in);
            this.admission = admission;
        }

        @Override
        public int read() throws IOException {
            admission.requireAccess();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            admission.requireAccess();
            return super.read(buffer, offset, length);
        }
    }
}
