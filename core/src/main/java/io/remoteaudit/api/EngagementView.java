package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Acceptance;
import io.remoteaudit.engagement.Auditor;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.Arrays;
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
 * @param auditor whose token the request came with; null at the maker's desk
 */
public record EngagementView(
        String id,
        EngagementState state,
        int termsVersion,
        Hash digest,
        EngagementTerms terms,
        @Nullable Acceptance maker,
        @Nullable Acceptance body,
        @Nullable Auditor auditor) {

    /** Checks that nothing required is missing. */
    public EngagementView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(terms, "terms");
    }

    /**
     * The view of an engagement.
     *
     * @param engagement the engagement
     * @param now tells the state
     * @param auditor who looks; null at the maker's desk
     * @return the view
     */
    public static EngagementView of(Engagement engagement, Instant now, @Nullable Auditor auditor) {
        return new EngagementView(
                engagement.id(),
                engagement.state(now),
                engagement.termsVersion(),
                engagement.digest(),
                engagement.terms(),
                engagement.maker(),
                engagement.body(),
                auditor);
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
        if (auditor != null) {
            ObjectNode person = json.putObject("auditor");
            person.put("id", auditor.id()).put("name", auditor.name());
            if (auditor.email() != null) {
                person.put("email", auditor.email());
            }
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
        String state = Wire.text(json, "state");
        return new EngagementView(
                Wire.text(json, "id"),
                Arrays.stream(EngagementState.values())
                        .filter(candidate -> candidate.wireName().equals(state))
                        .findFirst()
                        .orElseThrow(() -> new MalformedException("Not a state of an engagement: " + state)),
                Wire.integer(json, "termsVersion"),
                digest,
                terms,
                acceptance(acceptances, Party.MAKER),
                acceptance(acceptances, Party.BODY),
                Wire.optional(json, "auditor")
                        .map(auditor -> new Auditor(
                                Wire.text(auditor, "id"),
                                Wire.text(auditor, "name"),
                                Wire.optionalText(auditor, "email").orElse(null)))
                        .orElse(null));
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
