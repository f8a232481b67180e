package io.remoteaudit.search.lucene;

import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

    /** What a host does when it starts comes first; opening an index keeps both cores of a small machine busy. */
    private static final Duration HEAD_START = Duration.ofSeconds(2);

    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final Duration REFRESH_BEHIND = Duration.ofMillis(500);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MOST_UNCOMMITTED = 50_000;
    private static final int WORTH_TELLING = 10_000;

    private final EntrySource source;
    private final IndexDirectory directory;
    private final Builds builds;
    private final NextEntries ledger;
    private final Progress progress;
    private final Clock clock;
    private final Setbacks setbacks;
    private final Rebuilding rebuilding;
    private @Nullable Build answering;
    private @Nullable Pace pace;
    private boolean opened;
    private boolean damaged;
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
        this.progress = progress;
        this.clock = clock;
        this.builds = new Builds(source, directory, vocabulary, texts);
        Documents documents = Documents.of(texts, vocabulary.catalogue());
        this.ledger = new NextEntries(source, documents, progress);
        this.setbacks = new Setbacks(directory.path(), progress);
        this.rebuilding = new Rebuilding(builds, documents, ledger, progress, setbacks, clock, this::takeOver);
    }

    @Override
    public void run() {
        progress.awaitFirstUse(HEAD_START);
        while (!progress.stopping()) {
            try {
                if (!opened) {
                    open();
                }
                rebuilding.goOn();
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
        List<PreparedEntry> entries = ledger.from(build.next());
        build.add(entries, source);
        if (progress.hasReadTexts() && isDue(refreshedAt, REFRESH)) {
            addTexts(build);
            refreshedAt = System.nanoTime();
            progress.changed();
        }
        boolean caughtUp = NextEntries.areLast(entries) && !ledger.isUnreadable();
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
        if (ledger.isUnreadable()) {
            progress.pause(RETRY);
        } else if (caughtUp) {
            progress.awaitWork(
                    build.hasUnseen() || progress.hasReadTexts() ? REFRESH : build.hasUncommitted() ? COMMIT : POLL);
        }
    }

    private void addTexts(Build build) throws IOException {
        Set<String> read = progress.takeReadTexts();
        build.addTexts(read, source);
        rebuilding.haveRead(read);
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

    private void commit(Build build) throws IOException {
        build.commit();
        committedAt = System.nanoTime();
        setbacks.overcome();
    }

    /** Goes on with the index in use as far as it is good for anything, and else begins a new one. */
    private void open() throws IOException {
        Optional<Path> current = directory.current();
        Build.State state = current.isPresent() ? Builds.read(current.get()) : null;
        Suitability found = current.isEmpty()
                ? Suitability.ofNone()
                : damaged ? Suitability.ofDamaged() : builds.suitability(state);
        rebuilding.removeUnfinished();
        committedAt = System.nanoTime();
        if (current.isEmpty() || state == null || found.use() == Suitability.Use.NONE) {
            beginAnew(found.why());
        } else if (found.use() == Suitability.Use.ANSWERS_UNTIL_REBUILT) {
            answer(Build.readOnly(current.get(), state));
        } else {
            answer(builds.goOn(current.get(), state));
            goOn(state);
        }
        if (found.use() == Suitability.Use.UNTIL_REBUILT || found.use() == Suitability.Use.ANSWERS_UNTIL_REBUILT) {
            rebuilding.want(found.why());
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
        rebuilding.stop();
        pace = new Pace(directory.path(), false, clock, 0, source.size());
        pace.begin(why);
        progress.building(pace);
        Build build = builds.fresh();
        directory.use(build.path());
        answer(build);
        directory.removeAllBut(List.of(build.path()));
        damaged = false;
    }

    /** From an index that was built while the one before answered. */
    private void takeOver(Build build) {
        answer(build);
        damaged = false;
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
            Build.State state = current.isPresent() ? Builds.read(current.get()) : null;
            if (current.isPresent()
                    && state != null
                    && builds.suitability(state).use() != Suitability.Use.NONE) {
                answer(Build.readOnly(current.get(), state));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Nothing answers until the search index is opened again", e);
        }
    }

    private void close() {
        Build build = answering;
        try {
            rebuilding.stop();
            if (build != null && build.isWritten() && build.hasUncommitted()) {
                build.commit();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search index's end could not be written; it is indexed again at the next start", e);
        }
        giveUp();
        ledger.close();
        directory.close();
    }

    private static boolean isDue(long since, Duration interval) {
        return System.nanoTime() - since >= interval.toNanos();
    }
}
