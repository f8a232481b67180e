package io.remoteaudit.search;

import io.remoteaudit.RemoteAuditException;
import java.util.Locale;

/** A query that is not in the query language. Says where, what was found there, and what was expected. */
public final class QuerySyntaxException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final String english;
    private final String chinese;

    /**
     * Creates the failure.
     *
     * @param position where, as a 0-based offset in UTF-16 code units into the query
     * @param english what was found and what was expected, in English
     * @param chinese the same in Simplified Chinese
     */
    public QuerySyntaxException(int position, String english, String chinese) {
        super("RA-0301", english + " (at position " + position + ")");
        this.position = position;
        this.english = english;
        this.chinese = chinese;
    }

    /**
     * Where the query went wrong.
     *
     * @return a 0-based offset in UTF-16 code units
     */
    public int position() {
        return position;
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
}
