package io.remoteaudit.export;

import io.remoteaudit.store.Lazily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs until the maker brings one of a certification authority. Opened when it is first needed: a key file is
 * locked by a password that takes its time by intent.
 */
final class SelfSignedKey implements SigningKey {

    private final Path keyFile;
    private final Path passwordFile;
    private final Lazily<SigningKey> opened;

    private SelfSignedKey(Path directory, String organization, Clock clock) {
        this.keyFile = directory.resolve("export-signing.p12");
        this.passwordFile = directory.resolve("export-signing.password");
        Instant since = clock.instant();
        this.opened = Lazily.of(() -> read(organization, since));
    }

    /** What cannot be read or was cut off is said now; what a password hides, when it is needed. */
    static SigningKey in(Path directory, String organization, Clock clock) {
        SelfSignedKey key = new SelfSignedKey(directory, organization, clock);
        if (Files.exists(key.keyFile)) {
            key.requireWhole();
        }
        return key;
    }

    private void requireWhole() {
        boolean whole;
        try {
            whole = isOneSequence(Files.readAllBytes(keyFile)) && Files.isReadable(passwordFile);
        } catch (IOException e) {
            throw unusable(e);
        }
        if (!whole) {
            throw unusable(null);
        }
    }

    /** PKCS#12 files are one DER sequence (RFC 7292, 4): the length of what follows stands in front. */
    private static boolean isOneSequence(byte[] file) {
        return file.length > 4
                && file[0] == 0x30
                && file[1] == (byte) 0x82
                && file.length == 4 + Byte.toUnsignedInt(file[2]) * 256 + Byte.toUnsignedInt(file[3]);
    }

    private ExportFailedException unusable(@Nullable Exception cause) {
        String message = "The signing key " + keyFile + " or its password " + passwordFile.getFileName()
                + " cannot be read or is damaged; bring both from a backup, check their owner and rights, or remove both"
                + " for a new key";
        return cause == null ? new ExportFailedException(message) : new ExportFailedException(message, cause);
    }

    @Override
    public List<X509Certificate> chain() {
        return opened.get().chain();
    }

    @Override
    public String algorithm() {
        return opened.get().algorithm();
    }

    @Override
    public byte[] sign(byte[] content) {
        return opened.get().sign(content);
    }

    private SigningKey read(String organization, Instant since) {
        try {
            if (!Files.exists(keyFile)) {
                SelfSignedKeyFile.create(keyFile, passwordFile, organization, since);
            }
            char[] password = Files.readString(passwordFile, StandardCharsets.US_ASCII)
                    .strip()
                    .toCharArray();
            return Pkcs12Key.open(keyFile, password);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }
}
