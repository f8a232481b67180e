package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import io.remoteaudit.store.LocalFiles;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The file that holds a ledger's private key: 64 hexadecimal digits, readable by its owner only. Whoever has it can
 * sign checkpoints in the maker's name; without it the ledger cannot go on, so it belongs in the backup.
 */
public final class LedgerKeyFile {

    private static final int SEED_BYTES = 32;

    private LedgerKeyFile() {}

    /**
     * Reads the key, making one for a ledger that has signed nothing yet.
     *
     * @param file the file; its directory exists
     * @param origin the ledger's origin
     * @param database the ledger's database, whose tables exist
     * @return signs in that origin's name
     * @throws StoreException if the file cannot be read or written, holds something else, or is missing though the
     *     ledger has signed checkpoints
     */
    public static LogSigner open(Path file, String origin, Database database) {
        try {
            if (!Files.exists(file)) {
                if (database.reading("read the ledger", TreeRows::newestCheckpoint)
                        .isPresent()) {
                    throw new StoreException(
                            "RA-0206",
                            "The ledger key " + file + " is missing, but the ledger was signed with it; restore it from"
                                    + " a backup, or copy it from the node that has it");
                }
                create(file);
            }
            String hex = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!hex.matches("[0-9a-f]{64}")) {
                throw new StoreException(
                        "RA-0204",
                        "The file " + file + " holds no ledger key (64 hexadecimal digits); restore it from a backup");
            }
            return new LogSigner(origin, HexFormat.of().parseHex(hex));
        } catch (IOException e) {
            throw new StoreException("RA-0204", "The ledger key " + file + " cannot be used; check its rights", e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        try (FileChannel channel = LocalFiles.createForOwner(file)) {
            channel.write(StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(seed) + "\n"));
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key is the one to read.
            return;
        }
    }
}
