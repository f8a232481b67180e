package io.remoteaudit.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a hash tile of C2SP tlog-tiles: up to 256 hashes of one level.
 *
 * @param level the tile level, 0 to 7; its hashes are of tree level {@code 8·level}
 * @param index which tile of its level, 0 to 2^54
 * @param width how many hashes, 1 to 256; less than 256 only at the tree's right edge
 */
public record TileId(int level, long index, int width) {

    /** How many hashes a full tile has. */
    public static final int FULL = 256;

    /** The largest level and index that a tree of 2^62 leaves has. */
    private static final int MAX_LEVEL = 7;

    private static final long MAX_INDEX = 1L << 54;

    private static final int MAX_PATH = 64;

    private static final Pattern PATH =
            Pattern.compile("tile/([0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Checks the bounds. */
    public TileId {
        if (level < 0 || level > MAX_LEVEL || index < 0 || index > MAX_INDEX || width < 1 || width > FULL) {
            throw new IllegalArgumentException("Not a tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /**
     * Reads a tile path. Each tile has exactly one.
     *
     * @param path for example {@code tile/0/x001/234.p/5}
     * @return the tile
     * @throws MalformedException if the path is not of the form tlog-tiles prescribes, or of no tree up to 2^62 leaves
     */
    public static TileId parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (path.length() > MAX_PATH || !matcher.matches()) {
            throw new MalformedException("Not a tile path; one looks like tile/0/x001/234 or tile/0/000.p/5");
        }
        int level = Integer.parseInt(matcher.group(1));
        long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
        if (index > MAX_INDEX || width > FULL) {
            throw new MalformedException("Not a tile path: its index or width is out of bounds");
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
        StringBuilder path = new StringBuilder(MAX_PATH).append("tile/").append(level);
        long unit = 1;
        while (index / unit >= 1000) {
            unit *= 1000;
        }
        for (; unit > 0; unit /= 1000) {
            // Not String.format, whose digits are those of the host's locale.
            long digits = index / unit % 1000;
            path.append(unit > 1 ? "/x" : "/")
                    .append(digits / 100)
                    .append(digits / 10 % 10)
                    .append(digits % 10);
        }
        return width == FULL
                ? path.toString()
                : path.append(".p/").append(width).toString();
    }
}
