package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Set;
import org.apache.lucene.analysis.charfilter.BaseCharFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is spelled in several ways one spelling, before a tokenizer would make different words of it: signs of units
 * become letters and digits ({@code ㎡}, {@code m²} and {@code m^2} become {@code m2}; {@code µg} and {@code μg} become
 * {@code ug}), Roman numerals become letters, and a unit written onto its number stands apart ({@code 10kPa}).
 *
 * <p>Most texts hold none of this and pass as they are. Offsets of the rest are corrected to the text as it was.
 */
final class SpellingFilter extends BaseCharFilter {

    /** In lower case. Other single letters after a number are more often a model or a class than a unit. */
    private static final Set<String> UNITS = Set.of(
            "g", "l", "n", "h", "w", "v", "pa", "kpa", "mpa", "hpa", "mbar", "bar", "mmhg", "mmh2o", "cmh2o", "mm",
            "cm", "km", "um", "nm", "mg", "kg", "ug", "ng", "ml", "ul", "cfu", "kn", "cn", "kw", "kv", "hz", "khz",
            "min", "mol", "ppm", "pcs", "lx", "db", "uc", "kgy", "log");

    private static final int LONGEST_UNIT = 5;

    private final WholeText whole = new WholeText();
    private char[] text = new char[0];
    private int length = -1;
    private int position;

    SpellingFilter(Reader input) {
        super(input);
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        if (length < 0) {
            whole.read(input);
            text = whole.chars();
            length = whole.length();
            int first = firstToSpell();
            if (first < length) {
                spellFrom(first);
            }
        }
        if (position == length) {
            return -1;
        }
        int given = Math.min(count, length - position);
        System.arraycopy(text, position, target, offset, given);
        position += given;
        return given;
    }

    private int firstToSpell() {
        for (int i = 0; i < length; i++) {
            text[i] = narrow(text[i]);
        }
        for (int i = 0; i < length; i++) {
            if (spelling(text[i]) != null || isPower(i) || beginsUnit(i)) {
                return i;
            }
        }
        return length;
    }

    private void spellFrom(int first) {
        char[] source = text;
        Output output = new Output(source, first);
        for (int i = first; i < length; i++) {
            String spelling = spelling(source[i]);
            if (beginsUnit(i) || (isSquare(source[i]) && i > 0 && isDigit(source[i - 1]))) {
                output.insertBlank();
            }
            if (spelling != null) {
                output.replace(spelling);
            } else if (isPower(i)) {
                output.drop();
            } else {
                output.copy(source[i]);
            }
        }
        text = output.chars;
        length = output.size;
    }

    /** Text as it comes to be spelled, and how far its places are from those in the text as it was. */
    private final class Output {

        private char[] chars;
        private int size;
        private int behind;

        Output(char[] source, int copied) {
            chars = Arrays.copyOf(source, Math.max(16, length + length / 4 + 8));
            size = copied;
        }

        void copy(char c) {
            if (size == chars.length) {
                chars = Arrays.copyOf(chars, size * 2);
            }
            chars[size++] = c;
        }

        void insertBlank() {
            copy(' ');
            addOffCorrectMap(size, --behind);
        }

        void drop() {
            addOffCorrectMap(size, ++behind);
        }

        /** All letters of a sign stand where the sign stood. */
        void replace(String spelling) {
            copy(spelling.charAt(0));
            for (int i = 1; i < spelling.length(); i++) {
                addOffCorrectMap(size, --behind);
                copy(spelling.charAt(i));
            }
        }
    }

    /** The caret of m^2. */
    private boolean isPower(int at) {
        return text[at] == '^' && at > 0 && at + 1 < length && isLetter(text[at - 1]) && isDigit(text[at + 1]);
    }

    /** Whether a unit begins here, right after the last digit of a number that stands alone. */
    private boolean beginsUnit(int at) {
        if (at == 0 || !isDigit(text[at - 1]) || !isUnitLetter(text[at])) {
            return false;
        }
        int end = at;
        while (end < length && end - at <= LONGEST_UNIT && (isUnitLetter(text[end]) || isDigit(text[end]))) {
            end++;
        }
        int size = end - at;
        if (size > LONGEST_UNIT || (end < length && isWordPart(text[end])) || !isNumberBefore(at)) {
            return false;
        }
        char[] unit = new char[size];
        for (int i = 0; i < size; i++) {
            unit[i] = lower(text[at + i]);
        }
        return UNITS.contains(new String(unit)) || endsInPower(unit);
    }

    /** Areas and volumes, whose digit is part of the unit: 38cm2. */
    private static boolean endsInPower(char[] unit) {
        char last = unit[unit.length - 1];
        boolean power = last == '2' || last == '3';
        return power && ((unit.length == 2 && unit[0] == 'm') || (unit.length == 3 && unit[1] == 'm'));
    }

    private boolean isNumberBefore(int end) {
        int start = end;
        while (start > 0 && (isDigit(text[start - 1]) || (text[start - 1] == '.' && start < end))) {
            start--;
        }
        return start == 0 || (!isWordPart(text[start - 1]) && text[start - 1] != '-');
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == 'µ' || c == 'μ' ? 'u' : c;
    }

    /** A wide letter or digit as a narrow one; wide signs stay, since they part what narrow ones join. */
    private static char narrow(char c) {
        boolean wide = (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ');
        return wide ? (char) (c - 0xfee0) : c;
    }

    private static boolean isUnitLetter(char c) {
        return isLetter(c) || c == 'µ' || c == 'μ';
    }

    private static boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What stands for a sign; null for all that is no such sign. */
    private static @Nullable String spelling(char c) {
        if (c < 0xb2) {
            return null;
        }
        return switch (c) {
            case '²' -> "2";
            case '³' -> "3";
            case '¹' -> "1";
            case 'µ', 'μ' -> "u";
            case '℃' -> "°C";
            case '℉' -> "°F";
            case 'ℓ' -> "l";
            case 'Ω' -> "ω";
            case '㏄' -> "cc";
            default -> c >= 'Ⅰ' && c <= 'ⅿ' ? roman(c) : isSquare(c) ? square(c) : null;
        };
    }

    private static @Nullable String roman(char c) {
        int number = c >= 'ⅰ' ? c - 'ⅰ' : c - 'Ⅰ';
        return switch (number) {
            case 0 -> "I";
            case 1 -> "II";
            case 2 -> "III";
            case 3 -> "IV";
            case 4 -> "V";
            case 5 -> "VI";
            case 6 -> "VII";
            case 7 -> "VIII";
            case 8 -> "IX";
            case 9 -> "X";
            case 10 -> "XI";
            case 11 -> "XII";
            default -> null;
        };
    }

    private static boolean isSquare(char c) {
        return c >= '㎀' && c <= '㏟';
    }

    /** Units in one square character, as Chinese input methods and old forms give them. */
    private static @Nullable String square(char c) {
        return switch (c) {
            case '㎁' -> "nA";
            case '㎂' -> "uA";
            case '㎃' -> "mA";
            case '㎄' -> "kA";
            case '㎍' -> "ug";
            case '㎎' -> "mg";
            case '㎏' -> "kg";
            case '㎐' -> "Hz";
            case '㎑' -> "kHz";
            case '㎒' -> "MHz";
            case '㎓' -> "GHz";
            case '㎕' -> "ul";
            case '㎖' -> "ml";
            case '㎗' -> "dl";
            case '㎘' -> "kl";
            case '㎚' -> "nm";
            case '㎛' -> "um";
            case '㎜' -> "mm";
            case '㎝' -> "cm";
            case '㎞' -> "km";
            case '㎟' -> "mm2";
            case '㎠' -> "cm2";
            case '㎡' -> "m2";
            case '㎢' -> "km2";
            case '㎣' -> "mm3";
            case '㎤' -> "cm3";
            case '㎥' -> "m3";
            case '㎧' -> "m/s";
            case '㎩' -> "Pa";
            case '㎪' -> "kPa";
            case '㎫' -> "MPa";
            case '㎱' -> "ns";
            case '㎲' -> "us";
            case '㎳' -> "ms";
            case '㎴' -> "pV";
            case '㎶' -> "uV";
            case '㎷' -> "mV";
            case '㎸' -> "kV";
            case '㎽' -> "mW";
            case '㎾' -> "kW";
            case '㏑' -> "ln";
            case '㏒' -> "log";
            case '㏖' -> "mol";
            case '㏗' -> "pH";
            case '㏙' -> "ppm";
            case '㏈' -> "dB";
            case '㏉' -> "Gy";
            default -> null;
        };
    }
}
