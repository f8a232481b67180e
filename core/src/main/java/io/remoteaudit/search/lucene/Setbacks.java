package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexTrouble;
import io.remoteaudit.store.StoreException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.util.Locale;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong with the index, told once in words for whoever can help, and tried again ever more seldom. For the
 * following thread alone.
 */
final class Setbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A disk with less room than the writer's buffer takes is full to us. */
    private static final long LITTLE_ROOM = 32L << 20;

    private final Path path;
    private final Progress progress;
    private @Nullable IndexTrouble trouble;
    private Duration pause = FIRST_PAUSE;

    Setbacks(Path path, Progress progress) {
        this.path = path;
        this.progress = progress;
    }

    /** The index in use failed. */
    void met(Exception e) {
        IndexTrouble now = kind(e);
        if (now == trouble) {
            LOG.debug("The search index failed again and answers from its last commit", e);
        } else {
            LOG.warn(
                    "{}: The search index in {} failed and answers from its last commit: {}",
                    now.code(),
                    path,
                    now.words(Locale.ENGLISH),
                    e);
        }
        trouble = now;
        progress.trouble(now);
    }

    /** How long to wait before it is tried again. */
    Duration pause() {
        Duration now = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        return now;
    }

    /** Something was written, or nothing was left to write. */
    void overcome() {
        if (trouble != null) {
            LOG.info("The search index in {} goes on", path);
            trouble = null;
            pause = FIRST_PAUSE;
            progress.trouble(null);
        }
    }

    /** An index that was built beside the one in use failed. */
    void rebuildFailed(Exception e) {
        IndexTrouble now = kind(e);
        LOG.warn(
                "{}: The search index in {} could not be rebuilt and the one there stays in use: {}",
                now.code(),
                path,
                now.words(Locale.ENGLISH),
                e);
        progress.rebuildTrouble(now);
    }

    /** Whether files are not what was written there, so that no second try helps. */
    static boolean isDamage(Throwable e) {
        return e instanceof CorruptIndexException
                || e instanceof IndexFormatTooNewException
                || e instanceof IndexFormatTooOldException
                || e instanceof EOFException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException
                // Lucene closes its writer after a failure and gives that as the cause.
                || (e.getCause() != null && isDamage(e.getCause()));
    }

    private IndexTrouble kind(Exception e) {
        if (isDamage(e)) {
            return IndexTrouble.DAMAGED;
        }
        if (e instanceof StoreException) {
            return IndexTrouble.LEDGER_UNREADABLE;
        }
        if (isFull(e)) {
            return IndexTrouble.DISK_FULL;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AccessDeniedException || cause instanceof ReadOnlyFileSystemException) {
                return IndexTrouble.NOT_WRITABLE;
            }
        }
        return e instanceof IOException ? IndexTrouble.NOT_WRITABLE : IndexTrouble.FAILED;
    }

    /** The system says so in its own language, or by having no room. */
    private boolean isFull(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("No space left") || message.contains("not enough space")) {
                return true;
            }
        }
        try {
            return e instanceof IOException && Files.getFileStore(path).getUsableSpace() < LITTLE_ROOM;
        } catch (IOException unknown) {
            LOG.debug("How much room {} has cannot be told", path, unknown);
            return false;
        }
    }
}
