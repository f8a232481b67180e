package io.remoteaudit.standard;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says a schema violation in both languages. */
final class AttributeMessages {

    // Both languages have a file of their own: a root file would lose to the default locale of the machine.
    private static final String BUNDLE = "io.remoteaudit.standard.AttributeMessages";

    private AttributeMessages() {}

    static AttributeViolation violation(String pointer, String keyword, String expected) {
        return new AttributeViolation(
                pointer,
                keyword,
                new LocalizedText(
                        text(Locale.SIMPLIFIED_CHINESE, keyword, expected), text(Locale.ENGLISH, keyword, expected)));
    }

    private static String text(Locale locale, String keyword, String expected) {
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale, AttributeMessages.class.getClassLoader());
        String key = bundle.containsKey(keyword) ? keyword : "other";
        return new MessageFormat(bundle.getString(key), locale).format(new Object[] {expected, keyword});
    }
}
