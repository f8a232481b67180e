package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexTrouble;
import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final int WORTH_TELLING = 10_000;
    private static final Duration REBUILD_AGAIN = Duration.ofMinutes(1);

    private final EntrySource source;
    private final IndexDirectory directory;
    private final Vocabulary vocabulary;
    private final Documents documents;
    private final ReadAhead ahead;
    private final Progress progress;
    private final AttachmentTexts texts;
    private final Clock clock;
    private final Setbacks setbacks;
    private @Nullable Build answering;
    private @Nullable Rebuild rebuild;
    private @Nullable Pace pace;
    private boolean opened;
    private boolean damaged;
    private @Nullable String rebuildSince;
    private long rebuildDueAt;
    private boolean unreadable;
    private long refreshedAt;
    private long committedAt;

    Follower(
            EntrySource source,
            IndexDirectory directory,
            Vocabulary vocabulary,
            Progress progress,
            AttachmentTexts texts,
            Clock clock) {
        this.source = source;
        this.directory = directory;
        this.vocabulary = vocabulary;
        this.documents = Documents.of(texts, vocabulary.catalogue()::characteristic);
        this.ahead = new ReadAhead(source, documents, BATCH, "remote-audit-search-reader");
        this.progress = progress;
        this.texts = texts;
        this.clock = clock;
        this.setbacks = new Setbacks(directory.path(), progress);
    }

    @Override
    public void run() {
        while (!progress.stopping()) {
            try {
                if (!opened) {
                    open();
                }
                lookAfterRebuild();
                Build build = answering;
                if (build != null && build.isWritten()) {
                    follow(build);
                } else {
                    progress.awaitWork(POLL);
                }
            } catch (IOException | RuntimeException e) {
                damaged |= Setbacks.isDamage(e);
                giveUp();
                setbacks.met(e);
                answerMeanwhile();
                progress.pause(setbacks.pause());
            }
        }
        close();
    }

    private void follow(Build build) throws IOException {
        List<PreparedEntry> entries = read(build.next());
        build.add(entries, source);
        if (progress.hasReadTexts() && isDue(refreshedAt, REFRESH)) {
            addTexts(build);
            refreshedAt = System.nanoTime();
            progress.changed();
        }
        boolean caughtUp = entries.size() < BATCH && !unreadable;
        tell(build, caughtUp);
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
        if (unreadable) {
            progress.pause(RETRY);
        } else if (caughtUp) {
            progress.awaitWork(
                    build.hasUnseen() || progress.hasReadTexts() ? REFRESH : build.hasUncommitted() ? COMMIT : POLL);
        }
    }

    private void addTexts(Build build) throws IOException {
        Set<String> read = progress.takeReadTexts();
        build.addTexts(read, source);
        if (rebuild != null) {
            rebuild.readTexts().addAll(read);
        }
    }

    private void tell(Build build, boolean caughtUp) {
        if (caughtUp && !build.hasUncommitted()) {
            setbacks.overcome();
        }
        Pace building = pace;
        if (building != null) {
            building.at(build.next(), source.size());
            if (caughtUp) {
                building.end(build.next());
                progress.noLongerBuilding(building);
                pace = null;
            }
        }
    }

    /** What comes next; nothing while the ledger cannot be read, and then the index answers on as it is. */
    private List<PreparedEntry> read(long fromLeaf) {
        try {
            List<PreparedEntry> entries = ahead.from(fromLeaf);
            if (unreadable) {
                LOG.info("The ledger can be read again; searches catch up");
                progress.trouble(null);
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
                progress.trouble(IndexTrouble.LEDGER_UNREADABLE);
                unreadable = true;
            }
            return List.of();
        }
    }

    private void commit(Build build) throws IOException {
        build.commit();
        committedAt = System.nanoTime();
        setbacks.overcome();
    }

    /** Goes on with the index in use as far as it is good for anything, and else begins a new one. */
    private void open() throws IOException {
        Optional<Path> current = directory.current();
        Build.State state = current.isPresent() ? read(current.get()) : null;
        Suitability found = current.isEmpty()
                ? Suitability.ofNone()
                : damaged ? Suitability.ofDamaged() : Suitability.of(state, source, vocabulary, texts);
        removeUnfinished(current);
        committedAt = System.nanoTime();
        if (current.isEmpty() || state == null || found.use() == Suitability.Use.NONE) {
            beginAnew(found.why());
        } else if (found.use() == Suitability.Use.ANSWERS_UNTIL_REBUILT) {
            answer(Build.readOnly(current.get(), state));
        } else {
            answer(write(current.get(), state));
            goOn(state);
        }
        if (found.use() == Suitability.Use.UNTIL_REBUILT || found.use() == Suitability.Use.ANSWERS_UNTIL_REBUILT) {
            rebuildSince = found.why();
            rebuildDueAt = System.nanoTime();
        }
        opened = true;
    }

    private void goOn(Build.State state) {
        LOG.debug("Search index goes on at leaf {}", state.next());
        if (source.size() - state.next() >= WORTH_TELLING) {
            pace = new Pace(directory.path(), false, clock, state.next(), source.size());
            progress.building(pace);
        }
    }

    /** Nothing that is there may answer, so the new one answers for what it has. */
    private void beginAnew(String why) throws IOException {
        stopRebuild();
        pace = new Pace(directory.path(), false, clock, 0, source.size());
        pace.begin(why);
        progress.building(pace);
        Build build = newBuild();
        directory.use(build.path());
        answer(build);
        directory.removeAllBut(List.of(build.path()));
        damaged = false;
    }

    private Build newBuild() throws IOException {
        return write(directory.newBuild(), Build.State.fresh(source.origin(), vocabulary, texts));
    }

    private Build write(Path path, Build.State state) throws IOException {
        return Build.write(path, directory.files(path), state, vocabulary, texts);
    }

    private void removeUnfinished(Optional<Path> current) throws IOException {
        List<Path> kept = new ArrayList<>(current.stream().toList());
        if (rebuild != null) {
            kept.add(rebuild.build().path());
        }
        if (directory.removeAllBut(kept) > 0 && current.isPresent()) {
            LOG.info("A search index whose building did not end was removed; {} stays in use", current.get());
        }
    }

    private static Build.@Nullable State read(Path path) throws IOException {
        try {
            return Build.State.read(path);
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof IOException && !Setbacks.isDamage(e)) {
                throw e;
            }
            LOG.warn("Search index {} cannot be read ({}); it is rebuilt from the ledger", path, e.toString());
            return null;
        }
    }

    /** Begins a rebuild that is wanted, and takes over from one that has come to its end. */
    private void lookAfterRebuild() throws IOException {
        Rebuild running = rebuild;
        if (running == null) {
            Optional<Pace> wanted = progress.takeRebuildWish();
            String since = rebuildSince;
            if (wanted.isPresent()) {
                beginRebuild(wanted.get(), "it was asked for");
            } else if (since != null && System.nanoTime() - rebuildDueAt >= 0) {
                beginRebuild(new Pace(directory.path(), true, clock, 0, source.size()), since);
            }
        } else if (running.hasEnded()) {
            running.join();
            Optional<Exception> failure = running.failure();
            if (failure.isPresent()) {
                failed(running.pace(), failure.get());
            } else if (catchesUp(running)) {
                switchTo(running);
            }
        }
    }

    private void beginRebuild(Pace beginning, String why) throws IOException {
        progress.building(beginning);
        progress.rebuildTrouble(null);
        try {
            beginning.begin(why);
            rebuild = new Rebuild(source, documents, newBuild(), beginning, progress::moreWork);
            rebuild.start();
        } catch (IOException | RuntimeException e) {
            failed(beginning, e);
        }
    }

    /** Brings a build to where the ledger is, which is at least where the index in use is. */
    private boolean catchesUp(Rebuild running) throws IOException {
        Build build = running.build();
        try {
            List<PreparedEntry> entries;
            do {
                entries = read(build.next());
                build.add(entries, source);
            } while (entries.size() == BATCH);
            if (unreadable || progress.stopping()) {
                return false;
            }
            build.addTexts(running.readTexts(), source);
            build.refresh();
            build.commit();
            return true;
        } catch (IOException | RuntimeException e) {
            failed(running.pace(), e);
            return false;
        }
    }

    private void switchTo(Rebuild done) throws IOException {
        Build build = done.build();
        rebuild = null;
        try {
            directory.use(build.path());
        } catch (IOException e) {
            // Which of the two is in use, the directory tells when it is opened again.
            IOUtils.closeWhileHandlingException(build);
            progress.noLongerBuilding(done.pace());
            throw e;
        }
        answer(build);
        directory.removeAllBut(List.of(build.path()));
        rebuildSince = null;
        damaged = false;
        setbacks.overcome();
        done.pace().end(build.visible());
        progress.noLongerBuilding(done.pace());
    }

    private void failed(Pace building, Exception e) throws IOException {
        rebuildDueAt = System.nanoTime() + REBUILD_AGAIN.toNanos();
        setbacks.rebuildFailed(e);
        stopRebuild();
        removeUnfinished(directory.current());
        progress.noLongerBuilding(building);
    }

    private void stopRebuild() throws IOException {
        Rebuild running = rebuild;
        if (running != null) {
            rebuild = null;
            IOUtils.closeWhileHandlingException(running);
            directory.removeAllBut(directory.current().stream().toList());
            progress.noLongerBuilding(running.pace());
        }
    }

    private void answer(Build build) {
        Build old = answering;
        answering = build;
        progress.answerFrom(build);
        IOUtils.closeWhileHandlingException(old);
    }

    /** After a failure the writer may be unusable; what it committed is not. */
    private void giveUp() {
        opened = false;
        progress.answerFrom(null);
        progress.awaitTexts(null);
        IOUtils.closeWhileHandlingException(answering);
        answering = null;
    }

    /** Answers from the last commit until the index can be written again, if that commit is good for anything. */
    private void answerMeanwhile() {
        try {
            Optional<Path> current = directory.current();
            Build.State state = current.isPresent() ? read(current.get()) : null;
            if (current.isPresent()
                    && state != null
                    && Suitability.of(state, source, vocabulary, texts).use() != Suitability.Use.NONE) {
                answer(Build.readOnly(current.get(), state));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Nothing answers until the search index is opened again", e);
        }
    }

    private void close() {
        Build build = answering;
        try {
            stopRebuild();
            if (build != null && build.isWritten() && build.hasUncommitted()) {
                build.commit();
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
