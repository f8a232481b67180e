package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device that holds one passkey, and the browser in front of it. Whatever a test changes of it, it signs what it says:
 * a refusal is never for a signature that is merely broken.
 */
public final class SoftAuthenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;
    private static final int ATTESTED = 0x40;

    private final Algorithm algorithm;
    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];
    private String userHandle = "";

    /** What the browser says which page it shows. */
    public String origin = "http://localhost:8080";

    /** For whom the device signs. */
    public String relyingParty = "localhost";

    public boolean verified = true;
    public boolean present = true;
    public boolean copyable;
    public boolean framed;
    public String attestation = "none";
    public long counter;

    /** What a passkey signs with. */
    public enum Algorithm {
        ES256(-7, "SHA256withECDSA"),
        EDDSA(-8, "Ed25519"),
        RS256(-257, "SHA256withRSA"),
        /** Not one that is taken. */
        ES384(-35, "SHA384withECDSA");

        private final int number;
        private final String signature;

        Algorithm(int number, String signature) {
            this.number = number;
            this.signature = signature;
        }
    }

    public SoftAuthenticator() {
        this(Algorithm.ES256);
    }

    public SoftAuthenticator(Algorithm algorithm) {
        this.algorithm = algorithm;
        this.keys = keys(algorithm);
        new SecureRandom().nextBytes(credentialId);
    }

    public String credentialId() {
        return text(credentialId);
    }

    public String userHandle() {
        return userHandle;
    }

    /** Another person's name in the same device. */
    public void takeFor(String otherUserHandle) {
        this.userHandle = otherUserHandle;
    }

    /** Makes the passkey as options ask, and answers as the contract wants it. */
    public ObjectNode make(JsonNode options, String name) {
        JsonNode publicKey = options.path("publicKey");
        userHandle = publicKey.path("user").path("id").asText();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("fmt", attestation);
        object.put("attStmt", Map.of());
        object.put("authData", authenticatorData(ATTESTED, attestedCredentialData()));
        ObjectNode answer = Json.object()
                .put("ceremony", options.path("ceremony").asText())
                .put("name", name)
                .put(
                        "clientDataJSON",
                        text(clientData(
                                "webauthn.create", publicKey.path("challenge").asText())))
                .put("attestationObject", text(cbor(object)));
        answer.putArray("transports").add("internal").add("hybrid").add("carrier-pigeon");
        return answer;
    }

    /** Signs as options ask, and answers as the contract wants it. */
    public ObjectNode sign(JsonNode options) {
        return sign(options, "webauthn.get");
    }

    public ObjectNode sign(JsonNode options, String type) {
        byte[] clientData =
                clientData(type, options.path("publicKey").path("challenge").asText());
        byte[] authenticatorData = authenticatorData(0, new byte[0]);
        try {
            Signature signature = Signature.getInstance(algorithm.signature);
            signature.initSign(keys.getPrivate());
            signature.update(authenticatorData);
            signature.update(Hash.sha256(clientData).toBytes());
            return Json.object()
                    .put("ceremony", options.path("ceremony").asText())
                    .put("credentialId", credentialId())
                    .put("clientDataJSON", text(clientData))
                    .put("authenticatorData", text(authenticatorData))
                    .put("signature", text(signature.sign()))
                    .put("userHandle", userHandle);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] clientData(String type, String challenge) {
        ObjectNode json = Json.object()
                .put("type", type)
                .put("challenge", challenge)
                .put("origin", origin)
                .put("crossOrigin", framed);
        return Json.write(json).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int more, byte[] rest) {
        int flags = more | (present ? PRESENT : 0) | (verified ? VERIFIED : 0) | (copyable ? BACKUP_ELIGIBLE : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                Hash.sha256(relyingParty.getBytes(StandardCharsets.UTF_8)).toBytes());
        out.write(flags);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
        out.writeBytes(rest);
        return out.toByteArray();
    }

    private byte[] attestedCredentialData() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16]);
        out.writeBytes(
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
        out.writeBytes(credentialId);
        out.writeBytes(cbor(coseKey()));
        return out.toByteArray();
    }

    private Map<Integer, Object> coseKey() {
        Map<Integer, Object> key = new LinkedHashMap<>();
        if (keys.getPublic() instanceof ECPublicKey ec) {
            int length = algorithm == Algorithm.ES384 ? 48 : 32;
            key.put(1, 2);
            key.put(3, algorithm.number);
            key.put(-1, algorithm == Algorithm.ES384 ? 2 : 1);
            key.put(-2, unsigned(ec.getW().getAffineX(), length));
            key.put(-3, unsigned(ec.getW().getAffineY(), length));
        } else if (keys.getPublic() instanceof EdECPublicKey ed) {
            byte[] encoded = ed.getEncoded();
            key.put(1, 1);
            key.put(3, algorithm.number);
            key.put(-1, 6);
            key.put(-2, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        } else if (keys.getPublic() instanceof RSAPublicKey rsa) {
            key.put(1, 3);
            key.put(3, algorithm.number);
            key.put(-1, unsigned(rsa.getModulus(), 256));
            key.put(-2, unsigned(rsa.getPublicExponent(), 3));
        }
        return key;
    }

    private static KeyPair keys(Algorithm algorithm) {
        try {
            KeyPairGenerator generator;
            switch (algorithm) {
                case ES256, ES384 -> {
                    generator = KeyPairGenerator.getInstance("EC");
                    generator.initialize(
                            new ECGenParameterSpec(algorithm == Algorithm.ES256 ? "secp256r1" : "secp384r1"));
                }
                case EDDSA -> generator = KeyPairGenerator.getInstance("Ed25519");
                case RS256 -> {
                    generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048);
                }
                default -> throw new IllegalArgumentException(algorithm.name());
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, fixed, length - copied, copied);
        return fixed;
    }

    /** As much of CBOR as a device needs: maps, texts, bytes and whole numbers. */
    private static byte[] cbor(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (value instanceof Map<?, ?> map) {
            out.writeBytes(head(5, map.size()));
            map.forEach((key, member) -> {
                out.writeBytes(cbor(key));
                out.writeBytes(cbor(member));
            });
        } else if (value instanceof Integer number) {
            out.writeBytes(number < 0 ? head(1, -1 - number) : head(0, number));
        } else if (value instanceof byte[] bytes) {
            out.writeBytes(head(2, bytes.length));
            out.writeBytes(bytes);
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(head(3, text.length));
            out.writeBytes(text);
        }
        return out.toByteArray();
    }

    private static byte[] head(int type, int number) {
        int first = type << 5;
        if (number < 24) {
            return new byte[] {(byte) (first | number)};
        }
        return number < 256
                ? new byte[] {(byte) (first | 24), (byte) number}
                : new byte[] {(byte) (first | 25), (byte) (number >> 8), (byte) number};
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
