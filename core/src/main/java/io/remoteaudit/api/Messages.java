package io.remoteaudit.api;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the endpoint says to people, in Simplified Chinese and English. */
public final class Messages {

    // Both languages have a file of their own: a root file would lose to the default locale of the machine.
    private static final String BUNDLE = "io.remoteaudit.api.Messages";

    private Messages() {}

    /**
     * The language to answer in.
     *
     * @param acceptLanguage the header {@code Accept-Language}; empty for none
     * @return Chinese or English; English if neither is asked for
     */
    public static Locale language(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > 500) {
            return Locale.ENGLISH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                if (range.getWeight() > 0) {
                    String language = range.getRange();
                    if (language.equals("zh") || language.startsWith("zh-")) {
                        return Locale.SIMPLIFIED_CHINESE;
                    }
                    if (language.equals("en") || language.startsWith("en-")) {
                        return Locale.ENGLISH;
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            // A header nobody can read is no wish for a language.
            return Locale.ENGLISH;
        }
        return Locale.ENGLISH;
    }

    /**
     * A text.
     *
     * @param locale the language, from {@link #language}
     * @param key which text
     * @param arguments what it speaks about
     * @return the text
     */
    public static String text(Locale locale, String key, Object... arguments) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale, Messages.class.getClassLoader());
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(arguments);
    }
}
