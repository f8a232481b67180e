package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An index is opened a while after its host has started, and at once for whoever needs it. */
class FirstUseTest {

    private final Progress progress = new Progress();

    @Test
    void whoeverSearchesHasTheIndexOpenedAtOnce() throws Exception {
        opensAtOnce(() -> progress.awaitSize(0, Duration.ZERO));
    }

    @Test
    void whateverIsSavedHasTheIndexOpenedAtOnce() throws Exception {
        opensAtOnce(progress::moreWork);
    }

    @Test
    void whoeverWantsARebuildHasTheIndexOpenedAtOnce() throws Exception {
        opensAtOnce(() -> progress.wantRebuild(() -> new Pace(Path.of("index"), true, Clock.systemUTC(), 0, 0)));
    }

    @Test
    void indexThatNobodyUsedIsClosedAtOnce() throws Exception {
        opensAtOnce(progress::stop);
    }

    @Test
    void indexThatNobodyUsesIsOpenedInTheEnd() {
        progress.awaitFirstUse(Duration.ofMillis(1));
        assertThat(progress.stopping()).isFalse();
    }

    private void opensAtOnce(Runnable use) throws Exception {
        CompletableFuture<Void> opening =
                CompletableFuture.runAsync(() -> progress.awaitFirstUse(Duration.ofDays(1)), task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    thread.start();
                });
        assertThat(opening).isNotDone();
        use.run();
        opening.get(60, TimeUnit.SECONDS);
    }
}
