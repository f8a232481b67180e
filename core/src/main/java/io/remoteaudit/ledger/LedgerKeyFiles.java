package io.remoteaudit.ledger;

import io.remoteaudit.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A ledger's private keys in files of one directory: {@code ledger.key}, and after each change of key {@code
 * ledger-2.key}, {@code ledger-3.key} and so on; beside them {@code ledger.mldsa44.key} if checkpoints carry an
 * ML-DSA-44 line, which a change of the Ed25519 key leaves as it is. Each is readable by its owner only. Whoever has
 * the newest can sign checkpoints in the maker's name; without it the ledger cannot go on, so they belong in the backup,
 * and every node that shares the ledger's database needs a copy.
 */
public final class LedgerKeyFiles implements LedgerKeys {

    private static final int MOST = 1_000;

    private final Path directory;
    private final String origin;
    private final boolean mlDsa44;

    /**
     * The keys in a directory.
     *
     * @param directory an existing directory
     * @param origin the ledger's origin
     * @param mlDsa44 whether checkpoints carry an ML-DSA-44 line beside Ed25519; its key is made when the ledger first
     *     signs with it
     */
    public LedgerKeyFiles(Path directory, String origin, boolean mlDsa44) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.mlDsa44 = mlDsa44;
    }

    @Override
    public List<LogSigner> signers() {
        List<LogSigner> signers = new ArrayList<>();
        for (int number = 1; number <= MOST; number++) {
            Optional<byte[]> seed = file(number).read();
            if (seed.isEmpty()) {
                break;
            }
            signers.add(signer(seed.get()));
        }
        return signers;
    }

    @Override
    public LogSigner make(int number) {
        if (number > MOST) {
            throw new StoreException("RA-0204", "A ledger's key is changed at most " + (MOST - 1) + " times");
        }
        return signer(file(number).readOrMake());
    }

    @Override
    public String place(int number) {
        return directory.resolve(name(number)).toString();
    }

    private LogSigner signer(byte[] seed) {
        LogSigner signer = new LogSigner(origin, seed);
        return mlDsa44
                ? signer.withMlDsa44(new SecretFile(directory.resolve("ledger.mldsa44.key")).readOrMake())
                : signer;
    }

    private SecretFile file(int number) {
        return new SecretFile(directory.resolve(name(number)));
    }

    private static String name(int number) {
        return number == 1 ? "ledger.key" : "ledger-" + number + ".key";
    }
}
