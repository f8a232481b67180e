package io.remoteaudit.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A signature over a checkpoint with the second it was made in, and the messages such signatures are made over; C2SP
 * tlog-cosignature.
 */
final class TimedSignature {

    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NAME = 255;

    private final long second;
    private final byte[] signature;

    private TimedSignature(long second, byte[] signature) {
        this.second = second;
        this.signature = signature;
    }

    /** The second after 1970, and the signature. */
    static byte[] bytes(long second, byte[] signature) {
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(second)
                .put(signature)
                .array();
    }

    /** Reads a line's bytes; empty if they are of another length, or the time is out of bounds. */
    static Optional<TimedSignature> parse(SignatureType type, byte[] line) {
        if (line.length != Long.BYTES + type.signatureLength()) {
            return Optional.empty();
        }
        long second = ByteBuffer.wrap(line).getLong();
        return second < 0 || second > Instant.MAX.getEpochSecond()
                ? Optional.empty()
                : Optional.of(new TimedSignature(second, Arrays.copyOfRange(line, Long.BYTES, line.length)));
    }

    Instant at() {
        return Instant.ofEpochSecond(second);
    }

    /** Whether a key made it over a checkpoint's text. */
    boolean verify(NoteKey key, String text) {
        if (key.type() == SignatureType.ED25519_COSIGNATURE) {
            return key.verify(ed25519Message(second, text), signature);
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(text);
        } catch (MalformedException e) {
            return false;
        }
        return fits(checkpoint.origin()) && key.verify(mlDsaMessage(key.name(), second, checkpoint), signature);
    }

    static byte[] ed25519Message(long second, String text) {
        return ("cosignature/v1\ntime " + second + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** The structure {@code cosigned_message} of a whole tree. */
    static byte[] mlDsaMessage(String signerName, long second, Checkpoint checkpoint) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(LABEL);
        writeName(message, signerName);
        message.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(second).array());
        writeName(message, checkpoint.origin());
        message.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(0)
                .putLong(checkpoint.size())
                .array());
        message.writeBytes(checkpoint.root().toBytes());
        return message.toByteArray();
    }

    /** Whether a name is short enough for one byte to give its length. */
    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    private static void writeName(ByteArrayOutputStream message, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("A name that ML-DSA-44 signs has at most 255 bytes: " + name);
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }
}
