package io.remoteaudit.timestamp;

import java.security.cert.CRLReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What revocation lists say of a certificate and those above it, as of a time. */
public sealed interface RevocationStatus {

    /**
     * Nobody stands above the certificate who could revoke it: it is trusted by itself or not at all.
     *
     * @param certificate the certificate
     */
    record SelfSigned(X509Certificate certificate) implements RevocationStatus {}

    /**
     * Each certificate is covered by a complete list of its issuer, and none was revoked then.
     *
     * @param later what was revoked after that time, for reasons that let stand what was made before
     */
    record NotRevoked(List<Entry> later) implements RevocationStatus {

        /** Copies the list. */
        public NotRevoked {
            later = List.copyOf(later);
        }
    }

    /**
     * A certificate was revoked, or is revoked now in a way that takes back what was made then.
     *
     * @param entry what its issuer says
     */
    record Revoked(Entry entry) implements RevocationStatus {}

    /**
     * No list says enough to tell.
     *
     * @param certificate whose status is open
     * @param gap why
     */
    record Unknown(X509Certificate certificate, Gap gap) implements RevocationStatus {}

    /**
     * An entry of a list.
     *
     * @param certificate what it names
     * @param at from when on it is revoked
     * @param reason why; null if the issuer says nothing
     * @param invalidFrom from when on it was not to be relied on, as known afterwards; null if the issuer says nothing
     */
    record Entry(
            X509Certificate certificate,
            Instant at,
            @Nullable CRLReason reason,
            @Nullable Instant invalidFrom) {}

    /** Why a list does not answer for a certificate. */
    enum Gap {
        /** The issuer's certificate is not known, so no list can be known to be the issuer's. */
        NO_ISSUER("未附其签发者的证书", "its issuer's certificate is not there"),
        /** The issuer's certificate is not for signing lists (RFC 5280, section 4.2.1.3). */
        ISSUER_SIGNS_NONE("其签发者的证书不得用于签发吊销列表", "its issuer's certificate is not for signing revocation lists"),
        /** No list is by the issuer. */
        NO_LIST("没有其签发者的吊销列表", "no revocation list is by its issuer"),
        /** Lists are by the issuer, and of other times. */
        OTHER_TIME("其签发者的吊销列表不涵盖该时刻", "no revocation list of its issuer covers that time"),
        /** The list says what changed since another (RFC 5280, section 5.2.4). */
        DELTA("其签发者的吊销列表只是增量列表", "its issuer's list is a delta list, which tells changes only"),
        /** The list is on behalf of other issuers too (RFC 5280, section 5.2.5). */
        INDIRECT("其签发者的吊销列表是间接列表，本程序不采信", "its issuer's list is an indirect one, which is not relied on here"),
        /** The list leaves out kinds of certificates or reasons (RFC 5280, section 5.2.5). */
        PARTIAL(
                "其签发者的吊销列表只含部分证书种类或部分吊销原因",
                "its issuer's list is partial: it is limited to some kinds of certificates or some reasons"),
        /** The list is for certificates that name another distribution point (RFC 5280, section 5.2.5). */
        OTHER_POINT("其签发者的吊销列表属于另一分发点", "its issuer's list is partial: it is of another distribution point"),
        /** The list says something critical that is not understood here (RFC 5280, sections 5.2 and 5.3). */
        UNKNOWN_EXTENSION(
                "其签发者的吊销列表含有本程序不能处理的关键扩展", "its issuer's list has a critical extension that is not understood here");

        private final String chinese;
        private final String english;

        Gap(String chinese, String english) {
            this.chinese = chinese;
            this.english = english;
        }

        /**
         * The reason in Chinese.
         *
         * @return a clause without a full stop
         */
        public String chinese() {
            return chinese;
        }

        /**
         * The reason in English.
         *
         * @return a clause without a full stop
         */
        public String english() {
            return english;
        }
    }
}
