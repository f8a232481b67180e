package io.remoteaudit.export;

import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.timestamp.RevocationStatus;
import io.remoteaudit.timestamp.RevocationStatus.Entry;
import io.remoteaudit.timestamp.RevocationStatus.NotRevoked;
import io.remoteaudit.timestamp.RevocationStatus.Revoked;
import io.remoteaudit.timestamp.RevocationStatus.Unknown;
import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What revocation lists say, for a person. Stateless. */
final class RevocationWords {

    private static final Pattern WORD_BREAK = Pattern.compile("_([a-z])");

    private RevocationWords() {}

    /** A clause without a full stop. */
    static LocalizedText of(RevocationStatus status, Instant at) {
        if (status instanceof Revoked revoked) {
            return of(revoked.entry(), at);
        }
        if (status instanceof Unknown unknown) {
            String name = name(unknown.certificate());
            return new LocalizedText(
                    "无法得知 " + name + " 在 " + at + " 是否已被吊销：" + unknown.gap().chinese(),
                    "whether " + name + " had been revoked at " + at + " cannot be told: "
                            + unknown.gap().english());
        }
        if (status instanceof NotRevoked good) {
            StringBuilder chinese = new StringBuilder("按吊销列表，其证书链中的证书在 " + at + " 均未被吊销");
            StringBuilder english =
                    new StringBuilder("by the revocation lists no certificate of its path had been revoked at " + at);
            for (Entry entry : good.later()) {
                String name = name(entry.certificate());
                chinese.append("；")
                        .append(name)
                        .append(" 其后于 " + entry.at() + " 被吊销（原因 " + reason(entry) + "），此前所签的仍然成立");
                english.append("; ")
                        .append(name)
                        .append(" was revoked later, at " + entry.at() + " (reason " + reason(entry)
                                + "), which lets stand what was signed before");
            }
            return new LocalizedText(chinese.toString(), english.toString());
        }
        return new LocalizedText(
                "其证书为自签：要么本身受信任，要么不可信；不适用吊销",
                "its certificate is self-signed: it is trusted by itself or not at all, and revocation does not apply");
    }

    private static LocalizedText of(Entry entry, Instant at) {
        String name = name(entry.certificate());
        String chinese = name + " 于 " + entry.at() + " 被吊销（原因 " + reason(entry) + "）";
        String english = name + " was revoked at " + entry.at() + " (reason " + reason(entry) + ")";
        if (!entry.at().isAfter(at)) {
            return new LocalizedText(chinese + "，不晚于 " + at, english + ", not after " + at);
        }
        Instant invalid = entry.invalidFrom();
        if (invalid != null && !invalid.isAfter(at)) {
            String since = invalid.equals(Instant.MIN) ? "?" : invalid.toString();
            return new LocalizedText(
                    chinese + "，且其签发者称自 " + since + " 起即不可信",
                    english + ", and its issuer says it was invalid since " + since);
        }
        return new LocalizedText(
                chinese + "，按 RFC 3161 第 4 节，该机构此前所盖的时间戳也不再可信",
                english + ", by which its earlier time-stamps are not to be relied on either (RFC 3161, section 4)");
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /** As RFC 5280, section 5.3.1, writes it. */
    private static String reason(Entry entry) {
        @Nullable CRLReason reason = entry.reason();
        if (reason == null) {
            return "-";
        }
        String words = reason.name().toLowerCase(Locale.ROOT);
        return WORD_BREAK
                .matcher(words)
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT))
                .replace("Crl", "CRL")
                .replaceFirst("^ca", reason == CRLReason.CA_COMPROMISE ? "cA" : "ca")
                .replaceFirst("^aa", reason == CRLReason.AA_COMPROMISE ? "aA" : "aa");
    }
}
