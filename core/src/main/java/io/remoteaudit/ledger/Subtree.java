package io.remoteaudit.ledger;

import java.util.Iterator;
import java.util.List;

/**
 * A run of leaves that is one subtree of every tree large enough to hold it, as Merkle Tree Certificates
 * (draft-ietf-plants-merkle-tree-certs, section 4) define it. Witnesses may cosign subtrees, so whoever checks what they
 * say needs the two proofs that tie a subtree to a leaf and to a tree.
 *
 * @param start the first leaf
 * @param end the leaf after the last
 */
public record Subtree(long start, long end) {

    /**
     * Whether these leaves are a subtree: not empty, and beginning where a full subtree at least as wide begins.
     *
     * @return true if they are
     */
    public boolean valid() {
        if (start < 0 || start >= end) {
            return false;
        }
        long width = end - start;
        long full = Long.highestOneBit(width);
        if (full != width) {
            full <<= 1;
        }
        return full > 0 && (start & (full - 1)) == 0;
    }

    /**
     * Checks that a leaf is in the subtree.
     *
     * @param leafIndex the leaf, counted in the whole tree
     * @param leafHash its hash
     * @param path the sibling hashes from the leaf up to the subtree's root
     * @param root the subtree's root
     * @return true if it is
     */
    public boolean verifyInclusion(long leafIndex, Hash leafHash, List<Hash> path, Hash root) {
        return valid()
                && leafIndex >= start
                && leafIndex < end
                && new InclusionProof(leafIndex - start, end - start, path).verify(leafHash, root);
    }

    /**
     * Checks that the subtree is one of a tree.
     *
     * @param treeSize how many leaves the tree has
     * @param path the proof
     * @param subtreeRoot the subtree's root
     * @param treeRoot the tree's root
     * @return true if it is; of no leaves at all, true with the root of none and an empty proof, which says nothing
     */
    public boolean verifyConsistency(long treeSize, List<Hash> path, Hash subtreeRoot, Hash treeRoot) {
        if (start >= 0 && start == end && end <= treeSize) {
            return path.isEmpty() && subtreeRoot.equals(MerkleTree.EMPTY_ROOT);
        }
        if (!valid() || end > treeSize) {
            return false;
        }
        long first = start;
        long last = end - 1;
        long treeLast = treeSize - 1;
        boolean atEdge = last == treeLast;
        while (first != last && (atEdge || (last & 1) == 1)) {
            first >>>= 1;
            last >>>= 1;
            treeLast >>>= 1;
        }
        Iterator<Hash> hashes = path.iterator();
        if (first != last && !hashes.hasNext()) {
            return false;
        }
        Hash node = first == last ? subtreeRoot : hashes.next();
        Hash treeNode = node;
        while (hashes.hasNext()) {
            Hash hash = hashes.next();
            if (treeLast == 0) {
                return false;
            }
            if ((last & 1) == 1 || last == treeLast) {
                if (first < last) {
                    node = MerkleTree.nodeHash(hash, node);
                }
                treeNode = MerkleTree.nodeHash(hash, treeNode);
                while ((last & 1) == 0 && last != 0) {
                    first >>>= 1;
                    last >>>= 1;
                    treeLast >>>= 1;
                }
            } else {
                treeNode = MerkleTree.nodeHash(treeNode, hash);
            }
            first >>>= 1;
            last >>>= 1;
            treeLast >>>= 1;
        }
        return treeLast == 0 && node.equals(subtreeRoot) && treeNode.equals(treeRoot);
    }
}
