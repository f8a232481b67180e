package io.remoteaudit.finding;

import java.util.Locale;

/** What texts of findings and certificates have in common: bounds, no control characters, and a language. */
final class Wording {

    static final int LONGEST_TEXT = 20_000;

    private static final int LONGEST_LANGUAGE = 35;

    private Wording() {}

    static void require(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new InvalidFindingException("The " + name + " must have 1 to " + longest + " characters, not "
                    + (text.isBlank() ? "none" : text.length()));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
            throw new InvalidFindingException("The " + name + " holds a control character");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidFindingException("The " + name + " holds half a character, cut in two; send it whole");
        }
    }

    static void requireIfGiven(String name, String text, int longest) {
        if (!text.isEmpty()) {
            require(name, text, longest);
        }
    }

    static String language(String language) {
        String tag = Locale.forLanguageTag(language).toLanguageTag();
        if (tag.equals("und") || !tag.equalsIgnoreCase(language) || tag.length() > LONGEST_LANGUAGE) {
            throw new InvalidFindingException("The language must be a tag such as zh-CN or en");
        }
        return tag;
    }
}
