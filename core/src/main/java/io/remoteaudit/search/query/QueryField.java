package io.remoteaudit.search.query;

import java.util.Objects;

/**
 * A field a query may name.
 *
 * @param name its canonical name, for example {@code lots} or {@code BFE}
 * @param origin what the name stands for
 * @param kind which values it takes
 */
public record QueryField(String name, Origin origin, Kind kind) {

    /** Checks that nothing is missing. */
    public QueryField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(kind, "kind");
    }

    /** What a field's name stands for. */
    public enum Origin {
        /** A field every record may have. */
        RECORD,
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
