package io.remoteaudit.client;

import io.remoteaudit.api.ConsistencyJson;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.ProofException;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Holds a maker to what it has signed: every checkpoint must continue the last one seen, by one key. Safe for use by
 * several threads.
 */
final class Witness {

    private final Transport transport;
    private final CheckpointStore store;
    private final @Nullable LogKey givenKey;
    private @Nullable LogKey key;

    Witness(Transport transport, CheckpointStore store, @Nullable LogKey givenKey) {
        this.transport = transport;
        this.store = store;
        this.givenKey = givenKey;
    }

    /** The key the ledger is checked by: the one given, else the one of the first visit. */
    synchronized LogKey key() {
        LogKey known = key;
        if (known == null) {
            known = givenKey == null ? discoveredKey() : givenKey;
            Optional<CheckpointStore.Seen> last = store.last(known.name());
            if (last.isPresent() && !last.get().key().equals(known.vkey())) {
                throw new LedgerForkException("The ledger '" + known.name() + "' was signed by the key "
                        + last.get().key() + " and is now by " + known.vkey()
                        + "; ask the maker why before you go on");
            }
            key = known;
        }
        return known;
    }

    /** Checks a signed note, and that it and the last checkpoint seen are states of one ledger. */
    synchronized Checkpoint accept(HttpUrl engagement, String note) {
        LogKey known = key();
        Checkpoint checkpoint = known.open(note);
        Optional<CheckpointStore.Seen> last = store.last(known.name());
        if (last.isEmpty()) {
            store.remember(known.name(), new CheckpointStore.Seen(known.vkey(), note));
            return checkpoint;
        }
        Checkpoint seen = known.open(last.get().note());
        requireOneLedger(engagement, seen, checkpoint);
        if (checkpoint.size() > seen.size()) {
            store.remember(known.name(), new CheckpointStore.Seen(known.vkey(), note));
        }
        return checkpoint;
    }

    private void requireOneLedger(HttpUrl engagement, Checkpoint seen, Checkpoint checkpoint) {
        boolean grown = seen.size() <= checkpoint.size();
        Checkpoint older = grown ? seen : checkpoint;
        Checkpoint newer = grown ? checkpoint : seen;
        try {
            if (older.size() == newer.size()) {
                if (!older.root().equals(newer.root())) {
                    throw new LedgerForkException("The ledger '" + older.origin() + "' has two roots at size "
                            + older.size() + ": it was rewritten or forked");
                }
            } else if (older.size() > 0) {
                consistency(engagement, older.size(), newer.size()).require(older.root(), newer.root());
            }
        } catch (ProofException e) {
            throw new LedgerForkException(
                    "The ledger '" + older.origin() + "' of size " + newer.size()
                            + " does not continue the one of size " + older.size() + ": it was rewritten or forked",
                    e);
        } catch (AuditProblemException e) {
            if (e.status() == 400) {
                throw new LedgerForkException(
                        "The ledger '" + older.origin() + "' cannot prove that size " + newer.size()
                                + " continues size " + older.size() + ": it was cut off",
                        e);
            }
            throw e;
        }
    }

    private ConsistencyProof consistency(HttpUrl engagement, long from, long to) {
        ConsistencyProof proof = ConsistencyJson.read(transport
                .get(engagement
                        .newBuilder()
                        .addPathSegments("ledger/consistency")
                        .addQueryParameter("from", String.valueOf(from))
                        .addQueryParameter("to", String.valueOf(to))
                        .build())
                .json());
        if (proof.fromSize() != from || proof.toSize() != to) {
            throw new ProofException("The proof is of other sizes than those asked for");
        }
        return proof;
    }

    private LogKey discoveredKey() {
        EndpointDescription description = EndpointDescription.fromJson(transport
                .getOpen(transport.url(".well-known", "remote-audit").build())
                .json());
        List<LogKey> keys = description.keys();
        // A maker may name several keys while it changes them; the one seen before counts.
        return keys.stream()
                .filter(candidate -> store.last(candidate.name())
                        .filter(seen -> seen.key().equals(candidate.vkey()))
                        .isPresent())
                .findFirst()
                .orElse(keys.get(0));
    }
}
