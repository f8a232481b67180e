package io.remoteaudit.search.query;

import java.util.List;
import java.util.Locale;

/** Words that are part of the language where they stand in their place, and words to search for elsewhere. */
enum Reserved {
    /** Between alternatives. */
    OR("OR", "或"),
    /** Between what must all hold. */
    AND("AND", "且"),
    /** Before what must not hold. */
    NOT("NOT", "非");

    private static final List<String> MISSING = List.of("missing", "缺少", "缺失", "缺");

    private final List<String> words;

    Reserved(String... words) {
        this.words = List.of(words);
    }

    /** The operator's words. */
    List<String> words() {
        return words;
    }

    /** Whether a text is an operator. */
    static boolean isOperator(String text) {
        for (Reserved reserved : values()) {
            if (reserved.words.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name, followed by a colon, asks for fields without a value. */
    static boolean isMissing(String name) {
        return MISSING.contains(name.toLowerCase(Locale.ROOT));
    }
}
