package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/** Writes a container in its one byte form. Stateless. */
final class ContainerWriter {

    private static final int CHUNK = 64 * 1024;

    private ContainerWriter() {}

    /**
     * Writes a container.
     *
     * @param parts every file, in the container's order
     * @param target the file; must not exist
     * @param pulse called for every chunk written, with its length
     * @return the file's digest
     */
    static Hash write(List<Part> parts, Path target, Part.Pulse pulse) throws IOException {
        requireFits(parts);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                DigestAside out = new DigestAside(new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK))) {
            write(parts, out, pulse);
            out.flush();
            channel.force(true);
            return out.digest();
        }
    }

    private static void write(List<Part> parts, OutputStream out, Part.Pulse pulse) throws IOException {
        long offset = 0;
        List<Long> offsets = new ArrayList<>();
        for (Part part : parts) {
            offsets.add(offset);
            byte[] header = ZipForm.localHeader(part.name(), part.crc(), part.size());
            out.write(header);
            copy(part, out, pulse);
            offset += header.length + part.size();
        }
        long centralOffset = offset;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            byte[] header = ZipForm.centralHeader(part.name(), part.crc(), part.size(), offsets.get(i));
            out.write(header);
            offset += header.length;
        }
        out.write(ZipForm.end(parts.size(), offset - centralOffset, centralOffset));
    }

    private static void copy(Part part, OutputStream out, Part.Pulse pulse) throws IOException {
        long left = part.size();
        CRC32 crc = new CRC32();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = part.source().open()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                left -= read;
                if (left < 0) {
                    break;
                }
                crc.update(chunk, 0, read);
                out.write(chunk, 0, read);
                pulse.beat(read);
            }
        }
        if (left != 0 || crc.getValue() != part.crc()) {
            throw new ExportFailedException(part.name() + " changed while it was exported; start the export again");
        }
    }

    private static void requireFits(List<Part> parts) {
        if (parts.size() > ZipForm.MOST_ENTRIES) {
            throw new ExportFailedException("The export would hold " + parts.size() + " files, more than the "
                    + ZipForm.MOST_ENTRIES + " one container takes; narrow the query");
        }
        long size = ZipForm.END;
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (!ZipForm.isName(part.name()) || !names.add(part.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Not a name, or not a new one: " + part.name());
            }
            size += part.size()
                    + ZipForm.LOCAL_HEADER
                    + ZipForm.CENTRAL_HEADER
                    + 2L * part.name().length();
        }
        if (size > ZipForm.LARGEST_FILE) {
            throw new ExportFailedException(
                    "The export would be " + size + " bytes, more than one container takes; narrow the query");
        }
    }
}
