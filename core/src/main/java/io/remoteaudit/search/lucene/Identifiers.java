package io.remoteaudit.search.lucene;

import java.util.List;
import java.util.Set;

/**
 * Recognises identifiers in a text: lots, documents, equipment, editions of standards. An identifier is a run of letters
 * and digits with a digit in it, also with single separators inside; it is known by its letters and digits alone, so that
 * {@code YY/T 0969-2013}, {@code YYT0969-2013} and {@code yy/t0969—2013} are one.
 *
 * <p>Works on a text held in an array, without copies, since every field of every record passes here.
 */
final class Identifiers {

    /** Longer runs are no identifiers a person would type. */
    static final int MAX_LENGTH = 64;

    private static final int MIN_LENGTH = 3;

    /** Who issues standards, in letters only: GB/T is gbt. */
    private static final Set<String> ISSUERS = Set.of(
            "gb", "gbt", "gbz", "gbzt", "yy", "yyt", "yd", "hg", "hgt", "fz", "fzt", "qb", "qbt", "sn", "snt", "ws",
            "wst", "jjg", "jjf", "hj", "mt", "mtt", "ga", "gat", "db", "iso", "isots", "isotr", "isoiec", "iec", "en",
            "jb", "jbt", "bb", "bbt", "sh", "sht", "gjb", "eniso", "bsen", "bs", "din", "dinen", "nf", "astm", "aami",
            "ansi", "jis", "niosh", "usp", "asnzs", "cns");

    private Identifiers() {}

    /** Receives what is found. */
    interface Sink {

        /**
         * An identifier.
         *
         * @param normal its letters and digits, lower-case; the sink must copy it
         * @param length how many of them
         * @param start where it begins in the text
         * @param end where it ends in the text
         */
        void found(char[] normal, int length, int start, int end);
    }

    /** Finds all identifiers of a text; where the whole text reads as one, that one too. */
    static void scan(char[] text, int length, Sink sink) {
        char[] normal = new char[MAX_LENGTH];
        int whole = normalize(text, 0, length, normal);
        boolean wholeGiven = whole >= MIN_LENGTH && hasDigit(normal, whole);
        if (wholeGiven) {
            emit(text, 0, length, normal, sink);
        }
        int issuerStart = -1;
        int i = 0;
        while (i < length) {
            if (!isAlphanumeric(fold(text[i]))) {
                issuerStart = isBlank(text[i]) ? issuerStart : -1;
                i++;
                continue;
            }
            int end = runEnd(text, i, length);
            int letters = letterPrefix(text, i, end, normal);
            if (letters > 0 && letters == normalize(text, i, end, normal)) {
                boolean issuer = isIssuer(normal, letters) || isAssociation(text, i, end);
                issuerStart = issuer ? (issuerStart >= 0 ? issuerStart : i) : -1;
            } else {
                boolean afterIssuer = issuerStart >= 0 && letters == 0;
                int start = afterIssuer ? issuerStart : i;
                if (!(wholeGiven && start == 0 && end == length)) {
                    emit(text, start, end, normal, sink);
                }
                issuerStart = -1;
            }
            if (end >= length || !isBlank(text[end])) {
                issuerStart = -1;
            }
            i = end;
        }
    }

    /**
     * The normal form of a text that is an identifier as a whole.
     *
     * @return lower-case letters and digits; empty if the text holds anything else, or no digit
     */
    static String whole(String text) {
        char[] normal = new char[MAX_LENGTH];
        char[] chars = text.toCharArray();
        int length = normalize(chars, 0, chars.length, normal);
        boolean identifier = length >= MIN_LENGTH && hasDigit(normal, length) && !isPlainNumber(chars, 0, chars.length);
        return identifier ? new String(normal, 0, length) : "";
    }

    /**
     * Whether these words, written one after the other, are the beginning of a standard's number, which is one
     * identifier although people put blanks into it: {@code GB 19083}, {@code EN ISO 13485}.
     *
     * @param words at least one
     * @return true if all but the last are issuers and the last begins with a digit
     */
    static boolean isStandard(List<String> words) {
        char[] normal = new char[MAX_LENGTH];
        for (int i = 0; i < words.size() - 1; i++) {
            char[] word = words.get(i).toCharArray();
            int letters = letterPrefix(word, 0, word.length, normal);
            boolean lettersOnly = letters > 0 && letters == normalize(word, 0, word.length, normal);
            if (!lettersOnly || !(isIssuer(normal, letters) || isAssociation(word, 0, word.length))) {
                return false;
            }
        }
        String number = words.get(words.size() - 1);
        return words.size() > 1 && !number.isEmpty() && isDigit(fold(number.charAt(0)));
    }

    /** The letters and digits of a text; empty if it holds anything else than those, separators and blanks. */
    static String normal(String text) {
        char[] normal = new char[MAX_LENGTH];
        int length = normalize(text.toCharArray(), 0, text.length(), normal);
        return new String(normal, 0, length);
    }

    /** The letters and digits at the beginning of an identifier, for a prefix; empty if the text holds anything else. */
    static String beginning(String text) {
        char[] normal = new char[MAX_LENGTH];
        int length = normalize(text.toCharArray(), 0, text.length(), normal);
        return length > 0 && hasDigit(normal, length) ? new String(normal, 0, length) : "";
    }

    /** Gives the identifier at a place, and for an edition of a standard also the standard without the year. */
    private static void emit(char[] text, int start, int end, char[] normal, Sink sink) {
        int length = normalize(text, start, end, normal);
        if (length < MIN_LENGTH || !hasDigit(normal, length) || isPlainNumber(text, start, end)) {
            return;
        }
        sink.found(normal, length, start, end);
        int year = yearSeparator(text, start, end);
        if (year > 0) {
            int standard = normalize(text, start, year, normal);
            int letters = 0;
            while (letters < standard && isLetter(normal[letters])) {
                letters++;
            }
            if (letters < standard && (isIssuer(normal, letters) || isAssociation(text, start, year))) {
                sink.found(normal, standard, start, year);
            }
        }
    }

    /** Where the run of letters, digits and single separators that begins here ends. */
    private static int runEnd(char[] text, int start, int length) {
        int end = start + 1;
        while (end < length) {
            char c = fold(text[end]);
            if (isAlphanumeric(c)) {
                end++;
            } else if (end + 1 < length && isAlphanumeric(fold(text[end + 1])) && joins(text, end, c, length)) {
                end += 2;
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean joins(char[] text, int at, char separator, int length) {
        return switch (separator) {
            case '-', '_', '/', '.', '#' -> true;
            case ':' -> isDigit(fold(text[at - 1])) && isYear(text, at + 1, length);
            case '+' -> isLetter(fold(text[at + 1]));
            default -> false;
        };
    }

    /** Where the separator before an edition's year stands; 0 if there is no year. */
    private static int yearSeparator(char[] text, int start, int end) {
        boolean digit = false;
        for (int i = start; i < end; i++) {
            char c = fold(text[i]);
            if (digit && (c == '-' || c == ':') && isYear(text, i + 1, end)) {
                return i;
            }
            digit |= isDigit(c);
        }
        return 0;
    }

    private static boolean isYear(char[] text, int at, int end) {
        if (at + 4 > end || (at + 4 < end && isDigit(fold(text[at + 4])))) {
            return false;
        }
        char first = fold(text[at]);
        char second = fold(text[at + 1]);
        return ((first == '1' && second == '9') || (first == '2' && second == '0'))
                && isDigit(fold(text[at + 2]))
                && isDigit(fold(text[at + 3]));
    }

    /** Copies the letters and digits; 0 if there is something else than separators and blanks, or too much. */
    private static int normalize(char[] text, int start, int end, char[] normal) {
        int length = 0;
        for (int i = start; i < end; i++) {
            char c = fold(text[i]);
            if (isAlphanumeric(c)) {
                if (length == MAX_LENGTH) {
                    return 0;
                }
                normal[length++] = c;
            } else if (!isSeparator(c) && !isBlank(c)) {
                return 0;
            }
        }
        return length;
    }

    private static int letterPrefix(char[] text, int start, int end, char[] normal) {
        int length = 0;
        for (int i = start; i < end && length < MAX_LENGTH; i++) {
            char c = fold(text[i]);
            if (isLetter(c)) {
                normal[length++] = c;
            } else if (c != '/') {
                break;
            }
        }
        return length;
    }

    private static boolean isIssuer(char[] normal, int length) {
        return length >= 2 && length <= 6 && ISSUERS.contains(new String(normal, 0, length));
    }

    /** An association or an enterprise that issues standards of its own: T/CNTAC, Q/HJ. */
    private static boolean isAssociation(char[] text, int start, int end) {
        if (start + 2 >= end || fold(text[start + 1]) != '/' || !isLetter(fold(text[start + 2]))) {
            return false;
        }
        char first = fold(text[start]);
        return first == 't' || first == 'q';
    }

    /** A measured value such as 98.7 is no identifier. */
    private static boolean isPlainNumber(char[] text, int start, int end) {
        int points = 0;
        for (int i = start; i < end; i++) {
            char c = fold(text[i]);
            if (c == '.') {
                points++;
            } else if (!isDigit(c)) {
                return false;
            }
        }
        return points == 1;
    }

    private static boolean hasDigit(char[] normal, int length) {
        for (int i = 0; i < length; i++) {
            if (isDigit(normal[i])) {
                return true;
            }
        }
        return false;
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        if (c >= '！' && c <= '～') {
            return fold((char) (c - 0xfee0));
        }
        return switch (c) {
            case '‐', '‑', '‒', '–', '—', '−' -> '-';
            default -> c;
        };
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '/' || c == '.' || c == '#' || c == ':' || c == '+';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u3000';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isLetter(c) || isDigit(c);
    }
}
