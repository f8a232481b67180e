package io.remoteaudit.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens keys in PKCS#12 files (RFC 7292). Stateless. */
final class Pkcs12Key {

    private Pkcs12Key() {}

    static SigningKey open(Path file, char[] password) {
        String place = "the file " + file;
        return open(file, password, place, null, certificate -> HeldKey.containerAlgorithm(certificate, place));
    }

    /** SM2 and ML-DSA-65 are not known to the platform's own keystores of Java 17. */
    static SigningKey openAlternative(Path file, char[] password) {
        String place = "the file " + file;
        return open(
                file,
                password,
                place,
                AlternativeAlgorithm.PROVIDER,
                certificate -> AlternativeAlgorithm.of(certificate, place).signature());
    }

    private static SigningKey open(
            Path file, char[] password, String place, @Nullable Provider provider, HeldKey.Rule rule) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store =
                    provider == null ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS12", provider);
            store.load(in, password);
            return HeldKey.in(store, password, place, null, provider, rule, Clock.systemUTC());
        } catch (IOException e) {
            boolean wrongPassword = e.getCause() instanceof UnrecoverableKeyException
                    || String.valueOf(e.getMessage()).contains("wrong password");
            throw new ExportFailedException(
                    wrongPassword
                            ? "The password of the signing key in " + file + " is wrong"
                            : "The signing key " + file
                                    + " cannot be read: check that the file is there, its rights, and that it is PKCS#12",
                    e);
        } catch (GeneralSecurityException e) {
            throw new ExportFailedException("The signing key in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
