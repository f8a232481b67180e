package io.remoteaudit.client;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What has come of a file, beside the place where the whole one will be, and a note of which file it is a part of: by the
 * two a download is gone on with, also by another process.
 */
final class PartialFile {

    private static final int PIECE = 64 << 10;
    private static final long LONGEST_NOTE = 1_000;

    private final Path target;
    private final Path content;
    private final Path note;

    PartialFile(Path target) {
        this.target = target.toAbsolutePath();
        this.content = this.target.resolveSibling(this.target.getFileName() + ".part");
        this.note = this.target.resolveSibling(this.target.getFileName() + ".part.of");
    }

    /**
     * Which file, as the endpoint named it.
     *
     * @param etag its tag, a strong one
     * @param digest its digest
     * @param length how long it is
     */
    record Identity(String etag, Hash digest, long length) {}

    long size() throws IOException {
        return Files.exists(content) ? Files.size(content) : 0;
    }

    /** Which file the part is of; empty, and nothing left of it, if that is not known. */
    Optional<Identity> identity() throws IOException {
        if (Files.exists(content) && Files.exists(note) && Files.size(note) <= LONGEST_NOTE) {
            String[] lines = Files.readString(note).split("\n", -1);
            if (lines.length == 4 && lines[2].matches("[0-9]{1,18}")) {
                try {
                    Identity identity = new Identity(lines[0], Hash.parseHex(lines[1]), Long.parseLong(lines[2]));
                    if (Files.size(content) < identity.length()) {
                        return Optional.of(identity);
                    }
                } catch (MalformedException e) {
                    // Somebody else's file: what it is about is not known, so the download begins anew.
                    discard();
                    return Optional.empty();
                }
            }
        }
        discard();
        return Optional.empty();
    }

    /** Begins anew with a file. */
    OutputStream begin(Identity identity) throws IOException {
        discard();
        Files.writeString(note, identity.etag() + "\n" + identity.digest().hex() + "\n" + identity.length() + "\n");
        return Files.newOutputStream(content);
    }

    OutputStream append() throws IOException {
        return Files.newOutputStream(content, StandardOpenOption.APPEND);
    }

    Hash digest() throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            MessageDigest digest = Sha256.newDigest();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return Hash.of(digest.digest());
        }
    }

    /** Puts the whole file where it belongs. */
    void finish() throws IOException {
        Files.move(content, target, StandardCopyOption.REPLACE_EXISTING);
        discard();
    }

    void discard() throws IOException {
        Files.deleteIfExists(content);
        Files.deleteIfExists(note);
    }
}
