package io.remoteaudit.ledger;

import io.remoteaudit.store.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a tree's nodes out of its tiles, reading each tile once. For one computation; not safe for use by several
 * threads.
 */
final class TileNodes implements MerkleTree.Nodes {

    private static final int TILE_HEIGHT = 8;

    private final Reader reader;
    private final Map<TileId, byte[]> read = new HashMap<>();

    TileNodes(Reader reader) {
        this.reader = reader;
    }

    TileNodes(Tiles tiles, long size) {
        this((level, index) -> {
            long hashes = (size >>> (TILE_HEIGHT * level)) - index * TileId.FULL;
            int width = (int) Math.min(TileId.FULL, hashes);
            byte[] tile = tiles.tile(level, index, width);
            if (tile.length != width * Hash.LENGTH) {
                throw new MalformedException("Tile " + new TileId(level, index, width).path() + " has " + tile.length
                        + " bytes; " + width * Hash.LENGTH + " were expected");
            }
            return tile;
        });
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
                new TileId(tileLevel, first >>> TILE_HEIGHT, TileId.FULL),
                tileId -> reader.read(tileId.level(), tileId.index()));
        return subtree(tile, (int) (first & (TileId.FULL - 1)), 1 << height);
    }

    /** The root over {@code width} hashes of a tile. */
    static Hash subtree(byte[] tile, int start, int width) {
        return reduce(Arrays.copyOfRange(tile, start * Hash.LENGTH, (start + width) * Hash.LENGTH), width);
    }

    /** The root over a row of hashes, which is overwritten. */
    static Hash reduce(byte[] row, int width) {
        MessageDigest digest = Sha256.newDigest();
        for (int left = width; left > 1; left = (left + 1) / 2) {
            for (int i = 0; i + 1 < left; i += 2) {
                digest.update((byte) 1);
                digest.update(row, i * Hash.LENGTH, 2 * Hash.LENGTH);
                finishInto(digest, row, i / 2);
            }
            if (left % 2 == 1) {
                // The last one has no sibling at this level and moves up unchanged, as in RFC 6962.
                System.arraycopy(row, (left - 1) * Hash.LENGTH, row, left / 2 * Hash.LENGTH, Hash.LENGTH);
            }
        }
        return Hash.at(row, 0);
    }

    private static void finishInto(MessageDigest digest, byte[] row, int index) {
        try {
            digest.digest(row, index * Hash.LENGTH, Hash.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit into 32 bytes", e);
        }
    }
}
