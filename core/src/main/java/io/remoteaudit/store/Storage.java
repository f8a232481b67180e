package io.remoteaudit.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept.
 *
 * @param directory the module's files, absolute
 * @param database which database holds the ledger
 * @param schema the version its tables are at
 * @param weakness why the database may lose what it has acknowledged, with an RA-code, in English; null if it keeps
 *     everything
 */
public record Storage(
        Path directory,
        Dialect database,
        int schema,
        @Nullable String weakness) {

    /** Checks that nothing required is missing. */
    public Storage {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(database, "database");
    }

    /**
     * Why acknowledged records may be lost.
     *
     * @return the reason, or empty if there is none
     */
    public Optional<String> durabilityWeakness() {
        return Optional.ofNullable(weakness);
    }
}
