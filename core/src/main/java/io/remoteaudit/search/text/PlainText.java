package io.remoteaudit.search.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads plain text in the encodings Chinese systems write: UTF-8, UTF-16 with its mark, GB18030 with GBK in it. */
final class PlainText {

    /** Enough for the characters kept in any of the encodings, and to see that there are more. */
    private static final int MOST_BYTES = 4 * AttachmentTexts.MOST_CHARACTERS + 4;

    private static final Charset GB18030 = Charset.forName("GB18030");

    private PlainText() {}

    /** Reads a file; what is no text in a known encoding is told apart by what it was declared to be. */
    static AttachmentText read(Path file, String mediaType) throws IOException {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(MOST_BYTES);
        }
        boolean whole = Files.size(file) == bytes.length;
        Optional<CharBuffer> text = decode(bytes, whole);
        if (text.isEmpty()) {
            return mediaType.toLowerCase(Locale.ROOT).startsWith("text/")
                    ? new AttachmentText.Unreadable(NoTextReason.UNKNOWN_ENCODING)
                    : new AttachmentText.NotAttempted(NoTextReason.OTHER_FORMAT);
        }
        TextCollector collector = new TextCollector(AttachmentTexts.MOST_CHARACTERS, false);
        collector.take(text.get());
        AttachmentText result = collector.result();
        return !whole && result instanceof AttachmentText.Read read
                ? new AttachmentText.Read(read.text(), true)
                : result;
    }

    private static Optional<CharBuffer> decode(byte[] bytes, boolean whole) {
        if (begins(bytes, 0xfe, 0xff) || begins(bytes, 0xff, 0xfe)) {
            return decode(bytes, StandardCharsets.UTF_16, whole);
        }
        if (hasControls(bytes)) {
            return Optional.empty();
        }
        Optional<CharBuffer> text = decode(bytes, StandardCharsets.UTF_8, whole);
        return text.isPresent() ? text : decode(bytes, GB18030, whole);
    }

    private static boolean begins(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** Text has tabs, line and page breaks, and an escape or end mark at most; pictures and programs have all the others. */
    private static boolean hasControls(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1a && b != 0x1b) {
                return true;
            }
        }
        return false;
    }

    private static Optional<CharBuffer> decode(byte[] bytes, Charset charset, boolean whole) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()));
        // Of a beginning the last character may be there in part only.
        return decoder.decode(ByteBuffer.wrap(bytes), text, whole).isError()
                ? Optional.empty()
                : Optional.of(text.flip());
    }
}
