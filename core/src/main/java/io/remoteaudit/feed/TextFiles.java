package io.remoteaudit.feed;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens files of text: by the encoding said or found, strictly, without a byte order mark, a bounded piece at a time. */
final class TextFiles {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int BOM_LENGTH = 3;

    private TextFiles() {}

    static Bounded open(Path file, @Nullable Charset said) throws IOException {
        Charset charset = said == null ? find(file) : said;
        InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        if (charset.equals(StandardCharsets.UTF_8)) {
            skipMark(in);
        }
        return new Bounded(reader(in, charset));
    }

    /** UTF-8 by its mark or since all of it is valid UTF-8, which hardly any other text is by chance; else GB18030. */
    private static Charset find(Path file) throws IOException {
        try (Reader whole = reader(
                new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)),
                StandardCharsets.UTF_8)) {
            whole.transferTo(Writer.nullWriter());
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return GB18030;
        }
    }

    private static Reader reader(InputStream in, Charset charset) {
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static void skipMark(InputStream in) throws IOException {
        in.mark(BOM_LENGTH);
        byte[] mark = in.readNBytes(BOM_LENGTH);
        boolean present =
                mark.length == BOM_LENGTH && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF;
        if (!present) {
            in.reset();
        }
    }

    /** Fails where one row takes more than a row may, for example since a quote is never closed. */
    static final class Bounded extends FilterReader {

        /** What a parser may read ahead. */
        private static final int AHEAD = 64 * 1024;

        private long left = RowReader.LONGEST_ROW + AHEAD;

        Bounded(Reader in) {
            super(in);
        }

        void beginRow() {
            left = RowReader.LONGEST_ROW + AHEAD;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException(
                        "a row is longer than " + RowReader.LONGEST_ROW + " characters; a quote may not be closed");
            }
        }
    }
}
