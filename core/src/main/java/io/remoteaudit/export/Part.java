package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A file of a container, read once to be measured and once to be written.
 *
 * @param name its name in the container
 * @param size its length in bytes
 * @param crc its CRC-32, as ZIP wants it
 * @param sha256 its digest
 * @param source gives the same content each time
 */
record Part(String name, long size, long crc, Hash sha256, Source source) {

    private static final int CHUNK = 64 * 1024;

    /** Opens content. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** Called for every chunk, so that a long work can be stopped. */
    @FunctionalInterface
    interface Pulse {
        void beat(int bytes);
    }

    static Part of(String name, Source source, Pulse pulse) throws IOException {
        CRC32 crc = new CRC32();
        MessageDigest digest = Sha256.newDigest();
        long size = 0;
        try (InputStream in = new DigestInputStream(new CheckedInputStream(source.open(), crc), digest)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                size += read;
                pulse.beat(0);
            }
        }
        return new Part(name, size, crc.getValue(), Hash.of(digest.digest()), source);
    }

    static Part of(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return new Part(
                name, content.length, crc.getValue(), Hash.sha256(content), () -> new ByteArrayInputStream(content));
    }

    static Part of(String name, Path file, Pulse pulse) throws IOException {
        return of(name, () -> Files.newInputStream(file), pulse);
    }
}
