package io.remoteaudit.search.lucene;

import java.text.Normalizer;
import java.util.Locale;

/** The form in which whole values are compared: narrow, lower-case, without blanks around. */
final class WholeValue {

    private WholeValue() {}

    static String of(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }
}
