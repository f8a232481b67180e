package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engagement agrees on. Both parties accept the digest of the RFC 8785 form of these terms, so neither can say
 * later that it accepted something else.
 *
 * @param body the certification body's name
 * @param client the maker's legal name
 * @param purpose why the audit takes place, for example {@code surveillance audit 2026}
 * @param auditors who may act, at least one, with different ids
 * @param criteria editions audited against, for example {@code ISO 13485:2016}; at least one
 * @param scope what may be seen
 * @param rights what may be done
 * @param accessFrom the first moment of access, to the second
 * @param accessTo the moment access ends, to the second; after {@code accessFrom}
 * @param auditorProfile what those are who audit, and where they sit; null if the terms do not say
 * @param conditions what was settled for auditing remotely; null if nothing was
 * @param dailyLimits how much may be seen on one day; null if the terms set no limits
 * @param followUpDays for how many days after the access has ended findings are followed up, at most
 *     {@value #LONGEST_FOLLOW_UP}; 0 for not at all
 */
public record EngagementTerms(
        String body,
        String client,
        String purpose,
        List<Auditor> auditors,
        List<String> criteria,
        Scope scope,
        Set<Right> rights,
        Instant accessFrom,
        Instant accessTo,
        @Nullable AuditorProfile auditorProfile,
        @Nullable RemoteConditions conditions,
        @Nullable DailyLimits dailyLimits,
        int followUpDays) {

    /** The most days that findings can be followed up after the access has ended. */
    public static final int LONGEST_FOLLOW_UP = 730;

    private static final String FOLLOW_UP_DAYS = "followUpDays";
    private static final String ID = "[A-Za-z0-9._-]{1,100}";

    /** Checks that the terms are complete. */
    public EngagementTerms {
        requireText("body", body);
        requireText("client", client);
        requireText("purpose", purpose);
        auditors = List.copyOf(auditors);
        criteria = List.copyOf(criteria);
        Objects.requireNonNull(scope, "scope");
        rights = rights.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(rights));
        accessFrom = accessFrom.truncatedTo(ChronoUnit.SECONDS);
        accessTo = accessTo.truncatedTo(ChronoUnit.SECONDS);
        if (auditors.isEmpty() || criteria.isEmpty()) {
            throw new IllegalArgumentException("Terms name at least one auditor and one criterion");
        }
        Set<String> ids = new HashSet<>();
        for (Auditor auditor : auditors) {
            if (!auditor.id().matches(ID) || !ids.add(auditor.id())) {
                throw new IllegalArgumentException(
                        "Auditors have different ids of letters, digits and . _ -; '" + auditor.id() + "' is not one");
            }
        }
        if (!accessFrom.isBefore(accessTo)) {
            throw new IllegalArgumentException("Access ends (" + accessTo + ") before it begins (" + accessFrom + ")");
        }
        if (followUpDays < 0 || followUpDays > LONGEST_FOLLOW_UP) {
            throw new IllegalArgumentException(
                    "Findings are followed up for 0 to " + LONGEST_FOLLOW_UP + " days, not " + followUpDays);
        }
        ConsentRule consent = conditions == null ? null : conditions.consent();
        if (consent != null
                && consent.downloads() == ConsentRule.Consent.FORBIDDEN
                && (rights.contains(Right.DOWNLOAD) || rights.contains(Right.EXPORT))) {
            throw new IllegalArgumentException(
                    "Terms that forbid downloads cannot give the rights download and export; take those away");
        }
    }

    /**
     * Terms that say neither who those are who audit nor what was settled for auditing remotely.
     *
     * @param body the certification body's name
     * @param client the maker's legal name
     * @param purpose why the audit takes place
     * @param auditors who may act
     * @param criteria editions audited against
     * @param scope what may be seen
     * @param rights what may be done
     * @param accessFrom the first moment of access
     * @param accessTo the moment access ends
     */
    public EngagementTerms(
            String body,
            String client,
            String purpose,
            List<Auditor> auditors,
            List<String> criteria,
            Scope scope,
            Set<Right> rights,
            Instant accessFrom,
            Instant accessTo) {
        this(body, client, purpose, auditors, criteria, scope, rights, accessFrom, accessTo, null, null, null, 0);
    }

    /**
     * The same terms, audited by such.
     *
     * @param profile what those are who audit
     * @return other terms
     */
    public EngagementTerms by(AuditorProfile profile) {
        return with(scope, profile, conditions, dailyLimits, followUpDays);
    }

    /**
     * The same terms with these conditions of a remote audit.
     *
     * @param settled what was settled
     * @return other terms
     */
    public EngagementTerms under(RemoteConditions settled) {
        return with(scope, auditorProfile, settled, dailyLimits, followUpDays);
    }

    /**
     * The same terms with these daily limits.
     *
     * @param limits how much may be seen on one day; null for no limits
     * @return other terms
     */
    public EngagementTerms limitedTo(@Nullable DailyLimits limits) {
        return with(scope, auditorProfile, conditions, limits, followUpDays);
    }

    /**
     * The same terms, with findings followed up for so long.
     *
     * @param days for how many days after the access has ended; 0 for not at all
     * @return other terms
     */
    public EngagementTerms followedUpFor(int days) {
        return with(scope, auditorProfile, conditions, dailyLimits, days);
    }

    /**
     * Whether data would leave the country.
     *
     * @return true if the terms say that foreigners audit
     */
    public boolean foreign() {
        return auditorProfile != null && auditorProfile.foreign();
    }

    /**
     * Whether persons may be shown as they are: to foreigners only where the legal basis says that it covers data of
     * persons.
     *
     * @return false if names and the like are to be withheld or to be replaced
     */
    public boolean personsShown() {
        return !foreign()
                || (conditions != null
                        && conditions.legalBasis() != null
                        && conditions.legalBasis().personalData());
    }

    private EngagementTerms with(
            Scope other,
            @Nullable AuditorProfile profile,
            @Nullable RemoteConditions settled,
            @Nullable DailyLimits limits,
            int followUp) {
        return new EngagementTerms(
                body,
                client,
                purpose,
                auditors,
                criteria,
                other,
                rights,
                accessFrom,
                accessTo,
                profile,
                settled,
                limits,
                followUp);
    }

    /**
     * The terms as they are proposed: persons are shown to foreigners by pseudonyms, unless the legal basis says that it
     * covers data of persons.
     *
     * @return these terms, or ones that mask more
     */
    EngagementTerms withDefaults() {
        if (personsShown()) {
            return this;
        }
        List<MaskingRule> rules = new ArrayList<>(scope.masking().values());
        MaskingRule.personal().stream()
                .filter(rule -> !scope.masks(rule.field()))
                .forEach(rules::add);
        return with(scope.maskedBy(rules), auditorProfile, conditions, dailyLimits, followUpDays);
    }

    /**
     * The digest both parties accept.
     *
     * @return SHA-256 over the RFC 8785 form of {@link #toJson()}
     */
    public Hash digest() {
        return Hash.sha256(Json.canonical(toJson()));
    }

    /**
     * The terms as JSON, as they stand in the ledger and on the wire.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("body", body);
        json.put("client", client);
        json.put("purpose", purpose);
        ArrayNode people = json.putArray("auditors");
        for (Auditor auditor : auditors) {
            ObjectNode person = people.addObject().put("id", auditor.id()).put("name", auditor.name());
            if (auditor.email() != null) {
                person.put("email", auditor.email());
            }
        }
        ArrayNode editions = json.putArray("criteria");
        criteria.forEach(editions::add);
        json.set("scope", ScopeJson.write(scope));
        ArrayNode allowed = json.putArray("rights");
        rights.stream().sorted().forEach(right -> allowed.add(right.wireName()));
        json.put("accessFrom", accessFrom.toString());
        json.put("accessTo", accessTo.toString());
        if (auditorProfile != null) {
            json.putObject("auditorProfile")
                    .put("kind", auditorProfile.kind().wireName())
                    .put("country", auditorProfile.country());
        }
        if (conditions != null) {
            json.set("conditions", ConditionsJson.write(conditions));
        }
        if (dailyLimits != null) {
            json.set("dailyLimits", dailyLimits.toJson());
        }
        if (followUpDays > 0) {
            json.put(FOLLOW_UP_DAYS, followUpDays);
        }
        return json;
    }

    /**
     * Reads terms.
     *
     * @param json as {@link #toJson()} writes them
     * @return the terms
     * @throws IllegalArgumentException if something is missing or of another form
     */
    public static EngagementTerms fromJson(JsonNode json) {
        List<Auditor> auditors = ScopeJson.list(json, "auditors").stream()
                .map(auditor -> new Auditor(
                        ScopeJson.text(auditor, "id"),
                        ScopeJson.text(auditor, "name"),
                        auditor.hasNonNull("email") ? auditor.get("email").asText() : null))
                .toList();
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        ScopeJson.list(json, "rights").forEach(right -> rights.add(Right.ofWireName(right.asText())));
        return new EngagementTerms(
                ScopeJson.text(json, "body"),
                ScopeJson.text(json, "client"),
                ScopeJson.text(json, "purpose"),
                auditors,
                ScopeJson.list(json, "criteria").stream().map(JsonNode::asText).toList(),
                ScopeJson.read(ScopeJson.member(json, "scope")),
                rights,
                ScopeJson.instant(json, "accessFrom"),
                ScopeJson.instant(json, "accessTo"),
                json.has("auditorProfile") ? profile(ScopeJson.member(json, "auditorProfile")) : null,
                json.has("conditions") ? ConditionsJson.read(ScopeJson.member(json, "conditions")) : null,
                json.has("dailyLimits") ? DailyLimits.fromJson(ScopeJson.member(json, "dailyLimits")) : null,
                json.has(FOLLOW_UP_DAYS) ? days(json.get(FOLLOW_UP_DAYS)) : 0);
    }

    /** What is not agreed is absent, so that terms have one form and one digest. */
    private static int days(JsonNode json) {
        if (!json.isInt() || json.intValue() < 1) {
            throw new IllegalArgumentException(
                    "'" + FOLLOW_UP_DAYS + "' must be a number of days from 1 to " + LONGEST_FOLLOW_UP);
        }
        return json.intValue();
    }

    private static AuditorProfile profile(JsonNode json) {
        return new AuditorProfile(
                AuditorKind.ofWireName(ScopeJson.text(json, "kind")), ScopeJson.text(json, "country"));
    }

    private static void requireText(String name, String value) {
        if (value.isBlank() || value.length() > 500) {
            throw new IllegalArgumentException("Terms need a " + name + " of 1 to 500 characters");
        }
    }
}
