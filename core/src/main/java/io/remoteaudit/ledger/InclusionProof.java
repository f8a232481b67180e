package io.remoteaudit.ledger;

import java.util.List;
import java.util.Objects;

/**
 * Proof that a leaf is in a tree, RFC 9162, section 2.1.3.
 *
 * @param leafIndex the leaf, from 0 on
 * @param treeSize how many leaves the tree has
 * @param path the sibling hashes from the leaf up
 */
public record InclusionProof(long leafIndex, long treeSize, List<Hash> path) {

    /** Checks that nothing is missing and copies the path. */
    public InclusionProof {
        Objects.requireNonNull(path, "path");
        path = List.copyOf(path);
    }

    /**
     * Checks the proof, RFC 9162, section 2.1.3.2.
     *
     * @param leafHash the leaf's hash
     * @param root the tree's root
     * @return true if the leaf is in the tree at its index
     */
    public boolean verify(Hash leafHash, Hash root) {
        if (leafIndex < 0 || leafIndex >= treeSize) {
            return false;
        }
        long fn = leafIndex;
        long sn = treeSize - 1;
        Hash node = leafHash;
        for (Hash sibling : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                node = MerkleTree.nodeHash(sibling, node);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                node = MerkleTree.nodeHash(node, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && node.equals(root);
    }

    /**
     * Checks the proof and fails if it does not hold.
     *
     * @param leafHash the leaf's hash
     * @param root the tree's root
     * @throws ProofException if it does not hold
     */
    public void require(Hash leafHash, Hash root) {
        if (!verify(leafHash, root)) {
            throw new ProofException("Leaf " + leafIndex + " is not proven to be in the tree of size " + treeSize
                    + " with root " + root);
        }
    }
}
