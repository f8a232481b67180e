package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazilyTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        Lazily<Integer> lazily = Lazily.of(made::incrementAndGet);
        assertThat(made).hasValue(0);
        assertThat(lazily.get()).isEqualTo(1);
        assertThat(lazily.get()).isEqualTo(1);
    }

    @Test
    void whatFailedIsTriedAgain() {
        Lazily<Integer> lazily = Lazily.of(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return made.get();
        });
        assertThatThrownBy(lazily::get).hasMessage("not yet");
        assertThat(lazily.get()).isEqualTo(2);
    }

    @Test
    void severalThreadsGetTheSame() throws Exception {
        Lazily<Object> lazily = Lazily.of(() -> {
            made.incrementAndGet();
            return new Object();
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(lazily::get);
            }
            for (Future<Object> one : threads.invokeAll(all)) {
                assertThat(one.get()).isSameAs(lazily.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made).hasValue(1);
    }
}
