package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QueryTooCostlyException;
import java.io.IOException;
import java.util.List;

/** The glossary for one query: what its words are called otherwise, bounded over the whole query. */
final class OtherTerms {

    /** The most terms the glossary adds to a query. */
    static final int MAX_TERMS = 128;

    private final GlossaryTerms glossary;
    private final QueryWords analysis;
    private int added;

    OtherTerms(GlossaryTerms glossary, QueryWords analysis) {
        this.glossary = glossary;
        this.analysis = analysis;
    }

    /** The text without the sign that keeps the glossary away. */
    static String written(String text) {
        return isAsWritten(text) ? text.substring(1) : text;
    }

    /**
     * Other terms for a word or phrase of the query; none for an identifier, which is searched as it is, and none after
     * an equals sign.
     */
    List<List<QueryWords.Word>> of(String text) throws IOException {
        List<List<QueryWords.Word>> others = find(text);
        added += others.size();
        if (added > MAX_TERMS) {
            throw new QueryTooCostlyException("The glossary knows more than " + MAX_TERMS
                    + " other terms for these words; use fewer words, or write = before those meant as written");
        }
        return others;
    }

    /** The terms a word of the query is made of, where Chinese was written without blanks. */
    List<String> partsOf(String word) {
        return isAsWritten(word) ? List.of() : glossary.partsOf(word);
    }

    /** Whether a text is a term that has others. */
    boolean knows(String text) throws IOException {
        return !find(text).isEmpty();
    }

    private List<List<QueryWords.Word>> find(String text) throws IOException {
        return isAsWritten(text) || !Identifiers.whole(text).isEmpty() ? List.of() : glossary.others(analysis.of(text));
    }

    /** The most words side by side that may be a term. */
    int longest() {
        return glossary.longest();
    }

    /**
     * How much a match of another term counts: half as much as one of the term as it was written, however many words
     * either has; a power of two, so that scores stay exact.
     */
    static float weight(int written, int other) {
        return 0.5f * powerOfTwo(written) / Math.max(powerOfTwo(other), other > 2 ? 4 : 1);
    }

    private static int powerOfTwo(int words) {
        return words >= 4 ? 4 : words >= 2 ? 2 : 1;
    }

    private static boolean isAsWritten(String text) {
        return text.length() > 1 && (text.charAt(0) == '=' || text.charAt(0) == '＝');
    }
}
