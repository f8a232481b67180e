package io.remoteaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundCheckTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void checkAskedForTwiceIsDoneOnceAndSaysHowFarItIs() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch halfWay = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (BackgroundCheck<String> check = new BackgroundCheck<>("test", progress -> {
            begun.incrementAndGet();
            progress.accept(500);
            halfWay.countDown();
            awaitQuietly(goOn);
            return "sound";
        })) {
            check.start();
            assertThat(halfWay.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            check.start();
            assertThat(check.reached()).hasValue(500);
            assertThat(check.last()).isEmpty();
            goOn.countDown();
            await().atMost(LONG).until(() -> check.reached().isEmpty());
            assertThat(check.last()).contains("sound");
            assertThat(begun).hasValue(1);
        }
    }

    @Test
    void checkThatCannotBeDoneSaysSoUntilOneIsDoneAndKeepsWhatWasFoundBefore() {
        BlockingQueue<Boolean> works = new LinkedBlockingQueue<>();
        try (BackgroundCheck<String> check = new BackgroundCheck<>("test", progress -> {
            if (!Boolean.TRUE.equals(works.poll())) {
                throw new IllegalStateException("the database is away");
            }
            return "sound";
        })) {
            works.add(true);
            assertThat(check.run(leaf -> {})).isEqualTo("sound");
            check.start();
            await().atMost(LONG)
                    .until(() -> check.hasFailed() && check.reached().isEmpty());
            assertThat(check.last()).contains("sound");
            works.add(true);
            check.start();
            await().atMost(LONG).until(() -> !check.hasFailed());
        }
    }

    @Test
    void closingEndsACheckWithoutAResultAndWithoutAFailure() throws InterruptedException {
        CountDownLatch under = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        BackgroundCheck<String> check = new BackgroundCheck<>("test", progress -> {
            try {
                for (long leaf = 0; ; leaf++) {
                    progress.accept(leaf);
                    under.countDown();
                }
            } finally {
                ended.countDown();
            }
        });
        check.start();
        assertThat(under.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        check.close();
        assertThat(ended.getCount()).isZero();
        assertThat(check.last()).isEmpty();
        assertThat(check.hasFailed()).isFalse();
        assertThatThrownBy(check::start).isInstanceOf(IllegalStateException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
