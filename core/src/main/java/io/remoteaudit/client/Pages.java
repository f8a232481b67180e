package io.remoteaudit.client;

import io.remoteaudit.api.Page;
import io.remoteaudit.ledger.MalformedException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads any list of this package to its end, or as far as somebody wants to see: {@code Pages.all(audit::access)}.
 * Stateless.
 */
public final class Pages {

    private Pages() {}

    /**
     * All of a list, in its order. A page is asked for when its first item is, and not before.
     *
     * @param <T> what is listed
     * @param list gives the page a cursor leads to; null stands for the first page
     * @return the items, to be read once and by one thread; reading fails as {@link AuditClient} says
     */
    public static <T> Stream<T> all(Function<@Nullable String, Page<T>> list) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Walk<>(list), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /** Goes from page to page. */
    private static final class Walk<T> implements Iterator<T> {

        private final Function<@Nullable String, Page<T>> list;
        private Iterator<T> items = Collections.emptyIterator();
        private @Nullable String cursor;
        private boolean last;

        Walk(Function<@Nullable String, Page<T>> list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && !last) {
                Page<T> page = list.apply(cursor);
                String next = page.nextCursor();
                if (next != null && next.equals(cursor)) {
                    throw new MalformedException("A page leads to itself, so the list has no end");
                }
                items = page.items().iterator();
                cursor = next;
                last = next == null;
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The list has ended");
            }
            return items.next();
        }
    }
}
