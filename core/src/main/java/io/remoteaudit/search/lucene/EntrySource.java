package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.ClosedLedger;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What the index needs of the ledger it follows. */
interface EntrySource {

    /** The ledger's name, by which an index of another ledger is told apart. */
    String origin();

    /** Entries in leaf order; fewer than the limit only at the end. */
    List<Entry> sequenced(long fromLeaf, int limit);

    /** One version of a subject as it is now. */
    Optional<Entry> find(EntryKind kind, String id, int version);

    /** How many entries there are. */
    long size();

    /** Calls back when there are more. */
    Ledger.Registration onGrowth(LongConsumer listener);

    static EntrySource of(Ledger ledger) {
        return new EntrySource() {
            @Override
            public String origin() {
                return ledger.key().name();
            }

            @Override
            public List<Entry> sequenced(long fromLeaf, int limit) {
                return ledger.sequenced(fromLeaf, limit);
            }

            @Override
            public Optional<Entry> find(EntryKind kind, String id, int version) {
                return ledger.find(kind, id, version);
            }

            @Override
            public long size() {
                return ledger.size();
            }

            @Override
            public Ledger.Registration onGrowth(LongConsumer listener) {
                return ledger.onGrowth(listener);
            }
        };
    }

    /** A ledger that does not grow. */
    static EntrySource of(ClosedLedger ledger) {
        return new EntrySource() {
            @Override
            public String origin() {
                return ledger.origin();
            }

            @Override
            public List<Entry> sequenced(long fromLeaf, int limit) {
                return ledger.sequenced(fromLeaf, limit);
            }

            @Override
            public Optional<Entry> find(EntryKind kind, String id, int version) {
                return ledger.find(kind, id, version);
            }

            @Override
            public long size() {
                return ledger.size();
            }

            @Override
            public Ledger.Registration onGrowth(LongConsumer listener) {
                return () -> {};
            }
        };
    }
}
