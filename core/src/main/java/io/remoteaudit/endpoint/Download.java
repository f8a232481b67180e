package io.remoteaudit.endpoint;

import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.ledger.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A file to take away.
 *
 * @param fileName the name to save it under
 * @param mediaType its media type
 * @param size its length in bytes
 * @param sha256 its digest, as the ledger holds it
 * @param item what consent to taking it is asked for
 * @param opening opens it
 */
record Download(String fileName, String mediaType, long size, Hash sha256, ConsentItem item, Opening opening)
        implements Reply {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Opens content from a position on. */
    @FunctionalInterface
    interface Opening {
        InputStream from(long offset) throws IOException;
    }

    String etag() {
        return '"' + sha256.hex() + '"';
    }

    /** Always a download, RFC 6266: a plain name for everyone and the true one for those who can read it. */
    String disposition() {
        StringBuilder plain = new StringBuilder();
        fileName.codePoints().forEach(c -> plain.append(c < 128 && PLAIN.indexOf(c) >= 0 ? (char) c : '_'));
        StringBuilder encoded = new StringBuilder();
        for (byte octet : fileName.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (PLAIN.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
