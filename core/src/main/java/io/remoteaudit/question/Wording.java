package io.remoteaudit.question;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What texts of the channel have in common: bounds, no control characters, and a language. */
final class Wording {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 20_000;
    static final int LONGEST_NAME = 200;

    private static final int LONGEST_LANGUAGE = 35;

    private Wording() {}

    static void require(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new InvalidMessageException("The " + name + " must have 1 to " + longest + " characters, not "
                    + (text.isBlank() ? "none" : text.length()));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
            throw new InvalidMessageException("The " + name + " holds a control character");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidMessageException("The " + name + " holds half a character, cut in two; send it whole");
        }
    }

    /** Requires a translation to be one: into another language than the original's, and by someone. */
    static void requireTranslation(@Nullable Translation translation, String original) {
        if (translation == null) {
            return;
        }
        require("translation", translation.text(), LONGEST_TEXT);
        require("translator's name", translation.by(), LONGEST_NAME);
        if (language(translation.language()).equals(language(original))) {
            throw new InvalidMessageException(
                    "The translation is in " + translation.language() + ", the language of the original; name another");
        }
    }

    static String language(String language) {
        String tag = Locale.forLanguageTag(language).toLanguageTag();
        if (tag.equals("und") || !tag.equalsIgnoreCase(language) || tag.length() > LONGEST_LANGUAGE) {
            throw new InvalidMessageException("The language must be a tag such as zh-CN or en");
        }
        return tag;
    }
}
