package io.remoteaudit.search.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Gives traditional Chinese characters their simplified form, so that each form finds the other. */
final class TraditionalToSimplified extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Table table;

    TraditionalToSimplified(TokenStream input, Table table) {
        super(input);
        this.table = table;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        char[] buffer = term.buffer();
        for (int i = 0; i < term.length(); i++) {
            buffer[i] = table.simplified(buffer[i]);
        }
        return true;
    }

    /** The pairs, as an array over the block of Chinese characters. Immutable. */
    static final class Table {

        private static final String RESOURCE = "traditional-simplified.txt";
        private static final char FIRST = '\u3400';
        private static final char LAST = '\u9fff';

        private final char[] simplified;

        private Table(char[] simplified) {
            this.simplified = simplified;
        }

        static Table load() {
            char[] simplified = new char[LAST - FIRST + 1];
            for (int i = 0; i < simplified.length; i++) {
                simplified[i] = (char) (FIRST + i);
            }
            InputStream resource = TraditionalToSimplified.class.getResourceAsStream(RESOURCE);
            if (resource == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from the library's jar");
            }
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    for (int i = 0; !line.startsWith("#") && i + 1 < line.length(); i += 3) {
                        simplified[line.charAt(i) - FIRST] = line.charAt(i + 1);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Table(simplified);
        }

        String simplified(String text) {
            char[] chars = text.toCharArray();
            for (int i = 0; i < chars.length; i++) {
                chars[i] = simplified(chars[i]);
            }
            return new String(chars);
        }

        char simplified(char c) {
            return c < FIRST || c > LAST ? c : simplified[c - FIRST];
        }
    }
}
