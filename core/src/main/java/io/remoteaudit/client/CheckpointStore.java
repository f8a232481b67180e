package io.remoteaudit.client;

import io.remoteaudit.ledger.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an auditor's side keeps the last checkpoint it has seen of each maker. Whoever keeps it over visits catches a
 * ledger that was rewritten in between. Safe for use by several threads.
 */
public interface CheckpointStore {

    /**
     * What was seen of a ledger.
     *
     * @param key the key that signed, as {@code name+id+key}
     * @param note the signed checkpoint
     */
    record Seen(String key, String note) {

        /** Checks that nothing is missing. */
        public Seen {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * The newest checkpoint seen of a ledger.
     *
     * @param origin the ledger's name, or the address of the endpoint it was seen at
     * @return the checkpoint, or empty if none was seen
     */
    Optional<Seen> last(String origin);

    /**
     * Remembers a checkpoint in place of the one before.
     *
     * @param origin the ledger's name, or the address of the endpoint it was seen at
     * @param seen the checkpoint
     */
    void remember(String origin, Seen seen);

    /**
     * A store that forgets with the process.
     *
     * @return an empty store
     */
    static CheckpointStore inMemory() {
        Map<String, Seen> seen = new ConcurrentHashMap<>();
        return new CheckpointStore() {
            @Override
            public Optional<Seen> last(String origin) {
                return Optional.ofNullable(seen.get(origin));
            }

            @Override
            public void remember(String origin, Seen checkpoint) {
                seen.put(origin, checkpoint);
            }
        };
    }

    /**
     * A store of one file for each ledger.
     *
     * @param directory where; created if it is missing
     * @return the store
     */
    static CheckpointStore inDirectory(Path directory) {
        return new CheckpointStore() {
            @Override
            public Optional<Seen> last(String origin) {
                Path file = file(origin);
                if (!Files.exists(file)) {
                    return Optional.empty();
                }
                try {
                    String[] parts = Files.readString(file).split("\n", 2);
                    return parts.length == 2 ? Optional.of(new Seen(parts[0], parts[1])) : Optional.empty();
                } catch (IOException e) {
                    throw new UncheckedIOException("The checkpoint seen last cannot be read from " + file, e);
                }
            }

            @Override
            public void remember(String origin, Seen checkpoint) {
                Path file = file(origin);
                try {
                    Files.createDirectories(directory);
                    Path written = Files.createTempFile(directory, "checkpoint", ".tmp");
                    Files.writeString(written, checkpoint.key() + "\n" + checkpoint.note());
                    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException("The checkpoint seen last cannot be kept in " + file, e);
                }
            }

            private Path file(String origin) {
                return directory.resolve(
                        Hash.sha256(origin.getBytes(StandardCharsets.UTF_8)).hex() + ".checkpoint");
            }
        };
    }
}
