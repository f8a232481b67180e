package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Has an index built beside the one in use, when it is asked for or that one is no longer what it should be, and puts it in
 * the other's place once it holds as much; one that fails is begun again a minute later. For the following thread alone,
 * which calls it between any two batches.
 */
final class Rebuilding {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Builds builds;
    private final IndexDirectory directory;
    private final Documents documents;
    private final NextEntries ledger;
    private final Progress progress;
    private final Setbacks setbacks;
    private final Clock clock;
    private final Consumer<Build> takesOver;
    private @Nullable Rebuild running;
    private @Nullable String dueSince;
    private long dueAt;

    /**
     * Makes ready.
     *
     * @param takesOver gets each index that has come to its end and is the one in use from then on
     */
    Rebuilding(
            Builds builds,
            Documents documents,
            NextEntries ledger,
            Progress progress,
            Setbacks setbacks,
            Clock clock,
            Consumer<Build> takesOver) {
        this.builds = builds;
        this.directory = builds.directory();
        this.documents = documents;
        this.ledger = ledger;
        this.progress = progress;
        this.setbacks = setbacks;
        this.clock = clock;
        this.takesOver = takesOver;
    }

    /** Wants the index in use to give way to another. */
    void want(String since) {
        dueSince = since;
        dueAt = System.nanoTime();
    }

    /** What was read from attachments meanwhile, for an index that may have been built without it. */
    void haveRead(Set<String> texts) {
        if (running != null) {
            running.readTexts().addAll(texts);
        }
    }

    /** Begins a rebuild that is wanted, and takes over from one that has come to its end. */
    void goOn() throws IOException {
        Rebuild rebuild = running;
        if (rebuild == null) {
            Optional<Pace> wanted = progress.takeRebuildWish();
            String since = dueSince;
            if (wanted.isPresent()) {
                begin(wanted.get(), "it was asked for");
            } else if (since != null && System.nanoTime() - dueAt >= 0) {
                begin(new Pace(directory.path(), true, clock, 0, builds.source().size()), since);
            }
        } else if (rebuild.hasEnded()) {
            rebuild.join();
            Optional<Exception> failure = rebuild.failure();
            if (failure.isPresent()) {
                failed(rebuild.pace(), failure.get());
            } else if (catchesUp(rebuild)) {
                switchTo(rebuild);
            }
        }
    }

    private void begin(Pace beginning, String why) throws IOException {
        progress.building(beginning);
        progress.rebuildTrouble(null);
        try {
            beginning.begin(why);
            Rebuild rebuild = new Rebuild(builds.source(), documents, builds.fresh(), beginning, progress::moreWork);
            running = rebuild;
            rebuild.start();
        } catch (IOException | RuntimeException e) {
            failed(beginning, e);
        }
    }

    /** Brings a build to where the ledger is, which is at least where the index in use is. */
    private boolean catchesUp(Rebuild rebuild) throws IOException {
        Build build = rebuild.build();
        try {
            List<PreparedEntry> entries;
            do {
                entries = ledger.from(build.next());
                build.add(entries, builds.source());
            } while (!NextEntries.areLast(entries));
            if (ledger.isUnreadable() || progress.stopping()) {
                return false;
            }
            build.addTexts(rebuild.readTexts(), builds.source());
            build.refresh();
            build.commit();
            return true;
        } catch (IOException | RuntimeException e) {
            failed(rebuild.pace(), e);
            return false;
        }
    }

    private void switchTo(Rebuild done) throws IOException {
        Build build = done.build();
        running = null;
        try {
            directory.use(build.path());
        } catch (IOException e) {
            // Which of the two is in use, the directory tells when it is opened again.
            IOUtils.closeWhileHandlingException(build);
            progress.noLongerBuilding(done.pace());
            throw e;
        }
        takesOver.accept(build);
        directory.removeAllBut(List.of(build.path()));
        dueSince = null;
        setbacks.overcome();
        done.pace().end(build.visible());
        progress.noLongerBuilding(done.pace());
    }

    private void failed(Pace building, Exception e) throws IOException {
        dueAt = System.nanoTime() + AGAIN.toNanos();
        setbacks.rebuildFailed(e);
        stop();
        removeUnfinished();
        progress.noLongerBuilding(building);
    }

    /** Removes builds that nobody goes on with. */
    void removeUnfinished() throws IOException {
        List<Path> kept = new ArrayList<>(directory.current().stream().toList());
        if (running != null) {
            kept.add(running.build().path());
        }
        builds.removeUnfinished(kept);
    }

    /** Ends a rebuild that is under way and throws away what it has. */
    void stop() throws IOException {
        Rebuild rebuild = running;
        if (rebuild != null) {
            running = null;
            IOUtils.closeWhileHandlingException(rebuild);
            directory.removeAllBut(directory.current().stream().toList());
            progress.noLongerBuilding(rebuild.pace());
        }
    }
}
