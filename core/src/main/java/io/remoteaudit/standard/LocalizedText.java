package io.remoteaudit.standard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Objects;

/**
 * A text in the two languages every text for people exists in.
 *
 * @param zh simplified Chinese
 * @param en English
 */
public record LocalizedText(String zh, String en) {

    /** Checks that both languages are there. */
    public LocalizedText {
        Objects.requireNonNull(zh, "zh");
        Objects.requireNonNull(en, "en");
        if (zh.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("A text needs both languages: zh '" + zh + "', en '" + en + "'");
        }
    }

    /**
     * The text for a reader.
     *
     * @param locale the reader's locale
     * @return the Chinese text for any Chinese locale, else the English one
     */
    public String in(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? zh : en;
    }

    /**
     * The text for programs.
     *
     * @return an object of JSON with the members {@code zh} and {@code en}
     */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("zh", zh).put("en", en);
    }
}
