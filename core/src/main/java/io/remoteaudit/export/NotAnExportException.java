package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that is no export at all, so that nothing can be said of it. */
public final class NotAnExportException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private static final byte[] BEGINNING = {'P', 'K', 3, 4};

    /**
     * Creates the failure.
     *
     * @param file the file
     */
    public NotAnExportException(Path file) {
        super("RA-0610", "'" + file + "' is not a signed export; name a file that ends in .asice");
    }

    static void requireContainer(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NotAnExportException(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            if (!Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING)) {
                throw new NotAnExportException(file);
            }
        }
    }
}
