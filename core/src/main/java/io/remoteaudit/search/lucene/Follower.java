package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger on a thread of its own. Only this thread writes, since an interrupt of one of the host's threads
 * would close the files under the writer.
 *
 * <p>It shows what it indexed at most every {@link #REFRESH}, or {@link #REFRESH_BEHIND} while more is waiting, and makes
 * it durable every {@link #COMMIT}, never record by record: that would cap the whole library at about a hundred records a
 * second.
 */
final class Follower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final Duration REFRESH_BEHIND = Duration.ofMillis(500);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final int MOST_UNCOMMITTED = 50_000;

    private final EntrySource source;
    private final IndexDirectory directory;
    private final Vocabulary vocabulary;
    private final ReadAhead ahead;
    private final Progress progress;
    private final AttachmentTexts texts;
    private @Nullable Build writing;
    private @Nullable Build answering;
    private boolean unreadable;
    private long refreshedAt;
    private long committedAt;

    Follower(
            EntrySource source,
            IndexDirectory directory,
            Vocabulary vocabulary,
            Progress progress,
            AttachmentTexts texts) {
        this.source = source;
        this.directory = directory;
        this.vocabulary = vocabulary;
        this.ahead = new ReadAhead(source, texts, vocabulary.catalogue()::characteristic, BATCH);
        this.progress = progress;
        this.texts = texts;
    }

    @Override
    public void run() {
        while (!progress.stopping()) {
            try {
                Build build = writing == null ? open() : writing;
                follow(build);
            } catch (IOException | RuntimeException e) {
                LOG.warn("The search index failed; it is opened again from its last commit", e);
                giveUp();
                progress.pause(RETRY);
            }
        }
        close();
    }

    private void follow(Build build) throws IOException {
        List<PreparedEntry> entries = read(build.next());
        build.add(entries, source);
        if (progress.hasReadTexts() && isDue(refreshedAt, REFRESH)) {
            build.addTexts(progress.takeReadTexts(), source);
            refreshedAt = System.nanoTime();
            progress.changed();
        }
        boolean caughtUp = entries.size() < BATCH && !unreadable;
        if (build.hasUnseen() && isDue(refreshedAt, caughtUp ? REFRESH : REFRESH_BEHIND)) {
            build.refresh();
            refreshedAt = System.nanoTime();
            progress.changed();
        }
        if (!build.hasUnseen() && build.takeAwaits()) {
            progress.awaitTexts(build);
        }
        if (build.hasUncommitted() && (isDue(committedAt, COMMIT) || build.uncommitted() >= MOST_UNCOMMITTED)) {
            commit(build);
        }
        if (caughtUp && answering != build) {
            replaceBy(build);
        }
        if (unreadable) {
            progress.pause(RETRY);
        } else if (caughtUp) {
            progress.awaitWork(
                    build.hasUnseen() || progress.hasReadTexts() ? REFRESH : build.hasUncommitted() ? COMMIT : POLL);
        }
    }

    /** What comes next; nothing while the ledger cannot be read, and then the index answers on as it is. */
    private List<PreparedEntry> read(long fromLeaf) {
        try {
            List<PreparedEntry> entries = ahead.from(fromLeaf);
            if (unreadable) {
                LOG.info("The ledger can be read again; searches catch up");
                unreadable = false;
            }
            return entries;
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but one that means to end it.
            progress.stop();
            return List.of();
        } catch (RuntimeException e) {
            if (!unreadable) {
                LOG.warn("Searches lag behind the ledger since it cannot be read; trying again until it can", e);
                unreadable = true;
            }
            return List.of();
        }
    }

    private void commit(Build build) throws IOException {
        build.commit();
        committedAt = System.nanoTime();
    }

    /** Goes on with the index in use if it belongs to this ledger and was made by this code; else builds a new one. */
    private Build open() throws IOException {
        Optional<Path> current = directory.current();
        Build.State state = current.isPresent() ? read(current.get()) : null;
        Build build;
        if (current.isPresent() && state != null && isOurs(state)) {
            if (state.isOf(texts)) {
                build = Build.write(current.get(), state, vocabulary, texts);
                LOG.debug("Search index goes on at leaf {}", state.next());
                answer(build);
            } else {
                answer(Build.readOnly(current.get(), state));
                build = newBuild();
                LOG.info(
                        "Search index is rebuilt since words or attachments are read anew; the old one answers meanwhile");
            }
        } else {
            build = newBuild();
            directory.use(build.path());
            directory.removeAllBut(Optional.of(build.path()));
            LOG.info("Search index is built from the ledger");
            answer(build);
        }
        writing = build;
        committedAt = System.nanoTime();
        return build;
    }

    private Build newBuild() throws IOException {
        return Build.write(directory.newBuild(), Build.State.fresh(source.origin(), texts), vocabulary, texts);
    }

    /**
     * Whether the index holds a beginning of this very ledger in our format. One that is ahead or of another ledger holds
     * what this ledger does not prove, and one of another format may not keep fields apart: neither may answer.
     */
    private boolean isOurs(Build.State state) {
        if (!state.format().equals(IndexFields.FORMAT)
                || !state.origin().equals(source.origin())
                || state.next() < 0
                || state.next() > source.size()) {
            return false;
        }
        if (state.next() == 0) {
            return true;
        }
        List<Entry> last = source.sequenced(state.next() - 1, 1);
        return last.size() == 1 && last.get(0).leaf().hash().hex().equals(state.lastLeaf());
    }

    private static Build.@Nullable State read(Path path) {
        try {
            return Build.State.read(path);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Search index {} cannot be read ({}); it is rebuilt from the ledger", path, e.toString());
            return null;
        }
    }

    private void replaceBy(Build build) throws IOException {
        build.refresh();
        commit(build);
        directory.use(build.path());
        Build old = answering;
        answer(build);
        IOUtils.close(old);
        directory.removeAllBut(Optional.of(build.path()));
        LOG.info("Search index is rebuilt up to ledger size {}", build.visible());
    }

    private void answer(Build build) {
        answering = build;
        progress.answerFrom(build);
    }

    /** After a failure the writer may be unusable; what it committed is not. */
    private void giveUp() {
        progress.answerFrom(null);
        progress.awaitTexts(null);
        IOUtils.closeWhileHandlingException(writing, answering == writing ? null : answering);
        writing = null;
        answering = null;
    }

    private void close() {
        try {
            if (writing != null && writing.hasUncommitted()) {
                writing.commit();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search index's end could not be written; it is indexed again at the next start", e);
        }
        giveUp();
        ahead.close();
        directory.close();
    }

    private static boolean isDue(long since, Duration interval) {
        return System.nanoTime() - since >= interval.toNanos();
    }
}
