package io.remoteaudit.export;

import java.util.HexFormat;

/**
 * Text from a stranger's file as a terminal may show it: what could move the cursor, turn the direction of writing or
 * hide itself is written as its number. Stateless.
 */
final class Printable {

    private static final int LONGEST = 1_000;

    private Printable() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST));
        int index = 0;
        while (index < text.length() && safe.length() < LONGEST) {
            int character = text.codePointAt(index);
            index += Character.charCount(character);
            switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED ->
                    safe.append("\\u{")
                            .append(HexFormat.of().toHexDigits(character, 6).replaceFirst("^0{1,2}", ""))
                            .append('}');
                default -> safe.appendCodePoint(character);
            }
        }
        return index < text.length() ? safe.append('…').toString() : safe.toString();
    }
}
