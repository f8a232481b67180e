package io.remoteaudit.ledger;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1 (RFC 9162, section 2.1): hashing, and the proofs of any tree whose tiles
 * can be read. Proofs read O(log n) tiles.
 */
public final class MerkleTree {

    /** The root of the tree without leaves. */
    public static final Hash EMPTY_ROOT = Hash.sha256();

    private MerkleTree() {}

    /** Gives the hashes of full subtrees. */
    @FunctionalInterface
    public interface Nodes {

        /**
         * The hash over the leaves {@code index·2^level} to {@code (index+1)·2^level - 1}, all of which exist.
         *
         * @param level 0 for leaves
         * @param index the subtree among those of its level
         * @return its hash
         */
        Hash node(int level, long index);
    }

    /**
     * The hash of a leaf: {@code SHA-256(0x00 ‖ leaf)}.
     *
     * @param leaf the leaf's bytes
     * @return its hash
     */
    public static Hash leafHash(byte[] leaf) {
        MessageDigest digest = Hash.newDigest();
        digest.update((byte) 0);
        digest.update(leaf);
        return Hash.finish(digest);
    }

    /**
     * The hash of an inner node: {@code SHA-256(0x01 ‖ left ‖ right)}.
     *
     * @param left the left child
     * @param right the right child
     * @return its hash
     */
    public static Hash nodeHash(Hash left, Hash right) {
        MessageDigest digest = Hash.newDigest();
        digest.update((byte) 1);
        left.updateInto(digest);
        right.updateInto(digest);
        return Hash.finish(digest);
    }

    /**
     * The root of a tree.
     *
     * @param nodes the tree's full subtrees
     * @param size how many leaves the tree has
     * @return its root
     */
    public static Hash root(Nodes nodes, long size) {
        return size == 0 ? EMPTY_ROOT : range(nodes, 0, size);
    }

    /**
     * Proves that a leaf is in a tree, RFC 9162, section 2.1.3.1.
     *
     * @param nodes the tree's full subtrees
     * @param leafIndex the leaf
     * @param size how many leaves the tree has
     * @return the proof
     * @throws IllegalArgumentException unless {@code 0 <= leafIndex < size}
     */
    public static InclusionProof inclusion(Nodes nodes, long leafIndex, long size) {
        if (leafIndex < 0 || leafIndex >= size) {
            throw new IllegalArgumentException("No leaf " + leafIndex + " in a tree of size " + size);
        }
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long end = size;
        List<long[]> siblings = new ArrayList<>();
        while (end - start > 1) {
            long split = start + largestPowerOfTwoBelow(end - start);
            if (leafIndex < split) {
                siblings.add(new long[] {split, end});
                end = split;
            } else {
                siblings.add(new long[] {start, split});
                start = split;
            }
        }
        for (int i = siblings.size() - 1; i >= 0; i--) {
            path.add(range(nodes, siblings.get(i)[0], siblings.get(i)[1]));
        }
        return new InclusionProof(leafIndex, size, path);
    }

    /**
     * Proves that a tree is the beginning of a larger one, RFC 9162, section 2.1.4.1.
     *
     * @param nodes the larger tree's full subtrees
     * @param fromSize the smaller size
     * @param toSize the larger size
     * @return the proof; its path is empty if the sizes are equal
     * @throws IllegalArgumentException unless {@code 1 <= fromSize <= toSize}
     */
    public static ConsistencyProof consistency(Nodes nodes, long fromSize, long toSize) {
        if (fromSize < 1 || fromSize > toSize) {
            throw new IllegalArgumentException("No consistency from size " + fromSize + " to size " + toSize);
        }
        List<Hash> path = new ArrayList<>();
        if (fromSize < toSize) {
            List<long[]> siblings = new ArrayList<>();
            long start = 0;
            long end = toSize;
            boolean wholePrefix = true;
            while (fromSize != end) {
                long split = start + largestPowerOfTwoBelow(end - start);
                if (fromSize <= split) {
                    siblings.add(new long[] {split, end});
                    end = split;
                } else {
                    siblings.add(new long[] {start, split});
                    start = split;
                    wholePrefix = false;
                }
            }
            if (!wholePrefix) {
                path.add(range(nodes, start, end));
            }
            for (int i = siblings.size() - 1; i >= 0; i--) {
                path.add(range(nodes, siblings.get(i)[0], siblings.get(i)[1]));
            }
        }
        return new ConsistencyProof(fromSize, toSize, path);
    }

    /** The hash over leaves {@code start} to {@code end - 1}, where {@code start} begins a subtree that wide. */
    private static Hash range(Nodes nodes, long start, long end) {
        long width = end - start;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return nodes.node(level, start >>> level);
        }
        long split = start + largestPowerOfTwoBelow(width);
        return nodeHash(range(nodes, start, split), range(nodes, split, end));
    }

    /** The largest power of two smaller than {@code n}, which is at least 2. */
    static long largestPowerOfTwoBelow(long n) {
        return Long.highestOneBit(n - 1);
    }
}
