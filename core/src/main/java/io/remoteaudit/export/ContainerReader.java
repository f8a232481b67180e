package io.remoteaudit.export;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a container of the one byte form and refuses every other. It walks the local headers from the first byte on,
 * makes each structure again from what it read, and compares bytes: so nothing can hide between, before or behind.
 */
final class ContainerReader implements Closeable {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_NAME = 700;

    private final FileChannel channel;
    private final List<Slot> slots;

    private ContainerReader(FileChannel channel, List<Slot> slots) {
        this.channel = channel;
        this.slots = slots;
    }

    /** A file in the container. */
    record Slot(String name, long crc, long size, long header, long content) {}

    /** A container that is not of the one byte form; says where and what. */
    static final class DeviantException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String chinese;

        DeviantException(String chinese, String english) {
            super(english);
            this.chinese = chinese;
        }

        String chinese() {
            return chinese;
        }
    }

    static ContainerReader open(Path file) throws IOException, DeviantException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean opened = false;
        try {
            ContainerReader reader = new ContainerReader(channel, walk(channel));
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    List<Slot> slots() {
        return slots;
    }

    Optional<Slot> slot(String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    InputStream open(Slot slot) {
        return new BufferedInputStream(new Region(channel, slot.content(), slot.size()), CHUNK);
    }

    byte[] bytes(Slot slot, int most) throws IOException, DeviantException {
        if (slot.size() > most) {
            throw new DeviantException(
                    slot.name() + " 过大",
                    slot.name() + " has " + slot.size() + " bytes, more than the " + most + " it may");
        }
        return read(channel, slot.content(), (int) slot.size());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static List<Slot> walk(FileChannel channel) throws IOException, DeviantException {
        long length = channel.size();
        if (length < ZipForm.END || length > ZipForm.LARGEST_FILE) {
            throw new DeviantException("文件长度不对：" + length, "the file has an impossible length of " + length + " bytes");
        }
        ByteBuffer end = ByteBuffer.wrap(read(channel, length - ZipForm.END, ZipForm.END))
                .order(ByteOrder.LITTLE_ENDIAN);
        int entries = end.getShort(10) & 0xFFFF;
        long centralSize = end.getInt(12) & 0xFFFFFFFFL;
        long centralOffset = end.getInt(16) & 0xFFFFFFFFL;
        if (entries > ZipForm.MOST_ENTRIES
                || centralOffset + centralSize + ZipForm.END != length
                || !Arrays.equals(end.array(), ZipForm.end(entries, centralSize, centralOffset))) {
            throw new DeviantException(
                    "文件尾部不符合规定的形式",
                    "the end of the file is not of the prescribed form, or something was cut off or added");
        }
        List<Slot> slots = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long position = 0;
        for (int i = 0; i < entries; i++) {
            Slot slot = local(channel, position, centralOffset);
            if (!ZipForm.isName(slot.name()) || !names.add(slot.name().toLowerCase(Locale.ROOT))) {
                throw new DeviantException(
                        "文件名不允许或重复", "a file's name is not allowed or stands twice (at byte " + position + ")");
            }
            slots.add(slot);
            position = slot.content() + slot.size();
        }
        if (position != centralOffset) {
            throw new DeviantException("文件之间有多余内容", "there is something between the files and their directory");
        }
        for (Slot slot : slots) {
            byte[] expected = ZipForm.centralHeader(slot.name(), slot.crc(), slot.size(), slot.header());
            if (position + expected.length > length - ZipForm.END
                    || !Arrays.equals(read(channel, position, expected.length), expected)) {
                throw new DeviantException(
                        "目录与文件头不一致：" + slot.name(), "the directory differs from the header of " + slot.name());
            }
            position += expected.length;
        }
        if (position != length - ZipForm.END) {
            throw new DeviantException("目录后有多余内容", "there is something behind the directory");
        }
        return slots;
    }

    private static Slot local(FileChannel channel, long position, long limit) throws IOException, DeviantException {
        if (position + ZipForm.LOCAL_HEADER > limit) {
            throw new DeviantException("文件头缺失", "a file's header is missing at byte " + position);
        }
        ByteBuffer header =
                ByteBuffer.wrap(read(channel, position, ZipForm.LOCAL_HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        long crc = header.getInt(14) & 0xFFFFFFFFL;
        long size = header.getInt(18) & 0xFFFFFFFFL;
        int nameLength = header.getShort(26) & 0xFFFF;
        long content = position + ZipForm.LOCAL_HEADER + nameLength;
        if (nameLength > LONGEST_NAME || content + size > limit) {
            throw new DeviantException(
                    "文件头不符合规定的形式", "a file's header is not of the prescribed form at byte " + position);
        }
        byte[] whole = read(channel, position, ZipForm.LOCAL_HEADER + nameLength);
        String name = new String(whole, ZipForm.LOCAL_HEADER, nameLength, StandardCharsets.US_ASCII);
        if (!Arrays.equals(whole, ZipForm.localHeader(name, crc, size))) {
            throw new DeviantException(
                    "文件头不符合规定的形式", "a file's header is not of the prescribed form at byte " + position);
        }
        return new Slot(name, crc, size, position, content);
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("The file ends at byte " + (position + buffer.position()));
            }
        }
        return buffer.array();
    }

    /** A stretch of the file; several can be read side by side. */
    private static final class Region extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        Region(FileChannel channel, long start, long size) {
            this.channel = channel;
            this.position = start;
            this.end = start + size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position >= end) {
                return -1;
            }
            int wanted = (int) Math.min(length, end - position);
            int read = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
            if (read > 0) {
                position += read;
            }
            return read;
        }
    }
}
