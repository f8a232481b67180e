package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.CharFilter;

/**
 * Puts a blank for a sign between digits or letters that would otherwise join two values into one token: a comma or
 * semicolon in {@code 20200415-03，2} or {@code 98.7,99.1}, a colon or point in {@code Lot:SM} or {@code report.pdf}. A
 * comma that groups thousands, as in {@code 12,345}, stays. Every character is replaced by one, so that offsets stay
 * what they are.
 */
final class SeparatorFilter extends CharFilter {

    private final WholeText whole = new WholeText();
    private char[] text = new char[0];
    private int length = -1;
    private int position;

    SeparatorFilter(Reader input) {
        super(input);
    }

    @Override
    public int read(char[] target, int offset, int count) throws IOException {
        if (length < 0) {
            whole.read(input);
            text = whole.chars();
            length = whole.length();
            separate();
        }
        if (position == length) {
            return -1;
        }
        int given = Math.min(count, length - position);
        System.arraycopy(text, position, target, offset, given);
        position += given;
        return given;
    }

    @Override
    protected int correct(int offset) {
        return offset;
    }

    private void separate() {
        for (int i = 1; i + 1 < length; i++) {
            if (partsDigits(i) || partsLetters(i)) {
                text[i] = ' ';
            }
        }
    }

    private boolean partsDigits(int at) {
        char c = text[at];
        return (c == ',' || c == '，' || c == ';' || c == '；')
                && isDigit(text[at - 1])
                && isDigit(text[at + 1])
                && !(c == ',' && groupsThousands(at));
    }

    private boolean partsLetters(int at) {
        char c = text[at];
        return (c == ':' || c == '：' || c == '.' || c == '．' || c == '·')
                && Character.isLetter(text[at - 1])
                && Character.isLetter(text[at + 1]);
    }

    /** One to three digits before and exactly three after, as in 12,345; a group before may itself follow a comma. */
    private boolean groupsThousands(int comma) {
        int before = comma;
        while (before > 0 && isDigit(text[before - 1])) {
            before--;
        }
        int after = comma + 1;
        while (after < length && isDigit(text[after])) {
            after++;
        }
        boolean ownNumber = before == 0 || (text[before - 1] != '.' && text[before - 1] != '-');
        return comma - before <= 3 && ownNumber && after - comma - 1 == 3;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= '０' && c <= '９');
    }
}
