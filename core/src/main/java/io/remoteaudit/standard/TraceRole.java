package io.remoteaudit.standard;

import java.util.Optional;

/**
 * What an attribute of a record type tells about where lots come from and go to. A record type says so in its JSON Schema by
 * the keyword {@code x-trace} of a property, so that a host's own types take part in tracing like those shipped.
 */
public enum TraceRole {
    /** Lots that went into those of {@link #OUTPUT} in the same record. */
    INPUT("input"),
    /** Lots that came out of those of {@link #INPUT} in the same record. */
    OUTPUT("output"),
    /** Where the record's lots came from before the maker had them, such as the supplier. */
    ORIGIN("origin"),
    /** Where the record's lots went when they left the maker, such as the consignee. */
    DESTINATION("destination"),
    /** What other records name this one by, such as an instrument's number in its calibration. */
    KEY("key"),
    /** The number of a controlled document that was followed, alone or before a blank and more text. */
    DOCUMENT("document");

    /** The keyword in a JSON Schema. */
    static final String KEYWORD = "x-trace";

    private final String wireName;

    TraceRole(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in JSON Schemas and on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /** Finds a role by its wire name. */
    static Optional<TraceRole> named(String wireName) {
        for (TraceRole role : values()) {
            if (role.wireName.equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
