package io.remoteaudit.standard;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That whoever or whatever took part in a lot's records had to have a record that was valid on the day.
 *
 * @param id a name of its own within the rules
 * @param of who or what took part
 * @param recordType the id of the record type needed
 * @param key its attribute that names who or what it is of, of the role {@link TraceRole#KEY}
 * @param from its attribute with the first day it is valid
 * @param to its attribute with the last day; null, or absent in a record, for no end
 * @param attribute its attribute which tells whether it counts; null if it always does
 * @param value the value that one has where it counts; null if it always does
 * @param everyVersion whether each of its versions counts for itself, as revisions of a document do; else the newest alone
 * @param verified whether the rule was checked against a standard; else it is a proposal and said to be one
 */
public record DossierValidity(
        String id,
        Of of,
        String recordType,
        String key,
        String from,
        @Nullable String to,
        @Nullable String attribute,
        @Nullable String value,
        boolean everyVersion,
        boolean verified) {

    /** Who or what takes part in records. */
    public enum Of {
        /** The instruments of measurements. */
        INSTRUMENT("instrument"),
        /** Who performed. */
        PERFORMER("performer"),
        /** The documents followed, of which only those count that there are records of. */
        DOCUMENT("document");

        private final String wireName;

        Of(String wireName) {
            this.wireName = wireName;
        }

        /** Finds one by its name in data. */
        static Of ofWireName(String wireName) {
            for (Of of : values()) {
                if (of.wireName.equals(wireName)) {
                    return of;
                }
            }
            throw new IllegalArgumentException("Not a part in records: '" + wireName + "'");
        }
    }

    /** Checks that nothing is missing. */
    public DossierValidity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(recordType, "recordType");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(from, "from");
    }
}
