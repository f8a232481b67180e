package io.remoteaudit.identity;

import io.remoteaudit.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Somebody as another than the maker knows them. It lets into nothing until the maker binds it to an auditor. */
public sealed interface Identity {

    /** The longest issuer and the longest subject, in characters. */
    int LONGEST = 500;

    /**
     * A digest that is the same for the same identity, and for no other.
     *
     * @return SHA-256 over kind and content
     */
    Hash digest();

    /**
     * A person as an identity provider knows them.
     *
     * @param issuer the provider, as the {@code iss} of its tokens names it
     * @param subject the person's name there, for example the {@code sub} of its tokens; of one issuer it never changes hands
     */
    record AtProvider(String issuer, String subject) implements Identity {

        /** Checks that both can be kept and shown. */
        public AtProvider {
            requirePlain("issuer", issuer);
            requirePlain("subject", subject);
        }

        @Override
        public Hash digest() {
            return of("provider", issuer.length() + ":" + issuer + subject);
        }
    }

    /**
     * Whoever holds the private key of a client certificate.
     *
     * @param thumbprint SHA-256 over the certificate's DER bytes ({@code x5t#S256} of RFC 8705)
     */
    record OfCertificate(Hash thumbprint) implements Identity {

        /** Checks that nothing is missing. */
        public OfCertificate {
            Objects.requireNonNull(thumbprint, "thumbprint");
        }

        @Override
        public Hash digest() {
            return of("certificate", thumbprint.hex());
        }
    }

    private static Hash of(String kind, String content) {
        return Hash.sha256((kind + "\n" + content).getBytes(StandardCharsets.UTF_8));
    }

    private static void requirePlain(String what, String text) {
        if (text.isBlank()
                || text.length() > LONGEST
                || text.chars().anyMatch(Character::isISOControl)
                || !text.equals(text.strip())) {
            throw new IllegalArgumentException("The " + what + " of an identity is 1 to " + LONGEST
                    + " characters without control characters and without blanks around them");
        }
    }
}
