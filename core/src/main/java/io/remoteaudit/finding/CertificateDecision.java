package io.remoteaudit.finding;

import io.remoteaudit.ledger.Hash;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a certification body reports about a certificate.
 *
 * @param certificate the certificate's number, 1 to 200 characters; where none was issued, that of the application
 * @param outcome what was decided
 * @param date the day from which it holds
 * @param document the reference of the document that says so, 1 to 200 characters
 * @param documentDigest SHA-256 of that document; null if it is not given
 * @param text what it is about, at most 20,000 characters; may be empty
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param replaces the report that this one puts right; null for none
 */
public record CertificateDecision(
        String certificate,
        CertificateOutcome outcome,
        LocalDate date,
        String document,
        @Nullable Hash documentDigest,
        String text,
        String language,
        @Nullable String replaces) {

    /** Checks that nothing is missing. */
    public CertificateDecision {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(language, "language");
    }
}
