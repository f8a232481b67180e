package io.remoteaudit.search.query;

import java.util.function.IntPredicate;

/** A query's text with a place in it. Moves forward over blanks, operators, words and phrases. */
final class QueryScanner {

    private static final int SHOWN = 20;

    private final String query;
    private int position;

    QueryScanner(String query) {
        this.query = query;
    }

    int position() {
        return position;
    }

    void moveTo(int position) {
        this.position = position;
    }

    boolean atEnd() {
        return position >= query.length();
    }

    /** The character here in narrow form; the null character at the end. */
    char here() {
        return ahead(0);
    }

    /** The character some places further in narrow form; the null character beyond the end. */
    char ahead(int places) {
        int at = position + places;
        return at < query.length() ? Symbols.plain(query.charAt(at)) : '\0';
    }

    /** Whether a word ends here: at a blank, a quotation mark, a parenthesis or the end. */
    boolean atWordEnd() {
        return atEnd() || Symbols.endsWord(query.charAt(position));
    }

    void next() {
        position++;
    }

    void skipBlanks() {
        while (!atEnd() && Symbols.isBlank(query.charAt(position))) {
            position++;
        }
    }

    String since(int start) {
        return query.substring(start, position);
    }

    /** Consumes an operator that stands here, after blanks; leaves everything as it is otherwise. */
    boolean take(Reserved operator) {
        int before = position;
        skipBlanks();
        int length = lengthOf(operator);
        position = length == 0 ? before : position + length;
        return length > 0;
    }

    boolean at(Reserved operator) {
        return lengthOf(operator) > 0;
    }

    boolean atOperator() {
        return at(Reserved.OR) || at(Reserved.AND) || at(Reserved.NOT);
    }

    private int lengthOf(Reserved operator) {
        for (String word : operator.words()) {
            int end = position + word.length();
            if (query.startsWith(word, position) && (end == query.length() || Symbols.endsWord(query.charAt(end)))) {
                return word.length();
            }
        }
        return 0;
    }

    /** Consumes characters up to the end of the word, or to the first one that also ends it. */
    String word(IntPredicate alsoEnds) {
        int start = position;
        while (!atWordEnd() && !alsoEnds.test(query.charAt(position))) {
            position++;
        }
        return since(start);
    }

    /** Consumes a text in quotation marks. */
    String phrase() {
        int opened = position++;
        StringBuilder text = new StringBuilder();
        while (!atEnd() && here() != '"') {
            if (query.charAt(position) == '\\' && position + 1 < query.length()) {
                position++;
            }
            text.append(query.charAt(position++));
        }
        if (atEnd()) {
            throw QueryProblem.QUOTE_EXPECTED.at(opened);
        }
        position++;
        if (!Symbols.hasContent(text.toString())) {
            throw QueryProblem.NOTHING_TO_FIND.at(opened, text);
        }
        return text.toString();
    }

    /** What stands here, for an error. */
    String found() {
        if (atEnd()) {
            return "";
        }
        int end = query.offsetByCodePoints(position, 1);
        while (end < query.length()
                && !Symbols.endsWord(query.charAt(position))
                && !Symbols.endsWord(query.charAt(end))
                && end - position < SHOWN) {
            end++;
        }
        return query.substring(position, end);
    }

    /** What follows this place, as it is written. */
    String rest() {
        return query.substring(position);
    }
}
