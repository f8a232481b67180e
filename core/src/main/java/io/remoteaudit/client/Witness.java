package io.remoteaudit.client;

import io.remoteaudit.api.ConsistencyJson;
import io.remoteaudit.api.LedgerKeysJson;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.ledger.ProvenRotation;
import io.remoteaudit.ledger.SignedNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Holds a maker to what it has signed: every checkpoint must continue the last one seen, by the same key or one that a
 * change of key, signed by both and proven in the ledger, leads to. Safe for use by several threads.
 */
final class Witness {

    private final Transport transport;
    private final CheckpointStore store;
    private final @Nullable LogKey givenKey;
    private @Nullable LogKey discovered;
    private @Nullable KeyHistory history;

    Witness(Transport transport, CheckpointStore store, @Nullable LogKey givenKey) {
        this.transport = transport;
        this.store = store;
        this.givenKey = givenKey;
    }

    /** Checks a signed note, and that it and the last checkpoint seen are states of one ledger. */
    synchronized Checkpoint accept(HttpUrl engagement, String note) {
        LogKey first = givenKey == null ? discoveredKey() : givenKey;
        requireSameLedgerHere(first);
        Optional<CheckpointStore.Seen> last = store.last(first.name());
        KeyHistory keys = follow(engagement, trusted(first, last), note, last.isPresent());
        history = keys;
        Checkpoint checkpoint = keys.open(note);
        String vkey = keys.current().vkey();
        if (last.isEmpty()) {
            remember(first, new CheckpointStore.Seen(vkey, note));
            return checkpoint;
        }
        Checkpoint seen = seen(keys, last.get());
        requireOneLedger(engagement, seen, checkpoint);
        if (checkpoint.size() > seen.size()) {
            remember(first, new CheckpointStore.Seen(vkey, note));
        }
        return checkpoint;
    }

    /** A ledger that was begun anew under another name is no continuation either, so the address is remembered too. */
    private void requireSameLedgerHere(LogKey first) {
        String address = transport.url().build().toString();
        store.last(address).map(seen -> LogKey.parse(seen.key()).name()).ifPresent(before -> {
            if (!before.equals(first.name())) {
                throw new LedgerForkException("The ledger at " + address + " was '" + before + "' and is now '"
                        + first.name() + "'; ask the maker why before you go on");
            }
        });
    }

    private void remember(LogKey first, CheckpointStore.Seen seen) {
        store.remember(first.name(), seen);
        store.remember(transport.url().build().toString(), seen);
    }

    /** The keys up to the one that signed a note, which is checked and remembered as any is. */
    synchronized KeyHistory keys(HttpUrl engagement, String note) {
        Checkpoint checkpoint = accept(engagement, note);
        LogKey first = givenKey == null ? discoveredKey() : givenKey;
        return KeyHistory.verify(
                trusted(first, store.last(first.name())), rotations(engagement, checkpoint.size()), note);
    }

    /** The key given, and the one seen last: whoever was seen counts more than what the maker's host says now. */
    private List<LogKey> trusted(LogKey first, Optional<CheckpointStore.Seen> last) {
        List<LogKey> trusted = new ArrayList<>();
        last.ifPresent(seen -> trusted.add(LogKey.parse(seen.key())));
        if ((last.isEmpty() || givenKey != null) && !trusted.contains(first)) {
            trusted.add(first);
        }
        return trusted;
    }

    private KeyHistory follow(HttpUrl engagement, List<LogKey> trusted, String note, boolean seenBefore) {
        List<LogKey> signers = trusted.stream().filter(key -> !key.mlDsa44()).toList();
        KeyHistory known = history == null && signers.size() == 1 ? KeyHistory.of(signers.get(0)) : history;
        Checkpoint claimed = Checkpoint.parse(SignedNote.parse(note).text());
        if (known != null && opens(known, trusted, note)) {
            return known;
        }
        List<ProvenRotation> rotations = claimed.size() == 0 ? List.of() : rotations(engagement, claimed.size());
        try {
            return KeyHistory.verify(trusted, rotations, note);
        } catch (ProofException e) {
            if (rotations.isEmpty() && !seenBefore) {
                throw e;
            }
            throw new LedgerForkException(
                    "The ledger '" + claimed.origin() + "' is signed by another key than "
                            + trusted.get(0).vkey()
                            + ", and no change of key that both have signed leads from one to the other; ask the maker"
                            + " why before you go on",
                    e);
        }
    }

    private static boolean opens(KeyHistory known, List<LogKey> trusted, String note) {
        try {
            known.open(note);
            for (LogKey key : trusted) {
                boolean followed =
                        known.periods().stream().anyMatch(period -> period.key().equals(key));
                if (!followed) {
                    key.open(note);
                }
            }
            return true;
        } catch (ProofException e) {
            return false;
        }
    }

    private static Checkpoint seen(KeyHistory keys, CheckpointStore.Seen last) {
        try {
            // A checkpoint right over a change of key is signed by both, and was remembered by the one known then.
            return LogKey.parse(last.key()).open(last.note());
        } catch (ProofException e) {
            return keys.open(last.note());
        }
    }

    private List<ProvenRotation> rotations(HttpUrl engagement, long size) {
        return LedgerKeysJson.readRotations(transport
                .get(engagement
                        .newBuilder()
                        .addPathSegments("ledger/keys")
                        .addQueryParameter("ledgerSize", String.valueOf(size))
                        .build())
                .json());
    }

    private void requireOneLedger(HttpUrl engagement, Checkpoint seen, Checkpoint checkpoint) {
        boolean grown = seen.size() <= checkpoint.size();
        Checkpoint older = grown ? seen : checkpoint;
        Checkpoint newer = grown ? checkpoint : seen;
        try {
            if (checkpoint.size() == 0 && seen.size() > 0) {
                throw new LedgerForkException("The ledger '" + older.origin() + "' had " + seen.size()
                        + " entries and is empty now: it was cut off");
            }
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

    /** A proof of the sizes asked for, which is not checked otherwise. */
    ConsistencyProof consistency(HttpUrl engagement, long from, long to) {
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

    /** The Ed25519 key the maker's host named at the first visit of this client. */
    private LogKey discoveredKey() {
        LogKey known = discovered;
        if (known == null) {
            EndpointDescription description = EndpointDescription.fromJson(transport
                    .getOpen(transport.url(".well-known", "remote-audit").build())
                    .json());
            known = description.keys().stream()
                    .filter(key -> !key.mlDsa44())
                    .findFirst()
                    .orElseThrow(() -> new ProofException("The endpoint names no Ed25519 key of its ledger"));
            discovered = known;
        }
        return known;
    }
}
