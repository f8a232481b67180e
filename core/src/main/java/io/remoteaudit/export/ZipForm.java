package io.remoteaudit.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The one form a container's ZIP structures have: stored, one fixed time, no extra field, comment, descriptor or
 * attribute. Writer and verifier share it: the verifier makes each structure again and compares bytes.
 */
final class ZipForm {

    static final int MOST_ENTRIES = 1_000;
    static final long LARGEST_FILE = 0xFFFFFFFFL - 1;
    static final int LOCAL_HEADER = 30;
    static final int CENTRAL_HEADER = 46;
    static final int END = 22;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final short VERSION = 10;
    private static final short STORED = 0;
    private static final short TIME = 0;
    /** 1 January 1980, the first day the format knows. */
    private static final short DATE = 0x21;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}(?:/[A-Za-z0-9._-]{1,100}){0,5}");
    private static final Pattern DOTS = Pattern.compile("(?:^|.*/)\\.{1,2}(?:/.*|$)");

    private ZipForm() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches() && !DOTS.matcher(name).matches();
    }

    static byte[] localHeader(String name, long crc, long size) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[LOCAL_HEADER + bytes.length];
        ByteBuffer header = littleEndian(whole).putInt(LOCAL_SIGNATURE);
        common(header, crc, size, bytes.length);
        header.put(bytes);
        return whole;
    }

    static byte[] centralHeader(String name, long crc, long size, long offset) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[CENTRAL_HEADER + bytes.length];
        ByteBuffer header = littleEndian(whole).putInt(CENTRAL_SIGNATURE);
        header.putShort(VERSION);
        common(header, crc, size, bytes.length);
        // No comment, one disk, no attributes.
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) offset).put(bytes);
        return whole;
    }

    static byte[] end(int entries, long centralSize, long centralOffset) {
        byte[] whole = new byte[END];
        littleEndian(whole)
                .putInt(END_SIGNATURE)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt((int) centralSize)
                .putInt((int) centralOffset)
                .putShort((short) 0);
        return whole;
    }

    private static void common(ByteBuffer header, long crc, long size, int nameLength) {
        header.putShort(VERSION)
                .putShort((short) 0)
                .putShort(STORED)
                .putShort(TIME)
                .putShort(DATE);
        header.putInt((int) crc).putInt((int) size).putInt((int) size);
        header.putShort((short) nameLength).putShort((short) 0);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
