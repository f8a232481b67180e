package io.remoteaudit.search.query;

import java.util.Optional;

/** The fields that exist for one caller. A field masked for the caller does not. */
public interface QueryFields {

    /**
     * Finds a field.
     *
     * @param name a field's canonical name or another name of it
     * @return the field, or empty if there is none
     */
    Optional<QueryField> find(String name);

    /**
     * Finds the field whose name looks most like a name that is none.
     *
     * @param name what was written
     * @return a name that {@link #find} knows, or empty if none is near
     */
    Optional<String> nearest(String name);
}
