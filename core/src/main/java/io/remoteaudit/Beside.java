package io.remoteaudit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Something that is opened in a thread of its own while the rest opens.
 *
 * @param <T> what it is
 */
final class Beside<T> {

    private final CompletableFuture<T> opened;

    private Beside(CompletableFuture<T> opened) {
        this.opened = opened;
    }

    /** Begins to open something. */
    static <T> Beside<T> open(String name, Supplier<T> opening) {
        return new Beside<>(CompletableFuture.supplyAsync(opening, task -> {
            Thread thread = new Thread(task, "remote-audit-" + name);
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /** Waits for it; throws what opening it threw. */
    T get() {
        try {
            return opened.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** Waits until it is opened or has failed, which is the same to whoever closes what it works in. */
    void await() {
        opened.exceptionally(failed -> null).join();
    }
}
