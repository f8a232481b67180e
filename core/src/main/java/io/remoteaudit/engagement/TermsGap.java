package io.remoteaudit.engagement;

import java.util.Locale;

/** Something that terms lack for being accepted. */
public enum TermsGap {
    /** The client's will is not recorded. */
    WILL,
    /** Not all of the eight conditions were checked and are met. */
    READINESS,
    /** No site is named, physical or virtual. */
    SITES,
    /** The people of one party or both, with what they do, are not named. */
    PEOPLE,
    /** Why remotely, and with which risk, is not said. */
    REASON,
    /** Means of communication and a contingency plan are not said. */
    COMMUNICATION,
    /** What consent captures and downloads need is not said. */
    CONSENT,
    /** Foreigners audit and no legal basis for that is named. */
    LEGAL_BASIS;

    /**
     * The name used on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean openIn(EngagementTerms terms) {
        RemoteConditions conditions =
                terms.conditions() == null ? RemoteConditions.builder().build() : terms.conditions();
        return switch (this) {
            case WILL -> conditions.will() == null;
            case READINESS ->
                conditions.readiness().stream().filter(ReadinessCheck::met).count()
                        < ReadinessCondition.values().length;
            case SITES -> conditions.sites().isEmpty();
            case PEOPLE ->
                conditions.people().stream().map(Participant::party).distinct().count() < Party.values().length;
            case REASON -> conditions.reason() == null;
            case COMMUNICATION -> conditions.communication() == null;
            case CONSENT -> conditions.consent() == null;
            case LEGAL_BASIS -> conditions.legalBasis() == null;
        };
    }
}
