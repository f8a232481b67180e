package io.remoteaudit.feed;

import io.remoteaudit.feed.FeedConflictException.Reason;
import io.remoteaudit.feed.HandedFile.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files people have handed over, for as long as somebody may want them. What they are called never names a file here. Safe
 * for use by several threads.
 */
final class HandedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final int MOST_HELD = 5;
    private static final int MOST_KNOWN = 40;

    private final Path directory;
    private final Clock clock;
    private final Map<String, HandedFile> files = new LinkedHashMap<>();
    private int arriving;

    /** Content of an earlier process is removed: nobody can name it any more. */
    HandedFiles(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        clear();
    }

    /** Keeps what someone sends, to its end; on failure nothing stays. */
    HandedFile receive(String source, String name, InputStream content, String by) throws IOException {
        arrive();
        String id = UUID.randomUUID().toString();
        boolean whole = false;
        try {
            Files.createDirectories(directory);
            long size;
            try (OutputStream out = Files.newOutputStream(path(id), StandardOpenOption.CREATE_NEW)) {
                size = content.transferTo(out);
            }
            HandedFile file = new HandedFile(id, source, name, size, by, clock.instant(), State.REHEARSING, null);
            add(file);
            whole = true;
            return file;
        } finally {
            arrived();
            if (!whole) {
                delete(path(id));
            }
        }
    }

    Path path(String id) {
        return directory.resolve(id);
    }

    synchronized List<HandedFile> of(String source) {
        return files.values().stream()
                .filter(file -> file.source().equals(source))
                .toList();
    }

    synchronized Optional<HandedFile> find(String source, String id) {
        return Optional.ofNullable(files.get(id)).filter(file -> file.source().equals(source));
    }

    /** Whoever asks first takes it in. */
    synchronized HandedFile take(HandedFile file) {
        HandedFile now = files.get(file.id());
        if (now == null || now.state() != State.REHEARSED) {
            throw new FeedConflictException(Reason.NOT_REHEARSED);
        }
        return put(now.now(State.TAKING, now.report()));
    }

    synchronized void now(HandedFile file, State state, @Nullable FileReport report) {
        put(file.now(state, report));
    }

    /** False if somebody is at it. */
    synchronized boolean remove(HandedFile file) {
        HandedFile now = files.get(file.id());
        if (now != null && now.busy()) {
            return false;
        }
        files.remove(file.id());
        delete(path(file.id()));
        return true;
    }

    void clear() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            left.forEach(HandedFiles::delete);
        } catch (IOException e) {
            LOG.warn("The directory {} of files people handed over cannot be emptied; do so", directory, e);
        }
        delete(directory);
    }

    private synchronized void arrive() {
        long held = files.values().stream().filter(HandedFile::held).count();
        if (held + arriving >= MOST_HELD) {
            throw new FeedConflictException(Reason.TOO_MANY_FILES);
        }
        arriving++;
    }

    private synchronized void arrived() {
        arriving--;
    }

    private synchronized void add(HandedFile file) {
        if (files.size() >= MOST_KNOWN) {
            files.values().stream()
                    .filter(one -> !one.held())
                    .findFirst()
                    .ifPresent(oldest -> files.remove(oldest.id()));
        }
        files.put(file.id(), file);
    }

    private HandedFile put(HandedFile file) {
        files.put(file.id(), file);
        if (!file.held()) {
            delete(path(file.id()));
        }
        return file;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The file {} somebody handed over cannot be deleted; delete it", file, e);
        }
    }
}
