package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.Sort;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes exports one after another on a thread of its own and keeps finished ones in a directory. */
final class LedgerExports implements Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    private static final String CONTAINER = ".asice";
    private static final String DESCRIPTION = ".json";
    private static final Duration INDEX_WAIT = Duration.ofSeconds(30);
    private static final long SPARE_BYTES = 64L << 20;

    private final ExportSources sources;
    private final Path directory;
    private final Path work;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "remote-audit-export");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    LedgerExports(ExportSources sources, Path directory) {
        this.sources = sources;
        this.directory = directory.toAbsolutePath();
        this.work = this.directory.resolve("work");
        try {
            deleteTree(work);
            Files.createDirectories(work);
            readFinished();
        } catch (IOException e) {
            throw new ExportFailedException("The directory " + this.directory + " cannot be used; check its rights", e);
        }
    }

    @Override
    public ExportJob start(ExportRequest request) {
        Admission admission = request.admission();
        admission.requireActive();
        SignedCheckpoint checkpoint = sources.ledger().checkpoint();
        // A query that cannot be read is the asker's to know now, not a failed job's to tell later.
        if (request.recordIds().isEmpty()) {
            sources.search()
                    .search(new SearchRequest(
                            admission.scope(),
                            request.query(),
                            request.filters(),
                            Sort.RECORDED_OLDEST,
                            Set.of(),
                            0,
                            null,
                            OptionalLong.empty()));
        }
        Job job = new Job(
                "EXP-" + UUID.randomUUID(),
                admission.engagement().id(),
                admission.auditor().id(),
                sources.clock().instant(),
                checkpoint.size());
        synchronized (jobs) {
            if (jobs.values().stream().anyMatch(other -> other.runsFor(job))) {
                throw new ExportConflictException("Your last export is still being made; wait for it or cancel it");
            }
            jobs.put(job.id, job);
        }
        executor.execute(() -> make(job, request, checkpoint));
        return job.toExportJob();
    }

    @Override
    public Optional<ExportJob> find(Admission admission, String id) {
        return job(admission, id).map(Job::toExportJob);
    }

    @Override
    public List<ExportJob> list(Admission admission) {
        return jobs.values().stream()
                .filter(job -> job.engagement.equals(admission.engagement().id()))
                .sorted(Comparator.comparing((Job job) -> job.startedAt)
                        .reversed()
                        .thenComparing(job -> job.id))
                .map(Job::toExportJob)
                .toList();
    }

    @Override
    public InputStream content(Admission admission, String id, long offset) throws IOException {
        admission.requireActive();
        Job job = job(admission, id).orElseThrow(() -> new IllegalArgumentException("There is no export '" + id + "'"));
        if (job.state != ExportState.DONE) {
            throw new ExportConflictException("Export '" + id + "' is not done");
        }
        FileChannel channel = FileChannel.open(container(id), StandardOpenOption.READ);
        channel.position(offset);
        return new Watched(Channels.newInputStream(channel), admission);
    }

    @Override
    public void cancel(Admission admission, String id) {
        job(admission, id).ifPresent(job -> job.end(ExportState.CANCELLED, null));
    }

    @Override
    public void close() {
        closed = true;
        executor.shutdownNow();
    }

    private Optional<Job> job(Admission admission, String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.engagement.equals(admission.engagement().id()));
    }

    private void make(Job job, ExportRequest request, SignedCheckpoint checkpoint) {
        if (!job.begin()) {
            return;
        }
        Path own = work.resolve(job.id);
        try {
            Files.createDirectories(own);
            Part.Pulse pulse = bytes -> {
                if (closed || job.state != ExportState.RUNNING) {
                    throw new Stopped();
                }
                request.admission().requireActive();
                job.written(bytes);
            };
            if (!sources.search().awaitIndexed(checkpoint.size(), INDEX_WAIT)) {
                throw new ExportFailedException("The search index has not caught up with the ledger; repeat later");
            }
            List<Long> leaves = ExportSelection.of(sources, request, checkpoint.size());
            job.total = leaves.size();
            ExportContent content = new ExportContent(sources, request, checkpoint, own);
            content.write(job.id, leaves, done -> job.done = done, pulse);
            List<Part> parts = sealed(content);
            requireSpace(parts);
            Path file = own.resolve("container");
            Hash digest = ContainerWriter.write(parts, file, pulse);
            publish(job, request, file, digest);
        } catch (Stopped e) {
            LOG.debug("Export {} was stopped", job.id, e);
        } catch (NotAdmittedException e) {
            job.end(ExportState.REVOKED, e.getMessage());
        } catch (RemoteAuditException e) {
            job.end(ExportState.FAILED, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.warn("Export {} failed", job.id, e);
            job.end(ExportState.FAILED, "RA-0601: The export could not be written; ask the maker to look at the log");
        } finally {
            clean(own);
        }
    }

    /** What the export says of its signature is signed, so a level that was not reached is said anew and signed anew. */
    private List<Part> sealed(ExportContent content) throws IOException {
        HeldKey.requireValid(sources.key().chain().get(0), "for exports", sources.clock());
        Sealing sealing = new Sealing(
                sources.key(), sources.alternatives(), sources.anchors().authorities(), sources.revocations());
        SignatureLevel stated = sealing.aim();
        while (true) {
            Sealing.Sealed sealed = sealing.seal(content.payload(stated), stated);
            if (sealed.level() == stated) {
                return sealed.parts();
            }
            stated = sealed.level();
        }
    }

    /** The entry first: an export nobody knows of must not exist. A crash in between leaves an entry without a file. */
    private void publish(Job job, ExportRequest request, Path file, Hash digest) throws IOException {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("sha256", Json.text(digest.hex()));
        fields.put("bytes", LongNode.valueOf(Files.size(file)));
        fields.put("ledgerSize", LongNode.valueOf(job.ledgerSize));
        fields.put("entries", LongNode.valueOf(job.total));
        fields.put("auditor", Json.text(job.auditor));
        fields.put("query", Json.text(request.query()));
        fields.put("signer", Json.text(Pem.fingerprint(sources.key().chain().get(0))));
        sources.ledger().append(new NewEntry(EntryKind.EXPORT, job.id, 1, job.engagement, fields));
        Files.move(file, container(job.id), StandardCopyOption.ATOMIC_MOVE);
        job.bytes = Files.size(container(job.id));
        job.sha256 = digest;
        Path description = directory.resolve("work").resolve(job.id + DESCRIPTION);
        Files.writeString(description, Json.write(job.toJson()));
        Files.move(description, directory.resolve(job.id + DESCRIPTION), StandardCopyOption.ATOMIC_MOVE);
        job.end(ExportState.DONE, null);
    }

    private void requireSpace(List<Part> parts) throws IOException {
        long needed = SPARE_BYTES + parts.stream().mapToLong(Part::size).sum();
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < needed) {
            throw new ExportFailedException("The export needs " + needed + " bytes and " + free
                    + " are free on the maker's disk; ask the maker to free space");
        }
    }

    private void readFinished() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(DESCRIPTION)).toList()) {
                JsonNode json = Json.parse(Files.readAllBytes(file));
                Job job = Job.fromJson(json);
                if (Files.exists(container(job.id))) {
                    jobs.put(job.id, job);
                }
            }
        }
    }

    private Path container(String id) {
        return directory.resolve(id + CONTAINER);
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

    /** Fails once the admission has ended, also in the middle of a download. */
    private static final class Watched extends FilterInputStream {
        private final Admission admission;

        Watched(InputStream in, Admission admission) {
            super(in);
            this.admission = admission;
        }

        @Override
        public int read() throws IOException {
            admission.requireActive();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            admission.requireActive();
            return super.read(buffer, offset, length);
        }
    }

    /** A job as it goes on. */
    private static final class Job {
        private final String id;
        private final String engagement;
        private final String auditor;
        private final Instant startedAt;
        private final long ledgerSize;
        private volatile ExportState state = ExportState.QUEUED;
        private volatile long done;
        private volatile long total;
        private volatile long bytes;
        private volatile @Nullable String failure;
        private volatile @Nullable Hash sha256;

        Job(String id, String engagement, String auditor, Instant startedAt, long ledgerSize) {
            this.id = id;
            this.engagement = engagement;
            this.auditor = auditor;
            this.startedAt = startedAt;
            this.ledgerSize = ledgerSize;
        }

        synchronized boolean begin() {
            if (state != ExportState.QUEUED) {
                return false;
            }
            state = ExportState.RUNNING;
            return true;
        }

        synchronized void end(ExportState end, @Nullable String why) {
            if (!state.ended()) {
                failure = why;
                state = end;
            }
        }

        /** Only the thread that makes the export counts; others read. */
        synchronized void written(int more) {
            bytes += more;
        }

        boolean runsFor(Job other) {
            return !state.ended() && engagement.equals(other.engagement) && auditor.equals(other.auditor);
        }

        ExportJob toExportJob() {
            return new ExportJob(id, state, done, total, bytes, failure, sha256, startedAt, ledgerSize);
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object();
            json.put("id", id);
            json.put("engagement", engagement);
            json.put("auditor", auditor);
            json.put("startedAt", startedAt.toString());
            json.put("ledgerSize", ledgerSize);
            json.put("entries", total);
            json.put("bytes", bytes);
            json.put("sha256", String.valueOf(sha256));
            return json;
        }

        static Job fromJson(JsonNode json) {
            Job job = new Job(
                    json.path("id").asText(),
                    json.path("engagement").asText(),
                    json.path("auditor").asText(),
                    Instant.parse(json.path("startedAt").asText()),
                    json.path("ledgerSize").asLong());
            job.done = json.path("entries").asLong();
            job.total = job.done;
            job.bytes = json.path("bytes").asLong();
            job.sha256 = Hash.parseHex(json.path("sha256").asText());
            job.state = ExportState.DONE;
            return job;
        }
    }
}
