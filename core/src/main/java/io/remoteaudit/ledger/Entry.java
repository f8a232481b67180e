package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the ledger holds it.
 *
 * @param leaf the leaf, which the tree proves
 * @param context the engagement it belongs to; null for none
 * @param leafIndex its place; empty until it is sequenced
 * @param disclosures its content, without what was erased, in name order
 * @param erased the names of its fields that were erased, each with the erasure that says why
 */
public record Entry(
        Leaf leaf,
        @Nullable String context,
        OptionalLong leafIndex,
        List<Disclosure> disclosures,
        SortedMap<String, Erasure> erased) {

    /** Checks that nothing is missing and copies list and map. */
    public Entry {
        Objects.requireNonNull(leaf, "leaf");
        Objects.requireNonNull(leafIndex, "leafIndex");
        disclosures = List.copyOf(disclosures);
        erased = Collections.unmodifiableSortedMap(new TreeMap<>(erased));
    }

    /**
     * What the entry is about.
     *
     * @return the kind
     */
    public EntryKind kind() {
        return leaf.kind();
    }

    /**
     * The business id it belongs to.
     *
     * @return the subject
     */
    public String subject() {
        return leaf.subject();
    }

    /**
     * Its number among the entries of its kind and subject.
     *
     * @return from 1 on
     */
    public int version() {
        return leaf.version();
    }

    /**
     * When the ledger took it.
     *
     * @return the time, to the millisecond
     */
    public Instant at() {
        return leaf.at();
    }

    /**
     * The content by field name.
     *
     * @return the values in name order
     */
    public SortedMap<String, JsonNode> fields() {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        disclosures.forEach(disclosure -> fields.put(disclosure.name(), disclosure.value()));
        return fields;
    }

    /**
     * One field's value.
     *
     * @param name the field's name
     * @return its value, or empty if there is none or it was erased
     */
    public Optional<JsonNode> field(String name) {
        return disclosures.stream()
                .filter(disclosure -> disclosure.name().equals(name))
                .map(Disclosure::value)
                .findFirst();
    }
}
