package io.remoteaudit.ledger;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The state of a ledger: its origin, size and root; C2SP tlog-checkpoint.
 *
 * @param origin the ledger's name, one line, for example {@code qms.example.com/audit}
 * @param size how many leaves
 * @param root the root of the tree over them
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final int MAX_LENGTH = 64 * 1024;
    private static final Pattern ORIGIN = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,255}");
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    /** Checks that the origin is one line and the size not negative. */
    public Checkpoint {
        Objects.requireNonNull(root, "root");
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException("An origin is one line of 1 to 255 characters");
        }
        if (size < 0) {
            throw new IllegalArgumentException("A ledger size cannot be negative: " + size);
        }
    }

    /**
     * Reads the text of a checkpoint. Extension lines are allowed by the standard and passed over, so {@link #body()}
     * is what was signed only where there are none.
     *
     * @param body the note's text
     * @return the checkpoint
     * @throws MalformedException if it is not of the form tlog-checkpoint prescribes
     */
    public static Checkpoint parse(String body) {
        if (body.length() > MAX_LENGTH) {
            throw new MalformedException("A checkpoint of " + body.length() + " characters is too long");
        }
        String[] lines = body.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedException("A checkpoint has three lines: origin, size, root");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new MalformedException("A checkpoint has no empty line; line " + (i + 1) + " is");
            }
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new MalformedException("A checkpoint's second line is its size in decimal digits");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.parseBase64(lines[2]));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Not a checkpoint: " + e.getMessage(), e);
        }
    }

    /**
     * The text that is signed.
     *
     * @return three lines, each ended by a line feed
     */
    public String body() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
