package io.remoteaudit.search.query;

/** What single characters mean. Chinese input methods give full-width signs, which mean the same as the narrow ones. */
final class Symbols {

    private Symbols() {}

    /** The narrow sign a wide one stands for; any other character as it is. One for one, so that positions stay. */
    static char plain(char c) {
        return switch (c) {
            case '：' -> ':';
            case '（' -> '(';
            case '）' -> ')';
            case '＜' -> '<';
            case '＞' -> '>';
            case '“', '”', '＂' -> '"';
            case '＊' -> '*';
            case '－' -> '-';
            case '＝' -> '=';
            case '！' -> '!';
            case '．' -> '.';
            case '＋' -> '+';
            default -> c >= '０' && c <= '９' ? (char) (c - '０' + '0') : c;
        };
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Whether a character ends a word wherever it stands. */
    static boolean endsWord(char c) {
        char plain = plain(c);
        return plain == '"' || plain == '(' || plain == ')' || isBlank(c);
    }

    static boolean isComparison(char c) {
        char plain = plain(c);
        return plain == '<' || plain == '>' || plain == '≤' || plain == '≥';
    }

    /** Whether a sign says that something is or is not equal, which other search boxes write so. */
    static boolean isEqualsOrNot(char c, char next) {
        char plain = plain(c);
        return plain == '=' || plain == '≠' || (plain == '!' && plain(next) == '=');
    }

    /** Whether a character stands between the values of a set. */
    static boolean separates(char c) {
        return c == ',' || c == '，' || c == '、' || c == ';' || c == '；';
    }

    /** Whether a word is one value inside a set as it is outside. */
    static boolean isSetValue(String text) {
        return !Reserved.isOperator(text) && text.chars().noneMatch(c -> separates((char) c));
    }

    /** A text with each wide sign, letter and digit in narrow form. One for one, so that positions stay. */
    static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            narrow.append(c >= '！' && c <= '～' ? (char) (c - '！' + '!') : plain(c));
        }
        return narrow.toString();
    }

    static boolean isFieldName(String text) {
        if (text.isEmpty() || !Character.isLetter(text.codePointAt(0))) {
            return false;
        }
        return text.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '/');
    }

    static boolean hasContent(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * Whether {@code name:value} is an edition such as {@code EN149:2001} rather than a field and its value: letters,
     * then a number, then a year.
     */
    static boolean isEdition(String name, String value) {
        int i = 0;
        while (i < name.length() && (Character.isLetter(name.charAt(i)) || name.charAt(i) == '/')) {
            i++;
        }
        if (i == 0 || i == name.length()) {
            return false;
        }
        for (; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isDigit(c) && c != '-' && c != '.') {
                return false;
            }
        }
        return value.length() >= 4
                && (value.startsWith("19") || value.startsWith("20"))
                && isDigit(value.charAt(2))
                && isDigit(value.charAt(3))
                && (value.length() == 4 || !isDigit(value.charAt(4)));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
