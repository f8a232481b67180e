package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proof that can be kept as a file and checked offline: an entry's place, the path from its leaf to the root, and the
 * signed checkpoint with whatever cosignatures it carries; C2SP tlog-proof, file extension {@code .tlog-proof}.
 *
 * @param index the leaf's index
 * @param path the sibling hashes from the leaf up
 * @param checkpoint the signed note
 * @param extra text that nobody vouches for; here the leaf that is proven, by which its hash is found. Empty for none
 */
public record TlogProof(long index, List<Hash> path, String checkpoint, String extra) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MAX_LENGTH = 4 << 20;
    private static final int LONGEST_PATH = 63;
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");
    private static final Pattern EXTRA = Pattern.compile("extra ([A-Za-z0-9+/]+={0,2})");

    /** Checks the bounds and copies the path. */
    public TlogProof {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(extra, "extra");
        path = List.copyOf(path);
        if (index < 0 || path.size() > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "A proof has an index from 0 on and a path of at most " + LONGEST_PATH + " hashes");
        }
    }

    /**
     * The proof of a leaf.
     *
     * @param leaf the leaf
     * @param inclusion the path from it to the root of the checkpoint's tree
     * @param checkpoint the signed note
     * @return a proof that names its leaf
     */
    public static TlogProof of(Leaf leaf, InclusionProof inclusion, String checkpoint) {
        return new TlogProof(inclusion.leafIndex(), inclusion.path(), checkpoint, leaf.text());
    }

    /**
     * Reads a proof; it is not checked yet.
     *
     * @param text the file's content, at most 4 Mi characters
     * @return the proof
     * @throws MalformedException if it is not of the form tlog-proof prescribes, or what it calls extra is no UTF-8
     */
    public static TlogProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (text.length() > MAX_LENGTH || end < 0) {
            throw new MalformedException("A proof is lines, an empty line and a checkpoint, at most 4 Mi characters");
        }
        String[] lines = text.substring(0, end).split("\n", -1);
        if (!lines[0].equals(HEADER)) {
            throw new MalformedException("A proof begins with the line " + HEADER);
        }
        int line = 1;
        String extra = "";
        if (lines.length > line) {
            Matcher matcher = EXTRA.matcher(lines[line]);
            if (matcher.matches()) {
                extra = decode(matcher.group(1));
                line++;
            }
        }
        Matcher index = INDEX.matcher(lines.length > line ? lines[line] : "");
        if (!index.matches() || lines.length - line - 1 > LONGEST_PATH) {
            throw new MalformedException("A proof names its index, then at most " + LONGEST_PATH + " hashes");
        }
        List<Hash> path = new ArrayList<>();
        for (int i = line + 1; i < lines.length; i++) {
            path.add(Hash.parseBase64(lines[i]));
        }
        try {
            TlogProof proof = new TlogProof(Long.parseLong(index.group(1)), path, text.substring(end + 2), extra);
            if (!proof.format().equals(text)) {
                throw new MalformedException("Not a proof in its canonical form");
            }
            return proof;
        } catch (IllegalArgumentException e) {
            throw new MalformedException("Not a proof: " + e.getMessage(), e);
        }
    }

    /**
     * The proof as a file's content.
     *
     * @return the text
     */
    public String format() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        if (!extra.isEmpty()) {
            text.append("extra ")
                    .append(Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8)))
                    .append('\n');
        }
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /**
     * Checks the proof: every key signed the checkpoint, and the leaf is in its tree.
     *
     * @param leafHash the leaf's hash, from elsewhere or of the leaf named in {@link #extra()}
     * @param trusted the ledger's keys, known from elsewhere; at least one
     * @return the checkpoint
     * @throws ProofException if something does not hold
     * @throws MalformedException if the checkpoint cannot be read
     */
    public Checkpoint verify(Hash leafHash, Collection<LogKey> trusted) {
        if (trusted.isEmpty()) {
            throw new IllegalArgumentException("A proof is checked by at least one key that is trusted");
        }
        trusted.forEach(key -> key.open(checkpoint));
        Checkpoint signed = Checkpoint.parse(SignedNote.parse(checkpoint).text());
        new InclusionProof(index, signed.size(), path).require(leafHash, signed.root());
        return signed;
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A proof's extra line is base64", e);
        }
    }
}
