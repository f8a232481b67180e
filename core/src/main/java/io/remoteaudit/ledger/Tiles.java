package io.remoteaudit.ledger;

/**
 * Reads the hash tiles of one tree (C2SP tlog-tiles, height 8), from wherever they are: a database, files, an audit
 * endpoint. What it returns needs no trust: a root computed from wrong tiles is not the signed one.
 */
@FunctionalInterface
public interface Tiles {

    /**
     * Reads a tile.
     *
     * @param level the tile level, from 0 on; its hashes are of tree level {@code 8·level}
     * @param index which tile of its level, from 0 on
     * @param width how many hashes are needed, 1 to 256
     * @return the first {@code width} hashes, 32 bytes each
     */
    byte[] tile(int level, long index, int width);
}
