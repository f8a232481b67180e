package io.remoteaudit.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is made when it is first needed, so that a host's start need not wait for it. Making it is tried again by
 * the next who needs it if it fails. Safe for use by several threads; one makes it, and the others wait.
 *
 * @param <T> what it is
 */
public final class Lazily<T> implements Supplier<T> {

    private final Supplier<T> making;
    private volatile @Nullable T made;

    private Lazily(Supplier<T> making) {
        this.making = Objects.requireNonNull(making, "making");
    }

    /**
     * Agrees how something is made.
     *
     * @param making makes it
     * @param <T> what it is
     * @return it, not made yet
     */
    public static <T> Lazily<T> of(Supplier<T> making) {
        return new Lazily<>(making);
    }

    /**
     * Gives it, and makes it the first time.
     *
     * @return the same each time
     */
    @Override
    public T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            known = Objects.requireNonNull(making.get(), "made");
            made = known;
        }
        return known;
    }
}
