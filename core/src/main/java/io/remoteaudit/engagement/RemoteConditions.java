package io.remoteaudit.engagement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parties settle before they audit remotely. Nothing here is needed to write terms down; what is needed to
 * accept them, {@link AcceptancePolicy} says.
 *
 * @param will that the maker wants it; null if not recorded
 * @param readiness which of the eight conditions were checked, each once at most
 * @param sites the places audited
 * @param people who takes part, of both parties
 * @param reason why remotely; null if not recorded
 * @param communication how the parties speak to each other; null if not recorded
 * @param legalBasis why data may be seen from another country; null if not recorded
 * @param consent what consent it takes to keep something; null if not recorded
 */
public record RemoteConditions(
        @Nullable ClientWill will,
        List<ReadinessCheck> readiness,
        List<AuditSite> sites,
        List<Participant> people,
        @Nullable RemoteReason reason,
        @Nullable Communication communication,
        @Nullable LegalBasis legalBasis,
        @Nullable ConsentRule consent) {

    /** Copies the lists, and checks that no condition is checked twice. */
    public RemoteConditions {
        readiness = ConditionsJson.bounded("readiness", readiness);
        sites = ConditionsJson.bounded("sites", sites);
        people = ConditionsJson.bounded("people", people);
        Set<ReadinessCondition> checked = new HashSet<>();
        for (ReadinessCheck check : readiness) {
            if (!checked.add(check.condition())) {
                throw new IllegalArgumentException(
                        "'readiness' says twice whether '" + check.condition().wireName() + "' is met");
            }
        }
    }

    /**
     * Starts with nothing settled.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what was settled. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable ClientWill will;
        private final List<ReadinessCheck> readiness = new ArrayList<>();
        private final List<AuditSite> sites = new ArrayList<>();
        private final List<Participant> people = new ArrayList<>();
        private @Nullable RemoteReason reason;
        private @Nullable Communication communication;
        private @Nullable LegalBasis legalBasis;
        private @Nullable ConsentRule consent;

        private Builder() {}

        /**
         * Records the client's will.
         *
         * @param declared the declaration
         * @return this builder
         */
        public Builder will(ClientWill declared) {
            this.will = declared;
            return this;
        }

        /**
         * Adds a condition that was checked.
         *
         * @param check the check
         * @return this builder
         */
        public Builder checked(ReadinessCheck check) {
            readiness.add(check);
            return this;
        }

        /**
         * Adds a place.
         *
         * @param site the site
         * @return this builder
         */
        public Builder site(AuditSite site) {
            sites.add(site);
            return this;
        }

        /**
         * Adds a person.
         *
         * @param person the person
         * @return this builder
         */
        public Builder person(Participant person) {
            people.add(person);
            return this;
        }

        /**
         * Says why the audit is held remotely.
         *
         * @param why the reason
         * @return this builder
         */
        public Builder reason(RemoteReason why) {
            this.reason = why;
            return this;
        }

        /**
         * Says how the parties speak to each other.
         *
         * @param how means and contingency plan
         * @return this builder
         */
        public Builder communication(Communication how) {
            this.communication = how;
            return this;
        }

        /**
         * Names why data may be seen from another country.
         *
         * @param basis the basis
         * @return this builder
         */
        public Builder legalBasis(LegalBasis basis) {
            this.legalBasis = basis;
            return this;
        }

        /**
         * Sets what consent it takes to keep something.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder consent(ConsentRule rule) {
            this.consent = rule;
            return this;
        }

        /**
         * Makes the conditions.
         *
         * @return what was settled
         */
        public RemoteConditions build() {
            return new RemoteConditions(will, readiness, sites, people, reason, communication, legalBasis, consent);
        }
    }
}
