package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Acceptance;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Ending;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Outage;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.engagement.Suspension;
import io.remoteaudit.engagement.TermsGap;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An engagement as an auditor sees it.
 *
 * @param id its id
 * @param state where it stood when the answer was given
 * @param termsVersion how many texts of terms there were
 * @param digest the digest of the terms, which an acceptance names
 * @param terms the terms
 * @param maker the maker's acceptance of these terms; null while there is none
 * @param body the certification body's acceptance of these terms; null while there is none
 * @param suspension why it is halted; null while it is not
 * @param makerEnding the maker's agreement to end it early; null without one
 * @param bodyEnding the body's agreement to end it early; null without one
 * @param outages what was noted not to work, oldest first
 * @param missing what the terms lack for being accepted
 * @param followUpUntil until when findings are or will be followed up after the access; null if they are not
 * @param auditor whose token the request came with; null at the maker's desk
 * @param allowance how much of the terms' daily limits is used today; null if they set none
 */
public record EngagementView(
        String id,
        EngagementState state,
        int termsVersion,
        Hash digest,
        EngagementTerms terms,
        @Nullable Acceptance maker,
        @Nullable Acceptance body,
        @Nullable Suspension suspension,
        @Nullable Ending makerEnding,
        @Nullable Ending bodyEnding,
        List<Outage> outages,
        List<TermsGap> missing,
        @Nullable Instant followUpUntil,
        @Nullable Auditor auditor,
        @Nullable Allowance allowance) {

    /** Checks that nothing required is missing. */
    public EngagementView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(terms, "terms");
        outages = List.copyOf(outages);
        missing = List.copyOf(missing);
    }

    /**
     * The view of an engagement.
     *
     * @param engagement the engagement
     * @param now tells the state
     * @param missing what the terms lack for being accepted
     * @param auditor who looks; null at the maker's desk
     * @return the view
     */
    public static EngagementView of(
            Engagement engagement, Instant now, List<TermsGap> missing, @Nullable Auditor auditor) {
        return new EngagementView(
                engagement.id(),
                engagement.state(now),
                engagement.termsVersion(),
                engagement.digest(),
                engagement.terms(),
                engagement.maker(),
                engagement.body(),
                engagement.suspension(),
                engagement.course().makerEnding(),
                engagement.course().bodyEnding(),
                engagement.course().outages(),
                missing,
                engagement.terms().followUpDays() == 0 ? null : engagement.followUpEnd(),
                auditor,
                null);
    }

    /**
     * The same view with what is used today.
     *
     * @param today how much of the daily limits is used; null if there are none
     * @return the view
     */
    public EngagementView with(@Nullable Allowance today) {
        return new EngagementView(
                id,
                state,
                termsVersion,
                digest,
                terms,
                maker,
                body,
                suspension,
                makerEnding,
                bodyEnding,
                outages,
                missing,
                followUpUntil,
                auditor,
                today);
    }

    /**
     * The view as JSON.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("state", state.wireName());
        json.put("termsVersion", termsVersion);
        json.put("digest", digest.hex());
        json.set("terms", terms.toJson());
        ObjectNode acceptances = json.putObject("acceptances");
        write(acceptances, "maker", maker);
        write(acceptances, "body", body);
        CourseJson.write(json, this);
        if (followUpUntil != null) {
            json.put("followUpUntil", followUpUntil.toString());
        }
        if (auditor != null) {
            ObjectNode person = json.putObject("auditor");
            person.put("id", auditor.id()).put("name", auditor.name());
            if (auditor.email() != null) {
                person.put("email", auditor.email());
            }
        }
        if (allowance != null) {
            json.set("allowance", allowance.toJson());
        }
        return json;
    }

    /**
     * Reads a view, and checks that the digest is the terms' own.
     *
     * @param json the engagement
     * @return the view
     * @throws MalformedException if it is not an engagement, or its digest is not that of its terms
     */
    public static EngagementView fromJson(JsonNode json) {
        EngagementTerms terms;
        try {
            terms = EngagementTerms.fromJson(Wire.member(json, "terms"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("The engagement's terms cannot be read: " + e.getMessage(), e);
        }
        Hash digest = Wire.sha256(json, "digest");
        if (!digest.equals(terms.digest())) {
            throw new MalformedException("The engagement's digest is not that of its terms");
        }
        JsonNode acceptances = Wire.member(json, "acceptances");
        return new EngagementView(
                Wire.text(json, "id"),
                CourseJson.state(json),
                Wire.integer(json, "termsVersion"),
                digest,
                terms,
                acceptance(acceptances, Party.MAKER),
                acceptance(acceptances, Party.BODY),
                CourseJson.suspension(json),
                CourseJson.ending(json, Party.MAKER),
                CourseJson.ending(json, Party.BODY),
                CourseJson.outages(json),
                CourseJson.missing(json),
                json.has("followUpUntil") ? Wire.instant(json, "followUpUntil") : null,
                Wire.optional(json, "auditor")
                        .map(auditor -> new Auditor(
                                Wire.text(auditor, "id"),
                                Wire.text(auditor, "name"),
                                Wire.optionalText(auditor, "email").orElse(null)))
                        .orElse(null),
                Wire.optional(json, "allowance").map(Allowance::fromJson).orElse(null));
    }

    private static void write(ObjectNode acceptances, String name, @Nullable Acceptance acceptance) {
        if (acceptance != null) {
            acceptances
                    .putObject(name)
                    .put("by", acceptance.by())
                    .put("at", acceptance.at().toString())
                    .put("digest", acceptance.digest().hex());
        }
    }

    private static @Nullable Acceptance acceptance(JsonNode acceptances, Party party) {
        return Wire.optional(acceptances, party.wireName())
                .map(json -> new Acceptance(
                        party, Wire.text(json, "by"), Wire.instant(json, "at"), Wire.sha256(json, "digest")))
                .orElse(null);
    }
}
