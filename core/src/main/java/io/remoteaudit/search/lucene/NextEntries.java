package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexTrouble;
import java.io.Closeable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger has next for the index; nothing while it cannot be read, which is told once, and then the index answers
 * on as it is. For the following thread alone.
 */
final class NextEntries implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(NextEntries.class);

    private static final int BATCH = 500;

    private final ReadAhead ahead;
    private final Progress progress;
    private boolean unreadable;

    NextEntries(EntrySource source, Documents documents, Progress progress) {
        this.ahead = new ReadAhead(source, documents, BATCH, "remote-audit-search-reader");
        this.progress = progress;
    }

    List<PreparedEntry> from(long leaf) {
        try {
            List<PreparedEntry> entries = ahead.from(leaf);
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

    /** Whether the last answer was nothing since the ledger could not be read. */
    boolean isUnreadable() {
        return unreadable;
    }

    /** Whether these, the last answer, are as far as anything can be had now. */
    static boolean areLast(List<PreparedEntry> entries) {
        return entries.size() < BATCH;
    }

    @Override
    public void close() {
        ahead.close();
    }
}
