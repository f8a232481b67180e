package io.remoteaudit.engagement;

import java.util.Objects;

/**
 * What consent the auditors need before they keep something of what they see.
 *
 * @param captures screenshots, photographs and recordings. The module cannot hinder them; the rule is agreed and shown
 * @param downloads files and exports. Terms that forbid them cannot give the rights to download or export
 */
public record ConsentRule(Consent captures, Consent downloads) {

    /** How consent is given. */
    public enum Consent {
        /** Never. */
        FORBIDDEN("forbidden"),
        /** Each time anew, by a person of the maker, over the agreed means of communication. */
        ASK_EACH_TIME("ask-each-time"),
        /** By these terms. */
        GRANTED("granted");

        private final String wireName;

        Consent(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name used in terms and on the wire.
         *
         * @return lower-case words joined by hyphens
         */
        public String wireName() {
            return wireName;
        }

        static Consent ofWireName(String wireName) {
            for (Consent consent : values()) {
                if (consent.wireName.equals(wireName)) {
                    return consent;
                }
            }
            throw new IllegalArgumentException(
                    "Consent is forbidden, ask-each-time or granted, not '" + wireName + "'");
        }
    }

    /** Checks that nothing is missing. */
    public ConsentRule {
        Objects.requireNonNull(captures, "captures");
        Objects.requireNonNull(downloads, "downloads");
    }
}
