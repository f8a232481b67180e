package io.remoteaudit.endpoint;

import io.remoteaudit.search.InvalidCursorException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a page of a list ended, sealed: it says nothing to whom it is given, and works only for the list and the caller
 * it was made for. The key lives as long as the process; a cursor older than that begins anew.
 */
final class ListCursors {

    private static final Duration VALIDITY = Duration.ofMinutes(15);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_LENGTH = 2_000;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final Clock clock;

    ListCursors(Clock clock) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
        this.clock = clock;
    }

    /**
     * Where a list goes on.
     *
     * @param position the first item of the next page, as the list counts
     * @param ledgerSize the ledger size the list is pinned to
     */
    record Position(long position, long ledgerSize) {}

    /** The position a request names, or the beginning at the visit's ledger size. */
    Position position(String list, Visit visit) {
        Optional<String> cursor = visit.query().text("cursor", MAX_LENGTH);
        if (cursor.isEmpty()) {
            return new Position(0, visit.ledgerSize());
        }
        Position position = open(binding(list, visit), cursor.get());
        boolean pinned = visit.query().text("ledgerSize", MAX_LENGTH).isPresent();
        if (pinned && position.ledgerSize() != visit.ledgerSize()) {
            throw new InvalidCursorException();
        }
        return position;
    }

    String seal(String list, Visit visit, Position position) {
        return seal(binding(list, visit), position);
    }

    String seal(String binding, Position position) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(clock.instant().plus(VALIDITY).toEpochMilli())
                .putLong(position.position())
                .putLong(position.ledgerSize())
                .array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, binding).doFinal(plain);
            byte[] cursor = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, cursor, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot seal with AES-GCM", e);
        }
    }

    Position open(String binding, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= NONCE_BYTES) {
                throw new InvalidCursorException();
            }
            byte[] plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), binding)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            ByteBuffer values = ByteBuffer.wrap(plain);
            if (clock.millis() >= values.getLong()) {
                throw new InvalidCursorException();
            }
            return new Position(values.getLong(), values.getLong());
        } catch (IllegalArgumentException | GeneralSecurityException | BufferUnderflowException e) {
            throw new InvalidCursorException();
        }
    }

    private static String binding(String list, Visit visit) {
        return list + "\n" + Gatekeeper.person(visit.caller());
    }

    private Cipher cipher(int mode, byte[] nonce, String binding) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(binding.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
