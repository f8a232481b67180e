package io.remoteaudit.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.time.Clock;

/** Opens keys that never leave a device (PKCS#11). Stateless. */
final class Pkcs11Key {

    private Pkcs11Key() {}

    static SigningKey open(Path library, int slotListIndex, char[] pin, String alias) {
        String place = "the token in slot " + slotListIndex + " of " + library;
        if (!Files.isRegularFile(library)) {
            throw new ExportFailedException(
                    "There is no PKCS#11 library " + library + "; give the file that came with the device");
        }
        Provider base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw new ExportFailedException(
                    "This Java has no PKCS#11 support: its module jdk.crypto.cryptoki is missing");
        }
        try {
            // Used as an object, never registered: the host's own providers stay as they are.
            Provider provider = base.configure("--name=remote-audit-" + slotListIndex + "\nlibrary="
                    + library.toAbsolutePath() + "\nslotListIndex=" + slotListIndex + "\n");
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return HeldKey.in(
                    store,
                    pin,
                    place,
                    alias,
                    provider,
                    certificate -> HeldKey.containerAlgorithm(certificate, place),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new ExportFailedException(
                    "The PIN for " + place + " is wrong, or the token wants none of this kind; mind that devices lock"
                            + " themselves after a few wrong ones",
                    e);
        } catch (GeneralSecurityException | InvalidParameterException | ProviderException e) {
            throw new ExportFailedException(
                    "There is no usable token in slot " + slotListIndex + " of " + library
                            + ": check that the device is plugged in and initialised",
                    e);
        }
    }
}
