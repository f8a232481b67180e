package io.remoteaudit.search.query;

import java.util.List;
import java.util.Objects;

/**
 * A field a query may name.
 *
 * @param name its canonical name, for example {@code lots} or {@code BFE}
 * @param origin what the name stands for
 * @param kind which values it takes
 * @param units the units its numbers are stated in, the usual one first; empty where its numbers have no unit
 */
public record QueryField(String name, Origin origin, Kind kind, List<String> units) {

    /** Checks that nothing is missing. */
    public QueryField {
        units = List.copyOf(units);
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(kind, "kind");
    }

    /**
     * A field whose values have no unit.
     *
     * @param name its canonical name
     * @param origin what the name stands for
     * @param kind which values it takes
     */
    public QueryField(String name, Origin origin, Kind kind) {
        this(name, origin, kind, List.of());
    }

    /** What a field's name stands for. */
    public enum Origin {
        /** A field every record may have. */
        RECORD,
        /** A field every measurement may have. */
        MEASUREMENT,
        /** The measured values of a characteristic. */
        CHARACTERISTIC,
        /** An attribute of a record type. */
        ATTRIBUTE
    }

    /** Which values a field takes. */
    public enum Kind {
        /** Words and phrases found in it. */
        TEXT,
        /** The whole value. */
        EXACT,
        /** Days. */
        DATE,
        /** Numbers. */
        NUMBER,
        /** Words, phrases, and numbers where the value is one. */
        ANY
    }
}
