package io.remoteaudit.ledger;

import io.remoteaudit.store.Sha256;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 digest: 32 bytes, immutable, compared in constant time. */
public final class Hash {

    /** The length in bytes. */
    public static final int LENGTH = 32;

    private static final int BASE64_LENGTH = 44;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A digest from its bytes.
     *
     * @param bytes 32 bytes; copied
     * @return the digest
     * @throws IllegalArgumentException if there are not 32
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /**
     * A digest out of a row of digests.
     *
     * @param bytes digests one after another
     * @param index which of them, from 0 on
     * @return the digest
     * @throws IndexOutOfBoundsException if there are not as many
     */
    public static Hash at(byte[] bytes, int index) {
        byte[] copy = new byte[LENGTH];
        System.arraycopy(bytes, index * LENGTH, copy, 0, LENGTH);
        return new Hash(copy);
    }

    /**
     * The digest of some bytes.
     *
     * @param parts hashed one after another
     * @return SHA-256 over all of them
     */
    public static Hash sha256(byte[]... parts) {
        MessageDigest digest = Sha256.newDigest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return new Hash(digest.digest());
    }

    /**
     * A digest from its hexadecimal form.
     *
     * @param hex 64 lower-case digits
     * @return the digest
     * @throws MalformedException if it is anything else
     */
    public static Hash parseHex(String hex) {
        boolean digits = hex.length() == 2 * LENGTH;
        for (int i = 0; digits && i < hex.length(); i++) {
            char c = hex.charAt(i);
            digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!digits) {
            throw new MalformedException("A SHA-256 digest in hexadecimal has 64 lower-case digits");
        }
        return new Hash(HexFormat.of().parseHex(hex));
    }

    /**
     * A digest from its base64 form.
     *
     * @param base64 44 characters with padding
     * @return the digest
     * @throws MalformedException if it is anything else, also if the padding bits are not zero
     */
    public static Hash parseBase64(String base64) {
        if (base64.length() != BASE64_LENGTH) {
            throw new MalformedException("A SHA-256 digest in base64 has 44 characters, not " + base64.length());
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            // The JDK's decoder takes padding bits that are not zero; then two texts would mean one digest.
            if (bytes.length == LENGTH
                    && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return new Hash(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A SHA-256 digest in base64 is not valid", e);
        }
        throw new MalformedException("A SHA-256 digest in base64 has 44 canonical characters");
    }

    /**
     * The digest as bytes.
     *
     * @return a new array of 32 bytes
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * The digest in hexadecimal.
     *
     * @return 64 lower-case digits
     */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The digest in base64.
     *
     * @return 44 characters with padding
     */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return ((bytes[0] & 0xff) << 24) | ((bytes[1] & 0xff) << 16) | ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
    }

    @Override
    public String toString() {
        return hex();
    }

    void updateInto(MessageDigest digest) {
        digest.update(bytes);
    }

    void copyInto(byte[] target, int index) {
        System.arraycopy(bytes, 0, target, index * LENGTH, LENGTH);
    }

    static Hash finish(MessageDigest digest) {
        return new Hash(digest.digest());
    }
}
