package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** A text read whole into an array that is used again for the next one. Not safe for use by several threads. */
final class WholeText {

    private char[] chars = new char[256];
    private int length;

    void read(Reader reader) throws IOException {
        length = 0;
        int read = reader.read(chars, 0, chars.length);
        while (read >= 0) {
            length += read;
            if (length == chars.length) {
                chars = Arrays.copyOf(chars, length * 2);
            }
            read = reader.read(chars, length, chars.length - length);
        }
    }

    /** The array itself, to be read and changed in place; longer than the text. */
    char[] chars() {
        return chars;
    }

    int length() {
        return length;
    }
}
