package io.remoteaudit.ledger;

import io.remoteaudit.store.Sha256;
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

    private static final long MAX_SIZE = 1L << 62;

    private MerkleTree() {}

    /** Gives the hashes of full subtrees. */
    @FunctionalInterface
    interface Nodes {

        /** The hash over leaves {@code index·2^level} to {@code (index+1)·2^level - 1}, all of which exist. */
        Hash node(int level, long index);
    }

    /**
     * The hash of a leaf: {@code SHA-256(0x00 ‖ leaf)}.
     *
     * @param leaf the leaf's bytes
     * @return its hash
     */
    public static Hash leafHash(byte[] leaf) {
        MessageDigest digest = Sha256.newDigest();
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
        MessageDigest digest = Sha256.newDigest();
        digest.update((byte) 1);
        left.updateInto(digest);
        right.updateInto(digest);
        return Hash.finish(digest);
    }

    /**
     * The root of the tree over given leaves.
     *
     * @param leaves their hashes, in order
     * @return the root; {@link #EMPTY_ROOT} if there are none
     */
    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return EMPTY_ROOT;
        }
        byte[] row = new byte[Math.multiplyExact(leaves.size(), Hash.LENGTH)];
        for (int i = 0; i < leaves.size(); i++) {
            leaves.get(i).copyInto(row, i);
        }
        return TileNodes.reduce(row, leaves.size());
    }

    /**
     * The root of a tree.
     *
     * @param tiles the tree's tiles
     * @param size how many leaves the tree has, from 0 to 2^62
     * @return its root; {@link #EMPTY_ROOT} if it has no leaves
     * @throws MalformedException if a tile is not as long as its width says
     */
    public static Hash root(Tiles tiles, long size) {
        return root(new TileNodes(tiles, size), size);
    }

    static Hash root(Nodes nodes, long size) {
        requireSize(size);
        return size == 0 ? EMPTY_ROOT : range(nodes, 0, size);
    }

    /**
     * Proves that a leaf is in a tree, RFC 9162, section 2.1.3.1.
     *
     * @param tiles the tree's tiles
     * @param leafIndex the leaf
     * @param size how many leaves the tree has, at most 2^62
     * @return the proof
     * @throws IllegalArgumentException unless {@code 0 <= leafIndex < size}
     * @throws MalformedException if a tile is not as long as its width says
     */
    public static InclusionProof inclusion(Tiles tiles, long leafIndex, long size) {
        return inclusion(new TileNodes(tiles, size), leafIndex, size);
    }

    static InclusionProof inclusion(Nodes nodes, long leafIndex, long size) {
        requireSize(size);
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
     * @param tiles the larger tree's tiles
     * @param fromSize the smaller size
     * @param toSize the larger size, at most 2^62
     * @return the proof; its path is empty if the sizes are equal
     * @throws IllegalArgumentException unless {@code 1 <= fromSize <= toSize}
     * @throws MalformedException if a tile is not as long as its width says
     */
    public static ConsistencyProof consistency(Tiles tiles, long fromSize, long toSize) {
        return consistency(new TileNodes(tiles, toSize), fromSize, toSize);
    }

    static ConsistencyProof consistency(Nodes nodes, long fromSize, long toSize) {
        requireSize(toSize);
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

    private static void requireSize(long size) {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("A tree has 0 to 2^62 leaves, not " + size);
        }
    }

    /** The largest power of two smaller than {@code n}, which is at least 2. */
    private static long largestPowerOfTwoBelow(long n) {
        return Long.highestOneBit(n - 1);
    }
}
