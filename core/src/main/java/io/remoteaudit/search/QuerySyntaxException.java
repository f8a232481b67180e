package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query that is not in the query language. Says where, what was found there, and what was expected. */
public final class QuerySyntaxException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final @Nullable String pointer;
    private final String english;
    private final String chinese;
    private final @Nullable Correction correction;
    private final boolean order;

    /**
     * What was probably meant.
     *
     * @param from where the text it takes the place of begins, in UTF-16 code units
     * @param to where that text ends
     * @param text what to put there
     */
    public record Correction(int from, int to, String text) implements Serializable {}

    /**
     * Creates the failure.
     *
     * @param position where, as a 0-based offset in UTF-16 code units into the query
     * @param english what was found and what was expected, in English
     * @param chinese the same in Simplified Chinese
     */
    public QuerySyntaxException(int position, String english, String chinese) {
        this(position, english, chinese, null, false);
    }

    private QuerySyntaxException(
            int position, String english, String chinese, @Nullable Correction correction, boolean order) {
        super("RA-0301", english + " (at position " + position + ")");
        this.position = position;
        this.correction = correction;
        this.order = order;
        this.pointer = null;
        this.english = english;
        this.chinese = chinese;
    }

    private QuerySyntaxException(String pointer, String english, String chinese) {
        super("RA-0301", english + (pointer.isEmpty() ? " (in the query)" : " (at " + pointer + ")"));
        this.position = 0;
        this.pointer = pointer;
        this.correction = null;
        this.order = false;
        this.english = english;
        this.chinese = chinese;
    }

    /**
     * The same failure in a query given as JSON.
     *
     * @param pointer where, as a JSON Pointer (RFC 6901); empty for the query as a whole
     * @return the failure
     */
    public QuerySyntaxException at(String pointer) {
        return new QuerySyntaxException(pointer, english, chinese);
    }

    /**
     * The same failure with what was probably meant.
     *
     * @param written the text at its position that is wrong
     * @param meant what to put in its place
     * @return the failure
     */
    public QuerySyntaxException meant(String written, String meant) {
        return new QuerySyntaxException(
                position, english, chinese, new Correction(position, position + written.length(), meant), order);
    }

    /**
     * What was probably meant.
     *
     * @return the correction; empty if nothing suggests itself, and for a query in JSON
     */
    public Optional<Correction> correction() {
        return Optional.ofNullable(correction);
    }

    /**
     * Where the query went wrong.
     *
     * @return a 0-based offset in UTF-16 code units; 0 for a query in JSON
     */
    public int position() {
        return position;
    }

    /**
     * Where a query in JSON went wrong.
     *
     * @return a JSON Pointer (RFC 6901), empty for the query as a whole; no value for a query text
     */
    public Optional<String> pointer() {
        return Optional.ofNullable(pointer);
    }

    /**
     * Whether it is the order asked for that does not exist, and nothing of the query.
     *
     * @return true for {@link #unknownSort}
     */
    public boolean concernsOrder() {
        return order;
    }

    /**
     * What was found and what was expected.
     *
     * @param locale Chinese for the Chinese text; any other gives the English one
     * @return one sentence
     */
    public String detail(Locale locale) {
        return "zh".equals(locale.getLanguage()) ? chinese : english;
    }

    /**
     * The failure for a filter that does not exist, or that the scope masks; the two cannot be told apart.
     *
     * @param name the filter's name
     * @return the failure
     */
    public static QuerySyntaxException unknownFilter(String name) {
        return new QuerySyntaxException(0, "There is no filter '" + name + "'", "没有筛选项“" + name + "”");
    }

    /**
     * The failure for an order that does not exist, or that the scope masks; the two cannot be told apart.
     *
     * @param name the order's name
     * @return the failure
     */
    public static QuerySyntaxException unknownSort(String name) {
        return new QuerySyntaxException(0, "There is no order '" + name + "'", "没有排序方式“" + name + "”", null, true);
    }
}
