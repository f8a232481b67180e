package io.remoteaudit.search.lucene;

import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.Selection;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.InvalidCursorException;
import io.remoteaudit.search.SearchRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals where a page ended with AES-GCM, bound to the scope, the engagement, the query, the filters and the order: a cursor works for
 * nobody and nothing else, and says nothing to whom it is given. It ends after {@link #VALIDITY}.
 */
final class Cursors {

    /** How long a cursor is good for. */
    static final Duration VALIDITY = Duration.ofMinutes(15);

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAX_LENGTH = 4_096;

    private final SecretKeySpec key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * The last hit of a page: its values in the order, numbers or texts, of which the last one is its leaf.
     *
     * @param asked when the first page was asked for: the day that "today" in the query means on every page
     */
    record Position(long ledgerSize, Instant asked, List<Object> values) {}

    Cursors(byte[] key, Clock clock) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("A cursor key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        this.clock = clock;
    }

    String seal(SearchRequest request, Position position) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(plain);
            out.writeLong(clock.instant().plus(VALIDITY).toEpochMilli());
            out.writeLong(position.ledgerSize());
            out.writeLong(position.asked().toEpochMilli());
            out.writeByte(position.values().size());
            for (Object value : position.values()) {
                writeValue(value, out);
            }
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, request).doFinal(plain.toByteArray());
            byte[] cursor = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, cursor, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot seal with AES-GCM", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the page before ended, if the cursor is one of ours for this very search and still good. */
    Position open(SearchRequest request, String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw new InvalidCursorException();
        }
        Position position;
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= NONCE_BYTES) {
                throw new InvalidCursorException();
            }
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, nonce, request).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
            if (clock.millis() >= in.readLong()) {
                throw new InvalidCursorException();
            }
            long ledgerSize = in.readLong();
            Instant asked = Instant.ofEpochMilli(in.readLong());
            Object[] values = new Object[in.readByte()];
            for (int i = 0; i < values.length; i++) {
                values[i] = readValue(in);
            }
            position = new Position(ledgerSize, asked, List.of(values));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new InvalidCursorException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (request.ledgerSize().isPresent() && request.ledgerSize().getAsLong() != position.ledgerSize()) {
            throw new InvalidCursorException();
        }
        return position;
    }

    private Cipher cipher(int mode, byte[] nonce, SearchRequest request) throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(binding(request));
        return cipher;
    }

    /** Everything the cursor belongs to, each text with its length before it, so that no two searches read the same. */
    private static byte[] binding(SearchRequest request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Scope scope = request.scope();
        write(scope.sites(), out);
        write(scope.productFamilies(), out);
        write(scope.recordTypes(), out);
        write(scope.standards(), out);
        write(scope.lots(), out);
        write(String.valueOf(scope.from()), out);
        write(String.valueOf(scope.to()), out);
        write(scope.masking().values().stream().map(MaskingRule::toString).toList(), out);
        write(String.valueOf(scope.pseudonymsOf()), out);
        write(request.query(), out);
        out.writeBoolean(request.engagement() != null);
        write(String.valueOf(request.engagement()), out);
        out.writeInt(request.filters().size());
        for (Filter filter : request.filters()) {
            write(filter.facet().wireName(), out);
            write(filter.values(), out);
        }
        write(request.sort().wireName(), out);
        return bytes.toByteArray();
    }

    private static void write(Selection selection, DataOutputStream out) throws IOException {
        out.writeBoolean(selection.all());
        out.writeBoolean(selection.orAbsent());
        write(selection.values(), out);
    }

    private static void write(Collection<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(text, out);
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeValue(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Float score) {
            out.writeByte('f');
            out.writeFloat(score);
        } else if (value instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else if (value instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else if (value instanceof String text) {
            out.writeByte('s');
            out.writeUTF(text);
        } else {
            throw new IllegalArgumentException("Not a value results are ordered by: " + value);
        }
    }

    private static Object readValue(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case 'f' -> in.readFloat();
            case 'd' -> in.readDouble();
            case 'l' -> in.readLong();
            default -> in.readUTF();
        };
    }
}
