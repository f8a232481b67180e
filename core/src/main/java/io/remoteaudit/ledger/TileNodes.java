package io.remoteaudit.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives a tree's nodes out of its tiles, reading each tile once. For one computation; not safe for use by several
 * threads.
 */
final class TileNodes implements MerkleTree.Nodes {

    private static final int TILE_HEIGHT = 8;

    private final Reader reader;
    private final Map<Long, byte[]> read = new HashMap<>();

    TileNodes(Reader reader) {
        this.reader = reader;
    }

    /** Reads tiles. */
    @FunctionalInterface
    interface Reader {
        /** All hashes the tree has of this tile: 32 bytes each, at most 256. */
        byte[] read(int tileLevel, long tileIndex);
    }

    @Override
    public Hash node(int level, long index) {
        int tileLevel = level / TILE_HEIGHT;
        int height = level % TILE_HEIGHT;
        long first = index << height;
        byte[] tile = read.computeIfAbsent(
                (long) tileLevel << 56 | first >>> TILE_HEIGHT, key -> reader.read(tileLevel, first >>> TILE_HEIGHT));
        return subtree(tile, (int) (first & (TileId.FULL - 1)), 1 << height);
    }

    /** The root over {@code width} hashes of a tile, a power of two. */
    static Hash subtree(byte[] tile, int start, int width) {
        if (width == 1) {
            return Hash.at(tile, start);
        }
        int half = width / 2;
        return MerkleTree.nodeHash(subtree(tile, start, half), subtree(tile, start + half, half));
    }
}
