package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * One field of an entry, salted so that its digest says nothing about it: a disclosure of an object property, RFC
 * 9901, section 4.2.1. Immutable.
 */
public final class Disclosure {

    private static final int MAX_LENGTH = 8 << 20;
    private static final int SHORTEST_SALT = 22;
    private static final int LONGEST_SALT = 86;

    private final String encoded;
    private final String salt;
    private final String name;
    private final JsonNode value;

    private Disclosure(String encoded, String salt, String name, JsonNode value) {
        this.encoded = encoded;
        this.salt = salt;
        this.name = name;
        this.value = value;
    }

    /**
     * Makes a disclosure.
     *
     * @param salt a random text: base64url of 128 bits or more
     * @param name the field's name
     * @param value the field's value; copied
     * @return the disclosure
     * @throws MalformedException if {@link #parse} would refuse it; the message names the field and, in its value, the
     *     JSON Pointer
     */
    public static Disclosure of(String salt, String name, JsonNode value) {
        requireSalt(salt);
        return new Disclosure(
                new String(encode(salt, name, value), StandardCharsets.US_ASCII), salt, name, value.deepCopy());
    }

    /**
     * The bytes of a disclosure, whose salt is known to be one.
     *
     * @throws MalformedException as {@link #of}
     */
    static byte[] encode(String salt, String name, JsonNode value) {
        requireName(name);
        Json.requireReadable("A field's name", Json.text(name));
        Json.requireReadable("Field '" + name + "'", value);
        String json = Json.write(Json.array().add(salt).add(name).add(value));
        byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(json.getBytes(StandardCharsets.UTF_8));
        requireLength(encoded.length);
        return encoded;
    }

    /**
     * Reads a disclosure. Others may write the array with blanks and escapes of their own; the digest is over what they
     * wrote.
     *
     * @param encoded base64url without padding of a JSON array of salt, name and value; at most 8 MiB
     * @return the disclosure
     * @throws MalformedException if it is anything else
     */
    public static Disclosure parse(String encoded) {
        requireLength(encoded.length());
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A disclosure is not base64url", e);
        }
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(json).equals(encoded)) {
            throw new MalformedException("A disclosure is not canonical base64url without padding");
        }
        JsonNode array = Json.parse(json);
        if (!array.isArray()
                || array.size() != 3
                || !array.get(0).isTextual()
                || !array.get(1).isTextual()) {
            throw new MalformedException("A disclosure is an array of salt, name and value");
        }
        String salt = array.get(0).textValue();
        String name = array.get(1).textValue();
        requireSalt(salt);
        requireName(name);
        return new Disclosure(encoded, salt, name, array.get(2));
    }

    /**
     * The disclosure as it is handed out and hashed.
     *
     * @return base64url
     */
    public String encoded() {
        return encoded;
    }

    /**
     * The salt.
     *
     * @return the random text
     */
    public String salt() {
        return salt;
    }

    /**
     * The field's name.
     *
     * @return for example {@code title} or {@code measurements/0}
     */
    public String name() {
        return name;
    }

    /**
     * The field's value.
     *
     * @return a copy
     */
    public JsonNode value() {
        return value.deepCopy();
    }

    /**
     * The digest that stands in the leaf.
     *
     * @return base64url of SHA-256 over {@link #encoded()}, without padding
     */
    public String digest() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Hash.sha256(encoded.getBytes(StandardCharsets.US_ASCII)).toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Disclosure that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** Names the field but not its value, since texts like this end in logs. */
    @Override
    public String toString() {
        return "Disclosure[" + name + "]";
    }

    private static void requireLength(int length) {
        if (length > MAX_LENGTH) {
            throw new MalformedException("A disclosure of " + length + " characters is over the limit of " + MAX_LENGTH
                    + "; keep contents of this size as an attachment");
        }
    }

    /** A shorter salt could be guessed, and with it a field that was masked or erased. */
    private static void requireSalt(String salt) {
        boolean fits = salt.length() >= SHORTEST_SALT && salt.length() <= LONGEST_SALT;
        for (int i = 0; fits && i < salt.length(); i++) {
            char c = salt.charAt(i);
            fits = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        }
        if (!fits) {
            throw new MalformedException("A disclosure's salt is base64url of 128 bits or more (22 to 86 characters)");
        }
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.equals("_sd") || name.equals("...")) {
            throw new MalformedException("A disclosure may not be named '" + name + "' (RFC 9901, section 4.2.1)");
        }
    }
}
