package io.remoteaudit.endpoint;

import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.ledger.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file to take away.
 *
 * @param fileName the name to save it under
 * @param mediaType its media type
 * @param size its length in bytes
 * @param sha256 its digest, as the ledger holds it
 * @param item what consent to taking it is asked for; null for a list that says no more than searches do
 * @param opening opens it
 * @param rows how many records it lists, which count as those of any list do; 0 if it is no list
 */
record Download(
        String fileName,
        String mediaType,
        long size,
        Hash sha256,
        @Nullable ConsentItem item,
        Opening opening,
        long rows)
        implements Reply {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** A file that is one thing. */
    Download(String fileName, String mediaType, long size, Hash sha256, ConsentItem item, Opening opening) {
        this(fileName, mediaType, size, sha256, item, opening, 0);
    }

    /** Opens content from a position on. */
    @FunctionalInterface
    interface Opening {
        InputStream from(long offset) throws IOException;
    }

    /** How many rows the trail shows for it. */
    long counted() {
        return Math.max(1, rows);
    }

    String etag() {
        return '"' + sha256.hex() + '"';
    }

    /** Always a download, RFC 6266: a plain name for everyone and the true one for those who can read it. */
    String disposition() {
        return disposition(fileName);
    }

    static String disposition(String fileName) {
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
