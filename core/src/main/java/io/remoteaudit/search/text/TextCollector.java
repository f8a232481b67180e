package io.remoteaudit.search.text;

/**
 * Takes a text piece by piece and keeps its beginning, with white space and control characters made single blanks and
 * line breaks. Not safe for use by several threads.
 */
final class TextCollector {

    private final int most;
    private final boolean joinsLines;
    private final StringBuilder text = new StringBuilder();
    private int lineBreaks;
    private boolean blank;
    private boolean cut;
    private boolean worded;

    /**
     * An empty text.
     *
     * @param joinsLines whether a line break between two Chinese characters is one of layout, as in a PDF, where it would
     *     tear words apart
     */
    TextCollector(int most, boolean joinsLines) {
        this.most = most;
        this.joinsLines = joinsLines;
    }

    /** Takes characters; false once there is no room for more. */
    boolean take(CharSequence characters) {
        for (int i = 0; i < characters.length() && !cut; i++) {
            take(characters.charAt(i));
        }
        return !cut;
    }

    /** The same of an array. */
    boolean take(char[] characters, int start, int length) {
        for (int i = start; i < start + length && !cut; i++) {
            take(characters[i]);
        }
        return !cut;
    }

    AttachmentText result() {
        if (!worded) {
            return new AttachmentText.Unreadable(NoTextReason.NO_TEXT);
        }
        int end = text.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return new AttachmentText.Read(text.substring(0, end), cut);
    }

    private void take(char c) {
        if (c == '\n' || c == '\f' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
            lineBreaks++;
        } else if (Character.isISOControl(c)
                || Character.isSpaceChar(c)
                || c == '\ufeff'
                || c == '\ufffe'
                || c == '\uffff') {
            blank = true;
        } else {
            separate(c);
            put(c);
            worded |= Character.isLetterOrDigit(c) || Character.isSurrogate(c);
        }
    }

    private void separate(char next) {
        boolean first = text.isEmpty();
        if (!first && lineBreaks > 0 && !(joinsLines && lineBreaks == 1 && isChinese(last()) && isChinese(next))) {
            put('\n');
        } else if (!first && lineBreaks == 0 && blank) {
            put(' ');
        }
        lineBreaks = 0;
        blank = false;
    }

    private void put(char c) {
        if (text.length() < most) {
            text.append(c);
        } else {
            cut = true;
        }
    }

    private char last() {
        return text.charAt(text.length() - 1);
    }

    private static boolean isChinese(char c) {
        return Character.isIdeographic(c);
    }
}
