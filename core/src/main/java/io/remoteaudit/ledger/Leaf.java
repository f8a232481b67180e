package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the tree proves of an entry: its kind, subject, version and time, and one digest for each of its fields. Never
 * content. Its bytes are the RFC 8785 canonical form. Immutable.
 */
public final class Leaf {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_SUBJECT = 200;
    private static final Json.Bounds BOUNDS = new Json.Bounds(MAX_LENGTH, 2, MAX_SUBJECT);

    /** 32 bytes in base64url: 42 characters of six bits and one whose last two bits are zero. */
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    /** Years beyond have no RFC 3339 form. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final EntryKind kind;
    private final String subject;
    private final int version;
    private final Instant at;
    private final List<String> digests;
    private final String text;

    private Leaf(EntryKind kind, String subject, int version, Instant at, Collection<String> digests) {
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException(
                    "A subject has 1 to " + MAX_SUBJECT + " characters, not " + subject.length());
        }
        if (version < 1) {
            throw new IllegalArgumentException("A version is a number from 1 on, not " + version);
        }
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException("A leaf's time is between the years 0 and 9999, not " + at);
        }
        this.kind = kind;
        this.subject = subject;
        this.version = version;
        this.at = at;
        this.digests = digests.stream().sorted().distinct().toList();
        this.text = canonical();
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "An entry of " + this.digests.size() + " fields is too large for a leaf");
        }
    }

    /** Names in the order RFC 8785 asks for; written out, since every saved record waits for it. */
    private String canonical() {
        StringBuilder json = new StringBuilder(200 + digests.size() * 46).append("{\"_sd\":[");
        for (int i = 0; i < digests.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"").append(digests.get(i)).append('"');
        }
        return json.append("],\"_sd_alg\":\"sha-256\",\"at\":\"")
                .append(MILLISECONDS.format(at))
                .append("\",\"kind\":\"")
                .append(kind.wireName())
                .append("\",\"subject\":")
                .append(Json.canonicalText(Json.text(subject)))
                .append(",\"version\":")
                .append(version)
                .append('}')
                .toString();
    }

    /**
     * Makes a leaf.
     *
     * @param kind what the entry is about
     * @param subject the business id it belongs to, 1 to 200 characters
     * @param version its number, from 1 on
     * @param at when the ledger takes it; cut to the millisecond
     * @param disclosures its fields, at most about 22,000
     * @return the leaf
     * @throws IllegalArgumentException if one of them is out of bounds
     * @throws MalformedException if the subject holds half a surrogate pair
     */
    public static Leaf of(EntryKind kind, String subject, int version, Instant at, Collection<Disclosure> disclosures) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        return ofDigests(
                kind,
                subject,
                version,
                at,
                disclosures.stream().map(Disclosure::digest).toList());
    }

    /** A leaf over digests already made, in any order. */
    static Leaf ofDigests(EntryKind kind, String subject, int version, Instant at, List<String> digests) {
        return new Leaf(kind, subject, version, at.truncatedTo(ChronoUnit.MILLIS), digests);
    }

    /**
     * Reads a leaf.
     *
     * @param text the canonical form
     * @return the leaf
     * @throws MalformedException if it is not a leaf in canonical form
     */
    public static Leaf parse(String text) {
        JsonNode json = Json.parse(text, BOUNDS);
        Leaf leaf;
        try {
            List<String> digests = new ArrayList<>();
            json.path("_sd").forEach(digest -> digests.add(requireDigest(digest.asText())));
            leaf = new Leaf(
                    EntryKind.ofWireName(json.path("kind").asText()),
                    json.path("subject").asText(),
                    json.path("version").asInt(),
                    Instant.parse(json.path("at").asText()),
                    digests);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MalformedException("Not a leaf: " + e.getMessage(), e);
        }
        // Writing it again finds every other fault at once: a missing, further or wrongly typed member, another order.
        if (!leaf.text.equals(text)) {
            throw new MalformedException("Not a leaf in its canonical form");
        }
        return leaf;
    }

    private static String requireDigest(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a digest in _sd is not base64url of 32 bytes");
        }
        return digest;
    }

    /**
     * What the entry is about.
     *
     * @return the kind
     */
    public EntryKind kind() {
        return kind;
    }

    /**
     * The business id the entry belongs to.
     *
     * @return the subject
     */
    public String subject() {
        return subject;
    }

    /**
     * The entry's number among those of its kind and subject.
     *
     * @return from 1 on
     */
    public int version() {
        return version;
    }

    /**
     * When the ledger took the entry.
     *
     * @return the time, to the millisecond
     */
    public Instant at() {
        return at;
    }

    /**
     * When the ledger took the entry, as the leaf writes it.
     *
     * @return for example {@code 2026-04-15T08:30:00.000Z}
     */
    public String atText() {
        return MILLISECONDS.format(at);
    }

    /**
     * The digests of the entry's fields.
     *
     * @return base64url texts, sorted
     */
    public List<String> digests() {
        return digests;
    }

    /**
     * The leaf's canonical form, whose UTF-8 bytes are hashed.
     *
     * @return RFC 8785 JSON
     */
    public String text() {
        return text;
    }

    /**
     * The leaf's hash in the tree.
     *
     * @return {@code SHA-256(0x00 ‖ text)}
     */
    public Hash hash() {
        return MerkleTree.leafHash(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Leaf that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
