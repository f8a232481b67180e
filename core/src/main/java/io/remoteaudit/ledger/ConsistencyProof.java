package io.remoteaudit.ledger;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Proof that a tree is the beginning of a larger one, RFC 9162, section 2.1.4: nothing in it was changed or removed.
 *
 * @param fromSize the smaller size, from 1 on
 * @param toSize the larger size
 * @param path the hashes from the bottom up; empty if the sizes are equal
 */
public record ConsistencyProof(long fromSize, long toSize, List<Hash> path) {

    /** Checks that nothing is missing and copies the path. */
    public ConsistencyProof {
        Objects.requireNonNull(path, "path");
        path = List.copyOf(path);
    }

    /**
     * Checks the proof, RFC 9162, section 2.1.4.2.
     *
     * @param fromRoot the smaller tree's root
     * @param toRoot the larger tree's root
     * @return true if the smaller tree is the beginning of the larger
     */
    public boolean verify(Hash fromRoot, Hash toRoot) {
        // Of a tree without leaves nothing can be proven: RFC 9162 defines the proof for sizes from 1 on.
        if (fromSize < 1 || fromSize > toSize) {
            return false;
        }
        if (fromSize == toSize) {
            return path.isEmpty() && fromRoot.equals(toRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        Iterator<Hash> hashes = path.iterator();
        Hash first = Long.bitCount(fromSize) == 1 ? fromRoot : hashes.next();
        long fn = fromSize - 1;
        long sn = toSize - 1;
        while ((fn & 1) == 1) {
            fn >>>= 1;
            sn >>>= 1;
        }
        Hash fromNode = first;
        Hash toNode = first;
        while (hashes.hasNext()) {
            Hash hash = hashes.next();
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fromNode = MerkleTree.nodeHash(hash, fromNode);
                toNode = MerkleTree.nodeHash(hash, toNode);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                toNode = MerkleTree.nodeHash(toNode, hash);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && fromNode.equals(fromRoot) && toNode.equals(toRoot);
    }

    /**
     * Checks the proof and fails if it does not hold.
     *
     * @param fromRoot the smaller tree's root
     * @param toRoot the larger tree's root
     * @throws ProofException if it does not hold
     */
    public void require(Hash fromRoot, Hash toRoot) {
        if (!verify(fromRoot, toRoot)) {
            throw new ProofException("The ledger of size " + toSize + " with root " + toRoot
                    + " is not proven to continue the one of size " + fromSize + " with root " + fromRoot);
        }
    }
}
