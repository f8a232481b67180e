package io.remoteaudit.check;

import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.SearchIndex;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the search index with the ledger in the background, when asked. What differs it logs and shows; rebuilding the
 * index puts that right. Safe for use by several threads.
 */
public final class IndexSelfCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexSelfCheck.class);

    private final BackgroundCheck<IndexCheck> background;

    private IndexSelfCheck(SearchIndex index) {
        this.background = new BackgroundCheck<>("index check", progress -> logged(index.check(progress)));
    }

    /**
     * Opens the check.
     *
     * @param index what is compared with its ledger
     * @return the check; to be closed before the index
     */
    public static IndexSelfCheck open(SearchIndex index) {
        return new IndexSelfCheck(Objects.requireNonNull(index, "index"));
    }

    /** Begins to compare in the background, unless that was asked for and has not ended. */
    public void start() {
        background.start();
    }

    /**
     * How far a check has come. One that finds something looks a second time, since what changed while it looked is right
     * a moment later; it then begins again.
     *
     * @return the leaf index reached, or empty if none is under way or asked for
     */
    public OptionalLong reached() {
        return background.reached();
    }

    /**
     * The last check's result.
     *
     * @return the result, or empty if none has ended since the module was opened
     */
    public Optional<IndexCheck> last() {
        return background.last();
    }

    /**
     * Whether the last check could not be done, as when the database did not answer; the log says why.
     *
     * @return true until one is done
     */
    public boolean hasFailed() {
        return background.hasFailed();
    }

    private static IndexCheck logged(IndexCheck check) {
        if (check.same()) {
            LOG.info(
                    "The search index was compared with the ledger up to size {} in {} ms: it holds the same",
                    check.indexedSize(),
                    check.took().toMillis());
        } else {
            IndexCheck.Difference first = check.differences().get(0);
            LOG.warn(
                    "RA-0317: The search index differs from the ledger in {} places; rebuild it at the desk or by"
                            + " SearchIndex.rebuild(). The first: {}{} ({})",
                    check.total(),
                    first.recordId() == null ? "" : first.recordId() + " (" + first.version() + "): ",
                    first.english(),
                    first.chinese());
        }
        return check;
    }

    /** Ends a check under way without a result. */
    @Override
    public void close() {
        background.close();
    }
}
