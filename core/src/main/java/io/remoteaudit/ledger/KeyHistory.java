package io.remoteaudit.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Which Ed25519 key signs a ledger's checkpoints, from which size on. A ledger has one key until it is rotated; each
 * rotation is an entry signed by the old key and the new. The first checkpoint over that entry is signed by both keys,
 * every later one by the new key. Immutable.
 *
 * <p>A verifier that knows one of the keys follows the ledger to its newest: {@link #verify} takes the keys it trusts,
 * the rotations as an export ({@code data/log/keys.jsonl}, read by {@link ProvenRotation#readLines}) or the audit
 * endpoint gives them, and the checkpoint they are proven in:
 *
 * <pre>{@code
 * KeyHistory keys = KeyHistory.verify(trusted, ProvenRotation.readLines(keysFile), checkpointFile);
 * Checkpoint newest = keys.open(checkpointFile);
 * Checkpoint earlier = keys.open(theCheckpointIKeptLastYear);
 * }</pre>
 */
public final class KeyHistory {

    private final List<Period> periods;

    private KeyHistory(List<Period> periods) {
        this.periods = List.copyOf(periods);
    }

    /**
     * A key and the checkpoints it signs.
     *
     * @param key the key
     * @param fromSize the smallest size it signs; 0 for the first key
     */
    public record Period(LogKey key, long fromSize) {

        /** Checks that nothing is missing. */
        public Period {
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * The history of a ledger whose key was never changed.
     *
     * @param key its key
     * @return a history of one period
     */
    public static KeyHistory of(LogKey key) {
        return new KeyHistory(List.of(new Period(key, 0)));
    }

    /** This history and a further rotation, whose signatures were checked and whose entry is this leaf. */
    KeyHistory then(KeyRotation rotation, long leafIndex) {
        if (!rotation.oldKey().equals(current())) {
            throw new ProofException(
                    "The ledger's key is " + current() + ", and the next rotation is from " + rotation.oldKey());
        }
        if (leafIndex < rotation.ledgerSize() || leafIndex < newest().fromSize()) {
            throw new ProofException("The rotation to " + rotation.newKey() + " stands at leaf " + leafIndex
                    + ", before what it follows");
        }
        if (periods.stream().anyMatch(period -> period.key().equals(rotation.newKey()))) {
            throw new ProofException("The ledger's key was changed back to " + rotation.newKey());
        }
        List<Period> longer = new ArrayList<>(periods);
        longer.add(new Period(rotation.newKey(), leafIndex + 1));
        return new KeyHistory(longer);
    }

    /**
     * Follows a ledger from the keys a verifier trusts to the key of a checkpoint. Checks both signatures of every
     * rotation, that each begins where the one before ended, that each is an entry of the ledger the checkpoint is of,
     * and that every trusted key signed the checkpoint or is an earlier key of the ledger.
     *
     * @param trusted the keys, got another way than the rest, at least one of them Ed25519. All of them must lead
     *     to the checkpoint
     * @param rotations all rotations of the ledger up to the checkpoint, in leaf order; empty if there are none
     * @param note the signed checkpoint
     * @return the ledger's keys up to the checkpoint, which {@link #open} then opens
     * @throws ProofException if something does not hold
     * @throws MalformedException if something cannot be read
     */
    public static KeyHistory verify(Collection<LogKey> trusted, List<ProvenRotation> rotations, String note) {
        SignedNote signed = SignedNote.parse(note);
        Checkpoint checkpoint = Checkpoint.parse(signed.text());
        KeyHistory history = null;
        int version = 1;
        for (ProvenRotation rotation : rotations) {
            KeyRotation statement = rotation.require(checkpoint);
            if (rotation.leaf().version() != version++) {
                throw new ProofException("A rotation of the ledger's key is missing before number "
                        + rotation.leaf().version());
            }
            history = (history == null ? of(statement.oldKey()) : history)
                    .then(statement, rotation.inclusion().leafIndex());
        }
        if (trusted.stream().allMatch(LogKey::mlDsa44)) {
            throw new IllegalArgumentException("A ledger is followed from at least one Ed25519 key that is trusted");
        }
        for (LogKey key : trusted) {
            // An earlier key leads to the newest by the rotations; every other has to have signed by itself.
            if (history == null || !history.has(key) || key.equals(history.current())) {
                key.open(note);
            }
            if (history == null && !key.mlDsa44()) {
                history = of(key);
            }
        }
        KeyHistory found = Objects.requireNonNull(history, "An Ed25519 key is among those trusted");
        found.open(note);
        return found;
    }

    private boolean has(LogKey key) {
        return periods.stream().anyMatch(period -> period.key().equals(key));
    }

    /**
     * The keys, oldest first.
     *
     * @return at least one period
     */
    public List<Period> periods() {
        return periods;
    }

    /**
     * The key that signs now.
     *
     * @return the newest key
     */
    public LogKey current() {
        return newest().key();
    }

    Period newest() {
        return periods.get(periods.size() - 1);
    }

    /**
     * The key that signs checkpoints of a size.
     *
     * @param size the size
     * @return the key
     */
    public LogKey at(long size) {
        LogKey key = periods.get(0).key();
        for (Period period : periods) {
            if (period.fromSize() <= size) {
                key = period.key();
            }
        }
        return key;
    }

    /**
     * Reads a checkpoint of any time and checks that the key of its size signed it.
     *
     * @param note a signed note
     * @return the checkpoint
     * @throws MalformedException if it is not a signed checkpoint
     * @throws ProofException if that key did not sign it, or its origin is another
     */
    public Checkpoint open(String note) {
        return at(Checkpoint.parse(SignedNote.parse(note).text()).size()).open(note);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHistory that && periods.equals(that.periods);
    }

    @Override
    public int hashCode() {
        return periods.hashCode();
    }

    @Override
    public String toString() {
        return "KeyHistory" + periods;
    }
}
