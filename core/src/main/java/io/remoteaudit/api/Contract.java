package io.remoteaudit.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The contract every server and client of the standard follows. */
public final class Contract {

    /** The version of the interface, as paths and discovery name it. */
    public static final String VERSION = "1";

    private Contract() {}

    /**
     * The contract's text.
     *
     * @return {@code openapi.yaml} in UTF-8
     */
    public static byte[] openapi() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.yaml"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
