package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.TreeSet;

/**
 * What the tree proves of an entry: its kind, subject, version and time, and one digest for each of its fields. Never
 * content. Its bytes are the RFC 8785 canonical form. Immutable.
 */
public final class Leaf {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Json.Bounds BOUNDS = new Json.Bounds(1 << 20, 4, 4096);

    private final EntryKind kind;
    private final String subject;
    private final int version;
    private final Instant at;
    private final List<String> digests;
    private final String text;

    private Leaf(EntryKind kind, String subject, int version, Instant at, Collection<String> digests) {
        this.kind = kind;
        this.subject = subject;
        this.version = version;
        this.at = at;
        this.digests = List.copyOf(new TreeSet<>(digests));
        ObjectNode json = Json.object();
        json.put("kind", kind.wireName());
        json.put("subject", subject);
        json.put("version", version);
        json.put("at", MILLISECONDS.format(at));
        json.put("_sd_alg", "sha-256");
        ArrayNode sd = json.putArray("_sd");
        this.digests.forEach(sd::add);
        this.text = Json.canonicalText(json);
    }

    /**
     * Makes a leaf.
     *
     * @param kind what the entry is about
     * @param subject the business id it belongs to
     * @param version its number, from 1 on
     * @param at when the ledger takes it; cut to the millisecond
     * @param disclosures its fields
     * @return the leaf
     */
    public static Leaf of(EntryKind kind, String subject, int version, Instant at, Collection<Disclosure> disclosures) {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        if (version < 1) {
            throw new IllegalArgumentException("A version is a number from 1 on, not " + version);
        }
        return new Leaf(
                kind,
                subject,
                version,
                at.truncatedTo(ChronoUnit.MILLIS),
                disclosures.stream().map(Disclosure::digest).toList());
    }

    /**
     * Reads a leaf.
     *
     * @param text the canonical form
     * @return the leaf
     * @throws MalformedException if it is not a leaf in canonical form
     */
    public static Leaf parse(String text) {
        JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8), BOUNDS);
        Leaf leaf;
        try {
            List<String> digests = new ArrayList<>();
            json.path("_sd").forEach(digest -> digests.add(digest.asText()));
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
        if (!leaf.text.equals(text) || leaf.version < 1) {
            throw new MalformedException("Not a leaf in its canonical form");
        }
        return leaf;
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
