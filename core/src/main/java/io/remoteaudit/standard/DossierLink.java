package io.remoteaudit.standard;

import java.util.Objects;

/** How a record that does not name a lot is found for its dossier: through another record, which does. */
public sealed interface DossierLink {

    /**
     * The id of the record type through which it is found.
     *
     * @return the type of a record that names the lot
     */
    String through();

    /**
     * Both hold the same number.
     *
     * @param through the type of a record that names the lot
     * @param attribute the attribute of that record which holds the number
     * @param key the attribute of the record looked for, of the role {@link TraceRole#KEY}
     */
    record ByKey(String through, String attribute, String key) implements DossierLink {
        /** Checks that nothing is missing. */
        public ByKey {
            Objects.requireNonNull(through, "through");
            Objects.requireNonNull(attribute, "attribute");
            Objects.requireNonNull(key, "key");
        }
    }

    /**
     * The one happened on the site and in the time of the other.
     *
     * @param through the type of a record that names the lot
     * @param from the attribute of that record which holds when the time began
     * @param to the attribute which holds when it ended
     */
    record During(String through, String from, String to) implements DossierLink {
        /** Checks that nothing is missing. */
        public During {
            Objects.requireNonNull(through, "through");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }
}
