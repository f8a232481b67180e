package io.remoteaudit.ledger;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.SqlWork;
import io.remoteaudit.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a ledger's rows and recomputes what they must be. In slices, each a short read of its own, so that saving
 * and sequencing go on; what is sequenced meanwhile is left to the next walk. For one walk.
 */
final class LedgerWalk {

    private static final int SLICE = 500;
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final Database database;
    private final LogKey firstKey;
    private final Clock clock;
    private final LongConsumer progress;
    private final List<Tile> tiles = new ArrayList<>();
    private final List<Subtree> edge = new ArrayList<>();
    private byte[] chain = CheckpointRows.BEFORE_THE_FIRST;
    private long checkpoints;

    LedgerWalk(Database database, LogKey firstKey, Clock clock, LongConsumer progress) {
        this.database = database;
        this.firstKey = firstKey;
        this.clock = clock;
        this.progress = progress;
    }

    /** A perfect subtree of the tree's right edge. */
    private record Subtree(int height, Hash root) {}

    /** The tile of one level that is being filled. */
    private static final class Tile {
        private final byte[] hashes = new byte[TileId.FULL * Hash.LENGTH];
        private int width;
        private long index;
    }

    /** Ends the walk at the first row that is not what it must be. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient LedgerCheck.Defect defect;

        Broken(String row, String chinese, String english) {
            super(english, null, false, false);
            this.defect = new LedgerCheck.Defect(row, chinese, english);
        }
    }

    LedgerCheck run() {
        Instant startedAt = clock.instant();
        long began = System.nanoTime();
        long size = 0;
        LedgerCheck.Defect defect = null;
        try {
            size = read(LedgerWalk::signedSize);
            KeyHistory keys = read(connection -> KeyRing.follow(firstKey, connection));
            walkLeaves(size, keys);
            walkStrays(size);
            walkEntries();
            walkDisclosures();
            walkCosignatures(keys);
        } catch (Broken e) {
            defect = e.defect;
        } catch (MalformedException | ProofException e) {
            defect = unreadable(e);
        } catch (StoreException e) {
            if (!e.code().equals("RA-0205") && !e.code().equals("RA-0203")) {
                throw e;
            }
            defect = unreadable(e);
        }
        return new LedgerCheck(startedAt, Duration.ofNanos(System.nanoTime() - began), size, checkpoints, defect);
    }

    private static LedgerCheck.Defect unreadable(RemoteAuditException e) {
        return new LedgerCheck.Defect(
                "remote_audit_checkpoint", "账本的密钥或检查点无法读取或被改动：" + e.getMessage(), String.valueOf(e.getMessage()));
    }

    private static long signedSize(Connection connection) throws SQLException {
        return TreeRows.newestCheckpoint(connection)
                .map(row ->
                        Checkpoint.parse(SignedNote.parse(row.note()).text()).size())
                .orElse(0L);
    }

    private void walkLeaves(long size, KeyHistory keys) {
        for (long from = 0; from < size; from += SLICE) {
            long first = from;
            long end = Math.min(size, from + SLICE);
            read(connection -> {
                List<CheckedRows.Leaf> rows = CheckedRows.leaves(connection, first, end);
                Map<Long, CheckpointRows.Row> signed = CheckpointRows.between(connection, first, end);
                for (long index = first; index < end; index++) {
                    int at = (int) (index - first);
                    if (at >= rows.size() || rows.get(at).index() != index) {
                        throw new Broken(
                                "remote_audit_leaf " + index,
                                "叶子 " + index + " 不见了",
                                "Leaf " + index + " is gone or has another index");
                    }
                    Hash hash = checkLeaf(connection, rows.get(at));
                    grow(connection, hash);
                    CheckpointRows.Row checkpoint = signed.get(index + 1);
                    if (checkpoint != null) {
                        checkCheckpoint(checkpoint, keys);
                    }
                }
                return true;
            });
            progress.accept(end);
        }
    }

    /** A leaf's row, its entry's and what is kept of its content. */
    private static Hash checkLeaf(Connection connection, CheckedRows.Leaf row) throws SQLException {
        String name = "remote_audit_leaf " + row.index();
        CheckedRows.Content content = row.content();
        if (content == null) {
            throw new Broken(
                    name,
                    "叶子 " + row.index() + " 所指的条目 " + row.entryId() + " 不见了",
                    "The entry " + row.entryId() + " that leaf " + row.index() + " is of is gone");
        }
        Leaf leaf = checkContent(connection, row.entryId(), content);
        if (!row.kind().equals(content.kind())
                || row.version() != content.version()
                || !Objects.equals(row.context(), content.context())) {
            throw new Broken(
                    name,
                    "叶子 " + row.index() + " 的种类、版次或所属约定与其条目不符",
                    "Kind, version or context of leaf " + row.index() + " is not that of its entry");
        }
        Hash hash = leaf.hash();
        if (!Arrays.equals(hash.toBytes(), row.hash())) {
            throw new Broken(
                    name,
                    "叶子 " + row.index() + " 的散列与其条目（" + named(leaf) + "）不符",
                    "The hash of leaf " + row.index() + " is not that of its entry, " + named(leaf));
        }
        return hash;
    }

    private static Leaf checkContent(Connection connection, long entryId, CheckedRows.Content content)
            throws SQLException {
        String row = "remote_audit_entry " + entryId;
        Leaf leaf;
        try {
            leaf = Leaf.parse(content.leaf());
        } catch (MalformedException e) {
            throw new Broken(row, "条目 " + entryId + " 的叶子无法读取", "The leaf of entry " + entryId + ": " + e.getMessage());
        }
        if (!leaf.kind().wireName().equals(content.kind())
                || !leaf.subject().equals(content.subject())
                || leaf.version() != content.version()) {
            throw new Broken(
                    row,
                    "条目 " + entryId + " 的种类、主题或版次与其叶子（" + named(leaf) + "）不符",
                    "Kind, subject or version of entry " + entryId + " is not that of its leaf, " + named(leaf));
        }
        Set<String> missing = checkDisclosures(entryId, leaf, content.disclosures());
        if (!missing.isEmpty()) {
            checkErased(connection, entryId, leaf, missing);
        }
        if (leaf.kind() == EntryKind.ERASURE) {
            checkStaysErased(connection, leaf, entryId);
        }
        return leaf;
    }

    /** The digests that nothing is disclosed for. */
    private static Set<String> checkDisclosures(long entryId, Leaf leaf, @Nullable String encoded) {
        String row = "remote_audit_disclosure " + entryId;
        if (encoded == null) {
            throw new Broken(row, named(leaf) + " 的内容不见了", "The content of " + named(leaf) + " is gone");
        }
        Set<String> missing = new HashSet<>(leaf.digests());
        String previous = "";
        for (String one : LedgerRows.split(encoded)) {
            Disclosure disclosure;
            try {
                disclosure = Disclosure.parse(one);
            } catch (MalformedException e) {
                throw new Broken(row, named(leaf) + " 的一个字段无法读取", "A field of " + named(leaf) + " cannot be read");
            }
            if (!missing.remove(disclosure.digest()) || disclosure.name().compareTo(previous) <= 0) {
                throw new Broken(
                        row,
                        named(leaf) + " 的字段“" + disclosure.name() + "”与存证不符",
                        "The field '" + disclosure.name() + "' of " + named(leaf) + " is not what was sequenced");
            }
            previous = disclosure.name();
        }
        if (!encoded.isEmpty() && !encoded.endsWith("~")) {
            throw new Broken(row, named(leaf) + " 的内容被改动", "The content of " + named(leaf) + " was cut");
        }
        return missing;
    }

    private static void checkErased(Connection connection, long entryId, Leaf leaf, Set<String> missing)
            throws SQLException {
        Set<String> lawful = leaf.kind() == EntryKind.ERASURE
                ? Set.of()
                : LedgerRows.erasures(connection, leaf.kind(), leaf.subject()).keySet();
        if (!lawful.containsAll(missing)) {
            throw new Broken(
                    "remote_audit_disclosure " + entryId,
                    named(leaf) + " 缺少字段，且没有相应的擦除条目",
                    "A field of " + named(leaf) + " is gone, and no erasure says why");
        }
    }

    private static void checkStaysErased(Connection connection, Leaf leaf, long entryId) throws SQLException {
        List<Entry> entries = LedgerRows.byKey(connection, EntryKind.ERASURE, leaf.subject(), leaf.version());
        for (Entry entry : entries) {
            Erasure erasure = Erasure.of(entry);
            Set<String> gone = new HashSet<>();
            erasure.fields().forEach(field -> gone.add(field.digest()));
            for (LedgerRows.Disclosed kept : LedgerRows.disclosed(connection, erasure.of(), erasure.subject())) {
                for (Disclosure disclosure : kept.disclosures()) {
                    if (gone.contains(disclosure.digest())) {
                        throw new Broken(
                                "remote_audit_disclosure " + kept.entryId(),
                                "“" + erasure.subject() + "”的字段“" + disclosure.name() + "”已被擦除，却又出现",
                                "The field '" + disclosure.name() + "' of '" + erasure.subject()
                                        + "' was erased (entry " + entryId + ") and is there again");
                    }
                }
            }
        }
    }

    private void grow(Connection connection, Hash leaf) throws SQLException {
        Subtree subtree = new Subtree(0, leaf);
        while (!edge.isEmpty() && edge.get(edge.size() - 1).height() == subtree.height()) {
            Subtree left = edge.remove(edge.size() - 1);
            subtree = new Subtree(left.height() + 1, MerkleTree.nodeHash(left.root(), subtree.root()));
        }
        edge.add(subtree);
        fill(connection, 0, leaf);
    }

    private void fill(Connection connection, int level, Hash hash) throws SQLException {
        if (level == tiles.size()) {
            tiles.add(new Tile());
        }
        Tile tile = tiles.get(level);
        System.arraycopy(hash.toBytes(), 0, tile.hashes, tile.width * Hash.LENGTH, Hash.LENGTH);
        tile.width++;
        if (tile.width < TileId.FULL) {
            return;
        }
        Hash root = TileNodes.subtree(tile.hashes, 0, TileId.FULL);
        Optional<CheckedRows.TileRow> row = CheckedRows.tile(connection, level, tile.index);
        if (row.isEmpty()
                || !Arrays.equals(row.get().hashes(), tile.hashes)
                || !Arrays.equals(row.get().root(), root.toBytes())) {
            throw new Broken(
                    "remote_audit_tile " + level + "/" + tile.index,
                    "瓦片 " + level + "/" + tile.index + " 与其叶子不符",
                    "Tile " + level + "/" + tile.index + " is not what its leaves give, or they are out of order");
        }
        tile.width = 0;
        tile.index++;
        fill(connection, level + 1, root);
    }

    private Hash root() {
        Hash root = edge.get(edge.size() - 1).root();
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(edge.get(i).root(), root);
        }
        return root;
    }

    private void checkCheckpoint(CheckpointRows.Row row, KeyHistory keys) {
        String name = "remote_audit_checkpoint " + row.size();
        Checkpoint checkpoint;
        try {
            checkpoint = keys.open(row.note());
        } catch (ProofException | MalformedException e) {
            throw new Broken(
                    name,
                    "大小为 " + row.size() + " 的检查点签名不成立",
                    "The checkpoint of size " + row.size() + " is not signed by the ledger's key: " + e.getMessage());
        }
        if (checkpoint.size() != row.size() || !checkpoint.root().equals(root())) {
            throw new Broken(
                    name,
                    "大小为 " + row.size() + " 的检查点与其之前的叶子不符：有行被改动、增加、删除或调换",
                    "The leaves before size " + row.size() + " do not give the root its checkpoint signs: rows were"
                            + " changed, added, removed or moved");
        }
        chain = CheckpointRows.chain(chain, row.size(), row.signedAt(), row.note());
        if (!Arrays.equals(chain, row.chain())) {
            throw new Broken(
                    name,
                    "大小为 " + row.size() + " 的检查点的时间被改动，或其之前的检查点被删除或增加",
                    "The time of the checkpoint of size " + row.size() + " was changed, or a checkpoint before it was"
                            + " removed or added");
        }
        checkpoints++;
    }

    /** What no walk along the leaves comes by. */
    private void walkStrays(long size) {
        read(connection -> {
            // Later rows than this walk's are not strays: the ledger grew. They are looked at against a count of now.
            CheckedRows.stray(connection, CheckedRows.NEGATIVE_LEAF)
                    .ifPresent(index -> stray("remote_audit_leaf", index));
            CheckedRows.stray(connection, CheckedRows.CHECKPOINT_OF_NOTHING)
                    .ifPresent(index -> stray("remote_audit_checkpoint", index));
            CheckedRows.stray(connection, CheckedRows.PENDING_WITHOUT_ENTRY)
                    .ifPresent(id -> stray("remote_audit_pending", id));
            CheckedRows.stray(connection, CheckedRows.PENDING_THOUGH_SEQUENCED)
                    .ifPresent(id -> stray("remote_audit_pending", id));
            for (CheckedRows.TilePlace tile : CheckedRows.tilesFrom(connection, size)) {
                long full = TreeRows.leafCount(connection);
                for (int level = 0; level <= tile.level(); level++) {
                    full /= TileId.FULL;
                }
                if (tile.level() < 0 || tile.index() < 0 || tile.index() >= full) {
                    throw new Broken(
                            "remote_audit_tile " + tile.level() + "/" + tile.index(),
                            "账本还没有瓦片 " + tile.level() + "/" + tile.index(),
                            "The ledger has no tile " + tile.level() + "/" + tile.index() + " yet");
                }
            }
            // Leaves are counted first: a batch that is sequenced in between brings its checkpoint with it.
            long leaves = TreeRows.leafCount(connection);
            long signed = signedSize(connection);
            if (leaves > signed) {
                throw new Broken(
                        "remote_audit_leaf " + signed, "最新检查点之后还有叶子", "There are leaves after the newest checkpoint");
            }
            return true;
        });
    }

    private static void stray(String table, long id) {
        throw new Broken(table + " " + id, "该行不属于账本", "This row does not belong to the ledger");
    }

    /** Entries without a leaf: they wait for one, or they were put there, or their leaf was taken away. */
    private void walkEntries() {
        long last = read(CheckedRows::newestEntry);
        for (long from = 0; from <= last; from += SLICE) {
            long first = from;
            read(connection -> {
                for (Map.Entry<Long, CheckedRows.Content> waiting : CheckedRows.unsequenced(
                                connection, first, first + SLICE)
                        .entrySet()) {
                    Leaf leaf = checkContent(connection, waiting.getKey(), waiting.getValue());
                    if (!waiting.getValue().pending()) {
                        throw new Broken(
                                "remote_audit_entry " + waiting.getKey(),
                                named(leaf) + " 既不在账本中，也不在等待",
                                named(leaf) + " neither is in the tree nor waits to be");
                    }
                }
                return true;
            });
        }
    }

    private void walkDisclosures() {
        read(connection -> {
            CheckedRows.stray(connection, CheckedRows.DISCLOSURE_WITHOUT_ENTRY)
                    .ifPresent(id -> stray("remote_audit_disclosure", id));
            return true;
        });
    }

    /** They attest the ledger from outside; what of them can be recomputed is. */
    private void walkCosignatures(KeyHistory keys) {
        for (CheckedRows.CosignatureRow row : read(CheckedRows::cosignatures)) {
            String name = "remote_audit_cosignature " + row.engagement() + " " + row.ledgerSize();
            boolean holds;
            try {
                CosignerKey key = CosignerKey.parse(row.vkey());
                Optional<TreeRows.SignedNoteRow> checkpoint =
                        read(connection -> TreeRows.checkpoint(connection, row.ledgerSize()));
                holds = checkpoint.isPresent()
                        && row.keyDigest().equals(Cosignatures.digest(key))
                        && cosigned(key, checkpoint.get(), row, keys);
            } catch (MalformedException | IllegalArgumentException e) {
                holds = false;
            }
            if (!holds) {
                throw new Broken(
                        name,
                        "对大小为 " + row.ledgerSize() + " 的检查点的联署不成立",
                        "The cosignature of the checkpoint of size " + row.ledgerSize() + " does not hold");
            }
        }
    }

    private static boolean cosigned(
            CosignerKey key, TreeRows.SignedNoteRow checkpoint, CheckedRows.CosignatureRow row, KeyHistory keys) {
        keys.open(checkpoint.note());
        SignedNote note = SignedNote.parse(checkpoint.note());
        List<SignedNote.Signature> lines = new ArrayList<>(note.signatures());
        lines.add(key.line(row.line()));
        return key.verify(new SignedNote(note.text(), lines))
                .filter(at -> !at.isAfter(Instant.ofEpochMilli(row.receivedAt()).plus(CLOCKS_APART)))
                .isPresent();
    }

    private <T> T read(SqlWork<T> work) {
        return database.readingCommitted("check the ledger", work);
    }

    private static String named(Leaf leaf) {
        return LedgerRows.name(leaf);
    }
}
