package io.remoteaudit.search.query;

import java.util.List;
import java.util.Optional;

/** The fields that exist for one caller, and their values. A field masked for the caller does not exist. */
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

    /**
     * The whole value a text means for a field.
     *
     * @param field a field of {@link QueryField.Kind#EXACT}
     * @param text what was written
     * @return the value as records hold it; the text itself where the field takes any value; empty where it takes
     *     certain values only and this is none
     */
    Optional<String> value(QueryField field, String text);

    /**
     * What could have been meant by a value that is none.
     *
     * @param field the field
     * @param text what was written
     * @return all values where they are few, else those most like the text; may be empty
     */
    List<String> alternatives(QueryField field, String text);
}
