package io.remoteaudit.engagement;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What terms must say before either party can accept them. Immutable.
 *
 * <p>Whatever a policy says, a foreign authority's engagement is never accepted, and one of other foreigners not without
 * a legal basis.
 */
public final class AcceptancePolicy {

    private static final Set<TermsGap> REMOTE_AUDIT = EnumSet.complementOf(EnumSet.of(TermsGap.LEGAL_BASIS));

    private final Map<AuditorKind, Set<TermsGap>> required;

    private AcceptancePolicy(Map<AuditorKind, Set<TermsGap>> required) {
        EnumMap<AuditorKind, Set<TermsGap>> copy = new EnumMap<>(AuditorKind.class);
        required.forEach((kind, gaps) ->
                copy.put(kind, gaps.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(gaps))));
        this.required = Collections.unmodifiableMap(copy);
    }

    /**
     * The policy unless another is set: an audit by a certification or accreditation body needs everything that ISO/IEC
     * TS 17012, IAF MD 4 and ISO 19011 ask to be settled before it is held remotely; a customer's audit needs the will,
     * the means of communication and the rule of consent; an authority of the maker's own country needs nothing more,
     * since what it may ask is law. Terms that do not say who audits need nothing more either.
     *
     * @return the policy
     */
    public static AcceptancePolicy standard() {
        return new AcceptancePolicy(Map.of(
                AuditorKind.CERTIFICATION_BODY, REMOTE_AUDIT,
                AuditorKind.ACCREDITATION_BODY, REMOTE_AUDIT,
                AuditorKind.CLIENT_SECOND_PARTY, EnumSet.of(TermsGap.WILL, TermsGap.COMMUNICATION, TermsGap.CONSENT)));
    }

    /**
     * This policy with another demand on one kind of auditor.
     *
     * @param kind the kind
     * @param needed what terms with such auditors must say
     * @return another policy
     */
    public AcceptancePolicy requiring(AuditorKind kind, Set<TermsGap> needed) {
        EnumMap<AuditorKind, Set<TermsGap>> changed = new EnumMap<>(AuditorKind.class);
        changed.putAll(required);
        changed.put(kind, needed);
        return new AcceptancePolicy(changed);
    }

    /**
     * What terms lack.
     *
     * @param terms the terms
     * @return each thing once, in the order of {@link TermsGap}; empty if they can be accepted
     */
    public List<TermsGap> gaps(EngagementTerms terms) {
        AuditorProfile profile = terms.auditorProfile();
        Set<TermsGap> needed = EnumSet.noneOf(TermsGap.class);
        if (profile != null) {
            needed.addAll(required.getOrDefault(profile.kind(), Set.of()));
            if (profile.foreign()) {
                needed.add(TermsGap.LEGAL_BASIS);
            }
        }
        return Arrays.stream(TermsGap.values())
                .filter(gap -> needed.contains(gap) && gap.openIn(terms))
                .toList();
    }
}
