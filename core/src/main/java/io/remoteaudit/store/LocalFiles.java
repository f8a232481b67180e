package io.remoteaudit.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules for directories the library writes to: local, and one process each. */
public final class LocalFiles {

    /** How the types of such file systems begin, as Linux and macOS name them. */
    private static final List<String> NETWORK = List.of(
            "nfs", "cifs", "smb", "fuse", "9p", "afp", "afs", "beegfs", "ceph", "gpfs", "lustre", "ncp", "webdav");

    private LocalFiles() {}

    /**
     * Refuses a directory on a network file system, where locks and memory maps do not hold what they promise.
     *
     * @param directory an existing directory
     * @param what what is to be kept there, for the message
     * @throws StoreException if the file system is one reached over a network, or cannot be read
     */
    public static void require(Path directory, String what) {
        try {
            require(directory, Files.getFileStore(directory).type(), what);
        } catch (IOException e) {
            throw new StoreException("RA-0230", "The directory " + directory + " cannot be read; check its rights", e);
        }
    }

    /** The same where the system has told the type of the directory's file system. */
    static void require(Path directory, String type, String what) {
        if (NETWORK.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith)) {
            throw new StoreException(
                    "RA-0233",
                    "The directory " + directory + " is on a file system of type " + type
                            + ", which is no local disk's; " + what
                            + " cannot be kept there safely, since neither locks nor memory maps hold. Name a directory on a"
                            + " local disk");
        }
    }

    /**
     * Takes a directory for this process alone, until the result is closed or the process ends.
     *
     * @param directory an existing directory
     * @return the hold; closing it gives the directory free
     * @throws StoreException if another process, or another part of this one, holds it; it is named
     */
    public static Hold hold(Path directory) {
        Path file = directory.resolve("in-use.lock");
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = read(channel);
                channel.close();
                throw new StoreException(
                        "RA-0234",
                        "The directory " + directory + " is in use by process "
                                + (holder.isEmpty() ? "(unknown)" : holder)
                                + "; stop it, or give this one a directory of its own");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new Hold(channel);
        } catch (IOException e) {
            close(channel);
            throw new StoreException(
                    "RA-0230",
                    "The directory " + directory + " cannot be locked (" + e.getMessage()
                            + "); check its rights, and that it is on a local disk",
                    e);
        }
    }

    /**
     * Creates a file for a secret: where the file system knows rights, only its owner may read or write it.
     *
     * @param file the file; must not exist
     * @return the empty file; the caller closes it
     * @throws java.nio.file.FileAlreadyExistsException if it exists
     * @throws IOException if it cannot be created
     */
    public static FileChannel createForOwner(Path file) throws IOException {
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            // Not over the first bytes: on some systems they could not be read by the process that wants to say who.
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("RA-0230", "A lock file cannot be closed", e);
            }
        }
    }

    /** A directory held for this process alone. */
    public static final class Hold implements AutoCloseable {

        private final FileChannel channel;

        private Hold(FileChannel channel) {
            this.channel = channel;
        }

        /** Gives the directory free. Closing twice does nothing more. */
        @Override
        public void close() {
            LocalFiles.close(channel);
        }
    }
}
