package io.remoteaudit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key that checks signature lines of one type: its name, id and text form; C2SP signed-note. Immutable. */
final class NoteKey {

    private static final int MAX_LENGTH = 2_100;
    private static final Pattern VKEY = Pattern.compile("([^\\s+]{1,255})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]{4,1800})");

    private final String name;
    private final SignatureType type;
    private final byte[] publicKey;
    private final int id;

    NoteKey(String name, SignatureType type, byte[] publicKey) {
        this(name, type, publicKey, type.isKey(publicKey));
    }

    private NoteKey(String name, SignatureType type, byte[] publicKey, boolean holds) {
        if (!SignedNote.isKeyName(name)) {
            throw new IllegalArgumentException("A key's name has no blanks, no + and at most 255 characters");
        }
        if (!holds) {
            throw new IllegalArgumentException("Not a public key of type " + type);
        }
        this.name = name;
        this.type = type;
        this.publicKey = publicKey.clone();
        byte[] digest = Hash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {type.code()}, publicKey)
                .toBytes();
        this.id = ((digest[0] & 0xff) << 24)
                | ((digest[1] & 0xff) << 16)
                | ((digest[2] & 0xff) << 8)
                | (digest[3] & 0xff);
    }

    /** The public key that follows from a private one, and so needs no check. */
    static NoteKey derived(String name, SignatureType type, Ed25519Secret secret) {
        return new NoteKey(name, type, secret.publicKey(), true);
    }

    /** Reads {@code name+id+key}; {@code what} names the key in the message of a failure. */
    static NoteKey parse(String vkey, String what, Set<SignatureType> types) {
        String stripped = vkey.strip();
        Matcher matcher = VKEY.matcher(stripped);
        if (vkey.length() > MAX_LENGTH || !matcher.matches()) {
            throw new MalformedException("A " + what + " is name+id+key");
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(matcher.group(3));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A " + what + "'s key is not base64", e);
        }
        Optional<SignatureType> type = SignatureType.of(key[0]).filter(types::contains);
        if (type.isEmpty()) {
            throw new MalformedException("A " + what + " of type " + (key[0] & 0xff) + " is not understood here");
        }
        NoteKey parsed;
        try {
            parsed = new NoteKey(matcher.group(1), type.get(), Arrays.copyOfRange(key, 1, key.length));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A " + what + " does not hold: " + e.getMessage(), e);
        }
        if (!parsed.vkey().equals(stripped)) {
            throw new MalformedException("A " + what + "'s id does not belong to its name and key");
        }
        return parsed;
    }

    String name() {
        return name;
    }

    SignatureType type() {
        return type;
    }

    int id() {
        return id;
    }

    String vkey() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = type.code();
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The lines of a note that say they are by this key. */
    List<SignedNote.Signature> lines(SignedNote note) {
        return note.signatures().stream()
                .filter(line -> line.keyId() == id && line.keyName().equals(name))
                .toList();
    }

    boolean verify(byte[] message, byte[] signature) {
        return type.verify(publicKey, message, signature);
    }

    /** A line of this key's. */
    SignedNote.Signature line(byte[] signature) {
        return SignedNote.Signature.of(name, id, signature);
    }
}
