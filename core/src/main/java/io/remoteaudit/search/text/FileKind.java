package io.remoteaudit.search.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes, whatever its name and declared type say. */
enum FileKind {
    PDF("org/apache/tika/parser/pdf/PDFParser.class"),
    /** Word, Excel and PowerPoint since 2007, or another archive. */
    ZIP("org/apache/tika/parser/microsoft/ooxml/OOXMLParser.class"),
    /** Word, Excel and PowerPoint before, and encrypted ones since. */
    COMPOUND("org/apache/tika/parser/microsoft/OfficeParser.class"),
    RTF("org/apache/tika/parser/microsoft/rtf/RTFParser.class"),
    /** Text, or something that is not known here. */
    PLAIN(null);

    /** How many bytes of a file tell its kind. */
    static final int HEAD = 1024;

    /** No parser brings it along. */
    private static final String CORE = "org/apache/tika/io/TikaInputStream.class";

    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ARCHIVE = {'P', 'K', 5, 6};
    private static final byte[] COMPOUND_FILE = HexFormat.of().parseHex("d0cf11e0a1b11ae1");

    private final @Nullable String reader;

    FileKind(@Nullable String reader) {
        this.reader = reader;
    }

    static FileKind of(byte[] head) {
        if (begins(head, ARCHIVE) || begins(head, EMPTY_ARCHIVE)) {
            return ZIP;
        }
        if (begins(head, COMPOUND_FILE)) {
            return COMPOUND;
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("{\\rtf")) {
            return RTF;
        }
        // Viewers take what stands before, if it is short.
        return text.contains("%PDF-") ? PDF : PLAIN;
    }

    /** Whether what reads it is on the class path. */
    boolean hasReader() {
        return reader != null && isPresent(reader) && isPresent(CORE);
    }

    private static boolean isPresent(String resource) {
        return FileKind.class.getClassLoader().getResource(resource) != null;
    }

    private static boolean begins(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
