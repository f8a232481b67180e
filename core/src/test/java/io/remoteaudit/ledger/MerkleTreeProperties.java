package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Holds proofs against the definition of the tree in RFC 6962, computed the slow way. */
class MerkleTreeProperties {

    private static final List<Hash> LEAVES = leaves(70_000);
    private static final List<Hash> UNIFORM = uniform();

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 300),
                Arbitraries.of(255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000),
                Arbitraries.integers().between(1, 70_000));
    }

    @Property(tries = 60)
    void rootFromTilesIsTheRootOfTheDefinition(@ForAll("sizes") int size) {
        assertThat(MerkleTree.root(nodes(size), size)).isEqualTo(definition(0, size));
    }

    @Property(tries = 100)
    void everyLeafIsProvenAndNoOtherHashIs(@ForAll("sizes") int size, @ForAll @IntRange(max = 69_999) int any) {
        int leaf = any % size;
        InclusionProof proof = MerkleTree.inclusion(nodes(size), leaf, size);
        Hash root = MerkleTree.root(nodes(size), size);
        assertThat(proof.verify(LEAVES.get(leaf), root)).isTrue();
        assertThat(proof.verify(flipped(LEAVES.get(leaf), any), root)).isFalse();
        assertThat(proof.verify(LEAVES.get(leaf), flipped(root, any))).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, flipped(path.get(i), any));
            assertThat(new InclusionProof(leaf, size, path).verify(LEAVES.get(leaf), root))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void everyEarlierTreeIsProvenAndNoOtherRootIs(
            @ForAll("sizes") int one, @ForAll("sizes") int other, @ForAll @IntRange(max = 255) int bit) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        ConsistencyProof proof = MerkleTree.consistency(nodes(to), from, to);
        Hash fromRoot = definition(0, from);
        Hash toRoot = definition(0, to);
        assertThat(proof.verify(fromRoot, toRoot)).isTrue();
        assertThat(proof.verify(flipped(fromRoot, bit), toRoot)).isFalse();
        assertThat(proof.verify(fromRoot, flipped(toRoot, bit))).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, flipped(path.get(i), bit));
            assertThat(new ConsistencyProof(from, to, path).verify(fromRoot, toRoot))
                    .isFalse();
        }
    }

    /** All leaves are one, so each full subtree of a level has one hash and trees of any size can be made. */
    @Property(tries = 300)
    void proofsHoldUpToTheLargestTree(
            @ForAll @LongRange(min = 1, max = 1L << 62) long size,
            @ForAll @LongRange(max = (1L << 62) - 1) long any,
            @ForAll @IntRange(max = 255) int bit) {
        MerkleTree.Nodes uniform = (level, index) -> UNIFORM.get(level);
        Hash root = MerkleTree.root(uniform, size);
        long leaf = any % size;
        InclusionProof inclusion = MerkleTree.inclusion(uniform, leaf, size);
        assertThat(inclusion.path()).hasSizeLessThanOrEqualTo(62);
        assertThat(inclusion.verify(UNIFORM.get(0), root)).isTrue();
        assertThat(inclusion.verify(UNIFORM.get(0), flipped(root, bit))).isFalse();
        long from = leaf + 1;
        Hash fromRoot = MerkleTree.root(uniform, from);
        ConsistencyProof consistency = MerkleTree.consistency(uniform, from, size);
        assertThat(consistency.path()).hasSizeLessThanOrEqualTo(63);
        assertThat(consistency.verify(fromRoot, root)).isTrue();
        assertThat(consistency.verify(flipped(fromRoot, bit), root)).isFalse();
        assertThat(consistency.verify(fromRoot, flipped(root, bit))).isFalse();
    }

    @Property(tries = 300)
    void proofOfAnotherSizeIndexOrLengthDoesNotHold(
            @ForAll("sizes") int size, @ForAll @IntRange(max = 69_999) int any) {
        int leaf = any % size;
        InclusionProof proof = MerkleTree.inclusion(nodes(size), leaf, size);
        Hash hash = LEAVES.get(leaf);
        Hash root = MerkleTree.root(nodes(size), size);
        for (long otherLeaf : new long[] {-1, leaf - 1L, leaf + 1L, size, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(new InclusionProof(otherLeaf, size, proof.path()).verify(hash, root))
                    .isFalse();
        }
        List<Hash> longer = new ArrayList<>(proof.path());
        longer.add(root);
        assertThat(new InclusionProof(leaf, size, longer).verify(hash, root)).isFalse();
        if (size > 1) {
            List<Hash> shorter = proof.path().subList(0, proof.path().size() - 1);
            assertThat(new InclusionProof(leaf, size, shorter).verify(hash, root))
                    .isFalse();
            assertThatThrownBy(() -> new InclusionProof(leaf, size, shorter).require(hash, root))
                    .isInstanceOf(ProofException.class)
                    .hasMessageContaining("size " + size);
        }
        for (long otherSize : new long[] {0, leaf, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(new InclusionProof(leaf, otherSize, proof.path()).verify(hash, root))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void proofOfConsistencyOfAnotherSizeLengthOrOrderDoesNotHold(
            @ForAll("sizes") int one, @ForAll("sizes") int other, @ForAll @IntRange(max = 69_999) int any) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        Hash fromRoot = MerkleTree.root(nodes(from), from);
        Hash toRoot = MerkleTree.root(nodes(to), to);
        List<Hash> path = MerkleTree.consistency(nodes(to), from, to).path();
        List<Hash> longer = new ArrayList<>(path);
        longer.add(LEAVES.get(any));
        assertThat(new ConsistencyProof(from, to, longer).verify(fromRoot, toRoot))
                .isFalse();
        if (!path.isEmpty()) {
            assertThat(new ConsistencyProof(from, to, path.subList(1, path.size())).verify(fromRoot, toRoot))
                    .isFalse();
            assertThat(new ConsistencyProof(from, to, path.subList(0, path.size() - 1)).verify(fromRoot, toRoot))
                    .isFalse();
        }
        for (int i = 0; i + 1 < path.size(); i++) {
            List<Hash> swapped = new ArrayList<>(path);
            Collections.swap(swapped, i, i + 1);
            assertThat(new ConsistencyProof(from, to, swapped).verify(fromRoot, toRoot))
                    .isFalse();
        }
        if (from < to) {
            assertThat(new ConsistencyProof(from, to, path).verify(toRoot, fromRoot))
                    .isFalse();
            for (long wrong : new long[] {0, -1, to + 1L, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertThat(new ConsistencyProof(wrong, to, path).verify(fromRoot, toRoot))
                        .isFalse();
            }
        }
    }

    @Property(tries = 40)
    void proofReadsEachTileOnceAndOfEachLevelTwoAtMost(
            @ForAll("sizes") int size, @ForAll @IntRange(max = 69_999) int any) {
        int leaf = any % size;
        for (boolean inclusion : new boolean[] {true, false}) {
            List<TileId> read = new ArrayList<>();
            Tiles tiles = (level, index, width) -> {
                read.add(new TileId(level, index, width));
                return tile(size, level, index);
            };
            if (inclusion) {
                InclusionProof proof = MerkleTree.inclusion(tiles, leaf, size);
                assertThat(proof.verify(LEAVES.get(leaf), definition(0, size))).isTrue();
            } else {
                ConsistencyProof proof = MerkleTree.consistency(tiles, leaf + 1L, size);
                assertThat(proof.verify(definition(0, leaf + 1), definition(0, size)))
                        .isTrue();
            }
            assertThat(read).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(6);
            for (int level = 0; level < 3; level++) {
                int at = level;
                assertThat(read.stream().filter(tile -> tile.level() == at).count())
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @Property(tries = 100)
    void rootOfAListIsTheRootOfTheDefinition(@ForAll @IntRange(min = 1, max = 2000) int size) {
        assertThat(MerkleTree.root(LEAVES.subList(0, size))).isEqualTo(definition(0, size));
    }

    @Example
    void tileOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> MerkleTree.root((level, index, width) -> new byte[32], 2))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("tile/0/000.p/2");
    }

    @Example
    void sizesOutOfBoundsAreRefused() {
        MerkleTree.Nodes none = (level, index) -> MerkleTree.EMPTY_ROOT;
        for (long size : new long[] {-1, (1L << 62) + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> MerkleTree.root(none, size)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MerkleTree.inclusion(none, 0, size)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MerkleTree.consistency(none, 1, size))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> MerkleTree.inclusion(none, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.consistency(none, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.consistency(none, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Hash definition(int start, int end) {
        if (end - start == 1) {
            return LEAVES.get(start);
        }
        int split = start + Integer.highestOneBit(end - start - 1);
        return MerkleTree.nodeHash(definition(start, split), definition(split, end));
    }

    private static MerkleTree.Nodes nodes(int size) {
        return new TileNodes((level, index, width) -> tile(size, level, index), size);
    }

    /** A tile as the ledger has it: level 0 from leaves, each further level from the roots of full tiles. */
    private static byte[] tile(int size, int level, long index) {
        int width = (int) Math.min(TileId.FULL, (size >> (8 * level)) - index * TileId.FULL);
        byte[] tile = new byte[width * Hash.LENGTH];
        int span = 1 << (8 * level);
        for (int i = 0; i < width; i++) {
            int start = (int) (index * TileId.FULL + i) * span;
            definition(start, start + span).copyInto(tile, i);
        }
        return tile;
    }

    private static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.toBytes();
        bytes[bit / 8 % Hash.LENGTH] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }

    private static List<Hash> uniform() {
        List<Hash> levels = new ArrayList<>();
        levels.add(MerkleTree.leafHash(new byte[0]));
        while (levels.size() < 63) {
            Hash below = levels.get(levels.size() - 1);
            levels.add(MerkleTree.nodeHash(below, below));
        }
        return levels;
    }

    private static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leafHash(Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }
}
