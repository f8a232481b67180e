package io.remoteaudit.ledger;

import io.remoteaudit.store.LocalFiles;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with one private key: 64 hexadecimal digits, the 32 bytes it follows from, readable by its owner only. */
final class SecretFile {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final int SEED_BYTES = 32;
    private static final int LONGEST = 100;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    /** The secret; empty if there is no file. */
    Optional<byte[]> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String hex = Files.size(file) > LONGEST
                    ? ""
                    : Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!hex.matches("[0-9a-f]{64}")) {
                throw new StoreException(
                        "RA-0204",
                        "The file " + file + " holds no ledger key (64 hexadecimal digits); restore it from a backup");
            }
            warnOfOthers();
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Reads the secret, making one if there is none. To be called only while nothing was signed with it: a file that is
     * empty, as a loss of power may leave one that another program was writing, is then as good as none.
     */
    byte[] readOrMake() {
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                Files.delete(file);
            }
            if (!Files.exists(file)) {
                make();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return read().orElseThrow(() -> new StoreException("RA-0204", "The ledger key " + file + " was removed"));
    }

    /** The file gets its name when its content is on disk, so no crash leaves half a key under that name. */
    private void make() throws IOException {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        try (FileChannel channel = LocalFiles.createForOwner(written)) {
            ByteBuffer line = StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(seed) + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
        try {
            // A link fails where a rename would replace the key another process has just made.
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("Another process was first to make {}; its key is the one to read", file);
        } catch (UnsupportedOperationException | IOException e) {
            LOG.debug("No links here: {}", e.toString());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(written);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            force(directory);
        }
    }

    private static void force(Path directory) throws IOException {
        if (posix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void warnOfOthers() throws IOException {
        if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            LOG.warn("The ledger key {} can be read or changed by others than its owner; take those rights away", file);
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private StoreException unusable(IOException cause) {
        return new StoreException(
                "RA-0204", "The ledger key " + file + " cannot be used; check its owner and rights", cause);
    }
}
