package io.remoteaudit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An entry whose fields are salted and digested: all of appending that waits for no database, so that it can be done
 * before the writer's place is taken. Immutable; made by {@link Ledger#salted}.
 */
public final class SaltedEntry {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int USUAL_LENGTH = 2_048;

    private final NewEntry entry;
    private final List<String> digests;
    private final String encoded;

    private SaltedEntry(NewEntry entry, List<String> digests, String encoded) {
        this.entry = entry;
        this.digests = digests;
        this.encoded = encoded;
    }

    static SaltedEntry of(NewEntry entry, Salts salts) {
        MessageDigest sha256 = Sha256.newDigest();
        List<String> digests = new ArrayList<>(entry.fields().size());
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(USUAL_LENGTH);
        for (Map.Entry<String, JsonNode> field : entry.fields().entrySet()) {
            byte[] disclosure = Disclosure.encode(salts.salt(field.getKey()), field.getKey(), field.getValue());
            digests.add(BASE64.encodeToString(sha256.digest(disclosure)));
            encoded.writeBytes(disclosure);
            encoded.write(LedgerRows.TILDE);
        }
        // Base64 is ASCII, and this charset copies bytes as they are.
        return new SaltedEntry(entry, digests, encoded.toString(StandardCharsets.ISO_8859_1));
    }

    /**
     * The entry itself.
     *
     * @return what {@link Ledger#salted} was given
     */
    public NewEntry entry() {
        return entry;
    }

    /** Its disclosures as the ledger keeps them. */
    String encoded() {
        return encoded;
    }

    Leaf leaf(Instant at) {
        return Leaf.ofDigests(entry.kind(), entry.subject(), entry.version(), at, digests);
    }

    /** Names the entry but none of its fields, since texts like this end in logs. */
    @Override
    public String toString() {
        return "SaltedEntry[" + entry.kind().wireName() + " " + entry.subject() + " " + entry.version() + "]";
    }
}
