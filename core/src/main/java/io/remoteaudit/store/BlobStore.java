package io.remoteaudit.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files named by the SHA-256 of their content. A file is written under a temporary name, forced to disk and then
 * renamed, so that a name always stands for its whole content; and it is read whole before a byte of it is given, so that
 * altered content never is. Safe for use by several threads of one process.
 */
public final class BlobStore {

    private static final int CHUNK = 64 * 1024;

    private final Path directory;
    private final Path incoming;

    /**
     * A store.
     *
     * @param directory where files are kept; created on first use
     * @throws StoreException if it cannot be
     */
    public BlobStore(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.incoming = this.directory.resolve("incoming");
        try {
            if (!Files.isDirectory(incoming)) {
                Files.createDirectories(incoming);
                force(this.directory);
            }
            try (Stream<Path> leftOver = Files.list(incoming)) {
                for (Path file : leftOver.toList()) {
                    // What a killed process was writing; nobody was told of it.
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    "RA-0230", "The directory " + this.directory + " cannot be used; check its owner and rights", e);
        }
    }

    /**
     * Content that is stored.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param size the length in bytes
     */
    public record Blob(String sha256, long size) {}

    /**
     * Stores content durably.
     *
     * @param content read to its end and left open
     * @return its digest and size
     * @throws IOException if it cannot be read or written; nothing is kept then
     */
    public Blob put(InputStream content) throws IOException {
        Path temporary = incoming.resolve(UUID.randomUUID().toString());
        try {
            MessageDigest digest = Sha256.newDigest();
            long size = 0;
            try (FileChannel out =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] chunk = new byte[CHUNK];
                for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                    digest.update(chunk, 0, read);
                    size += read;
                    ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, read);
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
                out.force(true);
            }
            String name = HexFormat.of().formatHex(digest.digest());
            Path target = path(name);
            Path folder = directory.resolve(name.substring(0, 2));
            if (!Files.exists(folder)) {
                Files.createDirectories(folder);
                force(directory);
            }
            // What is there under this name is replaced if it was altered meanwhile.
            if (!isWhole(target, name, size)) {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            // Also if the file was there: whoever put it may not have come this far yet.
            force(folder);
            return new Blob(name, size);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Whether content of a digest and size is stored.
     *
     * @param sha256 the digest
     * @param size the length in bytes
     * @return true if it is
     */
    public boolean contains(String sha256, long size) {
        try {
            return Files.size(path(sha256)) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Opens stored content, after checking that it is what was stored.
     *
     * @param sha256 the digest
     * @param size the length it must have
     * @param offset the first byte wanted
     * @return the content from there on; the caller closes it
     * @throws StoreException if it is missing or was altered
     * @throws IOException if it cannot be read
     */
    public InputStream open(String sha256, long size, long offset) throws IOException {
        return open(sha256, size, offset, true);
    }

    /**
     * Opens content without reading it first, for whoever computes its digest while reading and compares.
     *
     * @param sha256 its digest, in hexadecimal
     * @param size its size
     * @return the content from its beginning; the caller closes it
     * @throws IOException if it cannot be read
     * @throws StoreException if it is missing or of another size
     */
    public InputStream openUnchecked(String sha256, long size) throws IOException {
        return open(sha256, size, 0, false);
    }

    private InputStream open(String sha256, long size, long offset, boolean checked) throws IOException {
        if (offset < 0 || offset > size) {
            throw new IllegalArgumentException("No byte " + offset + " in content of " + size + " bytes");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path(sha256), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new StoreException("RA-0236", "The file " + sha256 + " is missing; restore it from a backup", e);
        }
        boolean opened = false;
        try {
            long found = channel.size();
            if (found != size) {
                throw altered(sha256, "it has " + found + " bytes instead of " + size);
            }
            if (checked && !digest(channel).equals(sha256)) {
                throw altered(sha256, "its content has another digest");
            }
            channel.position(offset);
            opened = true;
            return Channels.newInputStream(channel);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static StoreException altered(String sha256, String how) {
        return new StoreException(
                "RA-0235", "The file " + sha256 + " was altered: " + how + "; restore it from a backup");
    }

    private static boolean isWhole(Path file, String sha256, long size) throws IOException {
        if (!Files.exists(file) || Files.size(file) != size) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return digest(channel).equals(sha256);
        }
    }

    private static String digest(FileChannel channel) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Path path(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A SHA-256 has 64 lower-case hexadecimal digits");
        }
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Makes a rename durable where the system lets a directory be forced; Windows does not, and needs it not. */
    private static void force(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
