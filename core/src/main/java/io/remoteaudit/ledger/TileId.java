package io.remoteaudit.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a hash tile of C2SP tlog-tiles: up to 256 hashes of one level.
 *
 * @param level the tile level, 0 to 7; its hashes are of tree level {@code 8·level}
 * @param index which tile of its level, from 0 on
 * @param width how many hashes, 1 to 256; less than 256 only at the tree's right edge
 */
public record TileId(int level, long index, int width) {

    /** How many hashes a full tile has. */
    public static final int FULL = 256;

    /** The largest level that a tree below 2^62 leaves can have. */
    private static final int MAX_LEVEL = 7;

    private static final Pattern PATH =
            Pattern.compile("tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Checks the bounds. */
    public TileId {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("Not a tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /**
     * Reads a tile path.
     *
     * @param path for example {@code tile/0/x001/234.p/5}
     * @return the tile
     * @throws MalformedException if the path is not of the form tlog-tiles prescribes
     */
    public static TileId parse(String path) {
        Matcher matcher = path.length() > 64 ? null : PATH.matcher(path);
        if (matcher == null || !matcher.matches()) {
            throw new MalformedException("Not a tile path; one looks like tile/0/x001/234 or tile/0/000.p/5");
        }
        int level = Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        if (level > MAX_LEVEL || width > FULL || (matcher.group(3) != null && width == FULL)) {
            throw new MalformedException("Not a tile path: level or width is out of bounds");
        }
        TileId tile = new TileId(level, index, width);
        if (!tile.path().equals(path)) {
            throw new MalformedException("Not the only path of its tile; write " + tile.path());
        }
        return tile;
    }

    /**
     * The tile's path.
     *
     * @return for example {@code tile/0/x001/234.p/5}
     */
    public String path() {
        StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        path.insert(0, "tile/" + level + "/");
        return width == FULL ? path.toString() : path + ".p/" + width;
    }
}
