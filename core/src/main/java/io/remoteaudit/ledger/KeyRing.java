package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which keys have signed a ledger, as its entries say, and the private one that signs now. A change of key is the last
 * entry of its batch, so the checkpoint right over it exists, and both keys sign that one. Safe for use by several
 * threads.
 */
final class KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int ML_DSA_LINE = Long.BYTES + SignatureType.ML_DSA_44.signatureLength();

    private final LedgerKeys keys;
    private volatile Known known;
    private volatile LogSigner signer;

    /** The number of the key that this node has to be given before it can sign; null if it has what it needs. */
    private volatile @Nullable Integer awaited;

    /** What the rotations up to a number give. */
    private record Known(int rotations, KeyHistory history) {}

    private KeyRing(LedgerKeys keys, Known known, LogSigner signer) {
        this.keys = keys;
        this.known = known;
        this.signer = signer;
    }

    /**
     * Finds the keys of a ledger, making the first of one that nobody has opened yet.
     *
     * @throws StoreException if the key that signs now is missing, or was never one of this ledger's
     */
    static KeyRing open(LedgerKeys keys, Database database) {
        boolean fresh = database.readingCommitted(
                "read the ledger's keys",
                connection -> TreeRows.newestCheckpoint(connection).isEmpty()
                        && FirstKey.noted(connection).isEmpty());
        if (fresh) {
            requireFirst(keys, FirstKey.note(database, keys.make(1).key()));
        }
        return database.readingCommitted("read the ledger's keys", connection -> open(keys, connection));
    }

    private static KeyRing open(LedgerKeys keys, Connection connection) throws SQLException {
        List<Entry> rotations = rotations(connection);
        Optional<TreeRows.SignedNoteRow> newest = TreeRows.newestCheckpoint(connection);
        if (newest.isEmpty()) {
            requireFirst(keys, FirstKey.noted(connection).orElseThrow());
        }
        List<LogSigner> signers = keys.signers();
        KeyHistory history;
        if (rotations.isEmpty()) {
            if (signers.isEmpty()) {
                throw missing(keys.place(1));
            }
            history = KeyHistory.of(signers.get(0).key());
        } else {
            history = follow(KeyHistory.of(statement(rotations.get(0)).oldKey()), rotations);
        }
        LogSigner signer = find(signers, history.current())
                .orElseThrow(() -> missing(keys.place(history.periods().size())));
        newest.ifPresent(row -> requireSameMlDsa(row.note(), signer));
        return new KeyRing(keys, new Known(rotations.size(), history), signer);
    }

    /** One key that is never changed. */
    static KeyRing of(LogSigner signer) {
        return new KeyRing(LedgerKeys.of(signer), new Known(0, KeyHistory.of(signer.key())), signer);
    }

    /** The public keys as far as this node has followed the ledger. */
    KeyHistory history() {
        return known.history();
    }

    /** The public keys of all lines a checkpoint carries now. */
    List<LogKey> signing() {
        LogKey current = history().current();
        return signer.key().equals(current) ? signer.keys() : List.of(current);
    }

    /** The public keys by what a connection sees, which may be more than was seen before. */
    KeyHistory history(Connection connection) throws SQLException {
        Known before = known;
        List<Entry> newest = LedgerRows.newest(connection, EntryKind.KEY, ProvenRotation.SUBJECT);
        if (newest.isEmpty() || newest.get(0).version() <= before.rotations()) {
            return before.history();
        }
        List<Entry> rotations = rotations(connection);
        if (rotations.size() < before.rotations()) {
            throw altered("a change of key is gone", null);
        }
        return follow(before.history(), rotations.subList(before.rotations(), rotations.size()));
    }

    /**
     * Opens the newest checkpoint. Where the key of this node signed it, that is seen by signing its text again: a host
     * that starts need not wait for what checks signatures to be loaded.
     */
    SignedCheckpoint open(TreeRows.SignedNoteRow newest, Connection connection) throws SQLException {
        KeyHistory history = history(connection);
        SignedNote note = SignedNote.parse(newest.note());
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        LogSigner own = signer;
        boolean signed = checkpoint.origin().equals(own.key().name())
                && history.at(checkpoint.size()).equals(own.key())
                && own.hasSigned(note);
        return signed ? new SignedCheckpoint(checkpoint, newest.note(), newest.at()) : newest.open(history);
    }

    /** Keeps what committed rows show, and looks for the private key that belongs to it. */
    void learn(Connection connection) throws SQLException {
        KeyHistory seen = history(connection);
        int rotations = seen.periods().size() - 1;
        if (rotations > known.rotations()) {
            known = new Known(rotations, seen);
            awaited = rotations + 1;
            if (!ready()) {
                LOG.warn(
                        "The ledger's key was changed on another node, and this one does not have it: copy {} from"
                                + " there. Until then this node reads and saves, and others sequence",
                        keys.place(rotations + 1));
            }
        }
    }

    /** Whether this node has the private key that signs now; looks for one it was missing. */
    boolean ready() {
        if (awaited == null) {
            return true;
        }
        Optional<LogSigner> found = find(keys.signers(), history().current());
        if (found.isEmpty()) {
            return false;
        }
        signer = found.get();
        awaited = null;
        LOG.info(
                "The ledger is signed by the key {} from size {} on",
                signer.key(),
                history().newest().fromSize());
        return true;
    }

    /** The part of a batch up to its first change of key. */
    static List<TreeRows.Pending> untilRotation(List<TreeRows.Pending> pending) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).kind().equals(EntryKind.KEY.wireName())) {
                return pending.subList(0, i + 1);
            }
        }
        return pending;
    }

    /** Signs a state by the key of its size, and by the one before it if this is the first state that key signs. */
    String sign(Connection connection, long size, Hash root, Instant at) throws SQLException {
        KeyHistory history = history(connection);
        int number = history.periods().size();
        List<LogSigner> signers = new ArrayList<>();
        signers.add(signer(number, history));
        if (number > 1 && history.newest().fromSize() == size) {
            signers.add(signer(number - 1, history));
        }
        return LogSigner.sign(new Checkpoint(history.current().name(), size, root), at, signers);
    }

    /**
     * Makes the next key and the statement that names it.
     *
     * @param changes all changes of key there are, sequenced or not, oldest first
     */
    KeyRotation rotate(List<Entry> changes, long ledgerSize, Instant at, String reason) {
        LogKey old = changes.isEmpty()
                ? history().periods().get(0).key()
                : statement(changes.get(changes.size() - 1)).newKey();
        int number = changes.size() + 1;
        LogSigner oldSigner = find(keys.signers(), old).orElseThrow(() -> missing(keys.place(number)));
        return KeyRotation.sign(oldSigner, keys.make(number + 1), ledgerSize, at, reason);
    }

    private LogSigner signer(int number, KeyHistory history) {
        LogKey key = history.periods().get(number - 1).key();
        LogSigner own = signer;
        if (own.key().equals(key)) {
            return own;
        }
        return find(keys.signers(), key).orElseThrow(() -> {
            awaited = number;
            return missing(keys.place(number));
        });
    }

    private static void requireFirst(LedgerKeys keys, String noted) {
        if (keys.signers().stream().noneMatch(signer -> signer.key().vkey().equals(noted))) {
            throw new StoreException(
                    "RA-0206",
                    "This database's ledger begins with the key " + noted + ", and " + keys.place(1)
                            + " is missing or another one. Copy ledger.key from the node that opened the ledger first, or"
                            + " from a backup");
        }
    }

    private static Optional<LogSigner> find(List<LogSigner> signers, LogKey key) {
        return signers.stream().filter(signer -> signer.key().equals(key)).findFirst();
    }

    private static List<Entry> rotations(Connection connection) throws SQLException {
        return LedgerRows.bySubject(connection, EntryKind.KEY, ProvenRotation.SUBJECT).stream()
                .filter(entry -> entry.leafIndex().isPresent())
                .toList();
    }

    /** The keys of a ledger, from its first on, as its rows say. */
    static KeyHistory follow(LogKey first, Connection connection) throws SQLException {
        return follow(KeyHistory.of(first), rotations(connection));
    }

    private static KeyHistory follow(KeyHistory start, List<Entry> rotations) {
        KeyHistory history = start;
        for (Entry entry : rotations) {
            try {
                history = history.then(statement(entry), entry.leafIndex().orElseThrow());
            } catch (ProofException e) {
                throw altered("change of key number " + entry.version(), e);
            }
        }
        return history;
    }

    private static KeyRotation statement(Entry entry) {
        try {
            return ProvenRotation.statement(entry.leaf(), entry.disclosures());
        } catch (ProofException | MalformedException e) {
            throw altered("change of key number " + entry.version(), e);
        }
    }

    /** A second ML-DSA-44 key must not slip in because a file was lost: unlike the Ed25519 key it has no history. */
    private static void requireSameMlDsa(String note, LogSigner signer) {
        SignedNote signed = SignedNote.parse(note);
        boolean carries = signed.signatures().stream()
                .anyMatch(line -> line.keyName().equals(signer.key().name()) && line.bytes().length == ML_DSA_LINE);
        for (LogKey key : signer.keys()) {
            if (carries && key.mlDsa44() && !key.verify(signed)) {
                throw new StoreException(
                        "RA-0206",
                        "The ledger was signed by another ML-DSA-44 key than the one beside its Ed25519 key; bring"
                                + " ledger.mldsa44.key from a backup, or from the node that has it, in its place");
            }
        }
    }

    private static StoreException missing(String place) {
        return new StoreException(
                "RA-0206",
                "The ledger key " + place + " is missing or another one, but the ledger is signed with it; restore it"
                        + " from a backup, or copy it from the node that has it");
    }

    private static StoreException altered(String what, @Nullable RemoteAuditException cause) {
        String message = "The ledger's rows were altered: " + what + "; restore the database from a backup";
        return cause == null ? new StoreException("RA-0205", message) : new StoreException("RA-0205", message, cause);
    }
}
