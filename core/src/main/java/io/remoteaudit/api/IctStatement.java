package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.engagement.Outage;
import io.remoteaudit.engagement.Suspension;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How information and communication technology was used in an audit, for its report: computed from the access trail and
 * the engagement's own entries, so that neither party has to keep a diary.
 *
 * @param engagement the engagement's id
 * @param audit what was audited, as the terms say
 * @param from the first access; null if there was none
 * @param to the last access; null if there was none
 * @param use how much
 * @param methods how often each method was used, in the order of {@code search}, {@code record-review} and so on
 * @param outages what was noted not to work
 * @param suspensions when the audit was halted
 */
public record IctStatement(
        String engagement,
        Audit audit,
        @Nullable Instant from,
        @Nullable Instant to,
        Use use,
        Map<String, Long> methods,
        List<Outage> outages,
        List<Halt> suspensions) {

    /** Copies the collections. */
    public IctStatement {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(audit, "audit");
        Objects.requireNonNull(use, "use");
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
        outages = List.copyOf(outages);
        suspensions = List.copyOf(suspensions);
    }

    /**
     * What was audited.
     *
     * @param body who audited
     * @param client who was audited
     * @param purpose why
     * @param criteria editions audited against
     * @param means means of communication the terms name
     * @param sites sites the terms name
     */
    public record Audit(
            String body,
            String client,
            String purpose,
            List<String> criteria,
            List<String> means,
            List<AuditSite> sites) {

        /** Copies the lists. */
        public Audit {
            criteria = List.copyOf(criteria);
            means = List.copyOf(means);
            sites = List.copyOf(sites);
        }
    }

    /**
     * How much the endpoint was used.
     *
     * @param minutes in sessions, which end after 15 minutes without an access; of several auditors added up
     * @param sessions how many sessions
     * @param auditors how many persons acted
     * @param accesses how many requests
     * @param refused how many of them were answered with a failure
     * @param searches how many searches
     * @param recordsOpened how many different records
     * @param attachments how many downloads of files
     * @param exports how many downloads of exports
     * @param questions how many questions and follow-ups
     * @param bytes how much was sent
     */
    public record Use(
            long minutes,
            long sessions,
            long auditors,
            long accesses,
            long refused,
            long searches,
            long recordsOpened,
            long attachments,
            long exports,
            long questions,
            long bytes) {}

    /**
     * A time in which the audit was halted.
     *
     * @param party which party halted it, {@code maker} or {@code body}
     * @param reason why
     * @param from when
     * @param to when it went on; null if it has not
     */
    public record Halt(
            String party,
            String reason,
            Instant from,
            @Nullable Instant to) {

        /**
         * The time of a suspension.
         *
         * @param suspension the suspension
         * @return from when to when
         */
        public static Halt of(Suspension suspension) {
            return new Halt(
                    suspension.party().wireName(),
                    suspension.reason(),
                    suspension.at(),
                    suspension.resumed() == null ? null : suspension.resumed().at());
        }
    }

    /**
     * The statement as text, to be put into an audit report.
     *
     * @param locale Chinese or English
     * @return lines that end with a line feed
     */
    public String text(Locale locale) {
        return new IctStatementText(this, locale).toString();
    }

    /**
     * The statement as JSON, with its texts in both languages.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("engagement", engagement);
        json.put("body", audit.body());
        json.put("client", audit.client());
        json.put("purpose", audit.purpose());
        audit.criteria().forEach(json.putArray("criteria")::add);
        ObjectNode period = json.putObject("period");
        if (from != null && to != null) {
            period.put("from", from.toString()).put("to", to.toString());
        }
        json.putObject("use")
                .put("minutes", use.minutes())
                .put("sessions", use.sessions())
                .put("auditors", use.auditors())
                .put("accesses", use.accesses())
                .put("refused", use.refused())
                .put("searches", use.searches())
                .put("recordsOpened", use.recordsOpened())
                .put("attachments", use.attachments())
                .put("exports", use.exports())
                .put("questions", use.questions())
                .put("bytes", use.bytes());
        ArrayNode used = json.putArray("methods");
        methods.forEach(
                (method, count) -> used.addObject().put("method", method).put("count", count));
        audit.means().forEach(json.putArray("means")::add);
        ArrayNode sites = json.putArray("sites");
        for (AuditSite site : audit.sites()) {
            ObjectNode place = sites.addObject()
                    .put("name", site.name())
                    .put("kind", site.kind().wireName());
            if (site.address() != null) {
                place.put("address", site.address());
            }
        }
        ArrayNode noted = json.putArray("outages");
        outages.forEach(outage -> noted.add(CourseJson.outage(outage)));
        ArrayNode halts = json.putArray("suspensions");
        for (Halt halt : suspensions) {
            ObjectNode time = halts.addObject()
                    .put("party", halt.party())
                    .put("reason", halt.reason())
                    .put("from", halt.from().toString());
            if (halt.to() != null) {
                time.put("to", halt.to().toString());
            }
        }
        json.putObject("texts").put("zh", text(Locale.SIMPLIFIED_CHINESE)).put("en", text(Locale.ENGLISH));
        return json;
    }

    /**
     * Reads a statement.
     *
     * @param json as {@link #toJson()} writes it
     * @return the statement
     * @throws MalformedException if it is not one
     */
    public static IctStatement fromJson(JsonNode json) {
        JsonNode period = Wire.member(json, "period");
        Map<String, Long> methods = new LinkedHashMap<>();
        Wire.list(json, "methods", item -> methods.put(Wire.text(item, "method"), Wire.number(item, "count")));
        return new IctStatement(
                Wire.text(json, "engagement"),
                new Audit(
                        Wire.text(json, "body"),
                        Wire.text(json, "client"),
                        Wire.text(json, "purpose"),
                        Wire.list(json, "criteria", Wire::itemText),
                        Wire.list(json, "means", Wire::itemText),
                        Wire.list(json, "sites", IctStatement::site)),
                instant(period, "from"),
                instant(period, "to"),
                use(Wire.member(json, "use")),
                methods,
                CourseJson.outages(json),
                Wire.list(
                        json,
                        "suspensions",
                        halt -> new Halt(
                                Wire.text(halt, "party"),
                                Wire.text(halt, "reason"),
                                Wire.instant(halt, "from"),
                                instant(halt, "to"))));
    }

    private static Use use(JsonNode json) {
        return new Use(
                Wire.number(json, "minutes"),
                Wire.number(json, "sessions"),
                Wire.number(json, "auditors"),
                Wire.number(json, "accesses"),
                Wire.number(json, "refused"),
                Wire.number(json, "searches"),
                Wire.number(json, "recordsOpened"),
                Wire.number(json, "attachments"),
                Wire.number(json, "exports"),
                Wire.number(json, "questions"),
                Wire.number(json, "bytes"));
    }

    private static AuditSite site(JsonNode json) {
        String kind = Wire.text(json, "kind");
        return new AuditSite(
                Wire.text(json, "name"),
                Arrays.stream(AuditSite.Kind.values())
                        .filter(candidate -> candidate.wireName().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new MalformedException("Not a kind of site: " + kind)),
                Wire.optionalText(json, "address").orElse(null));
    }

    private static @Nullable Instant instant(JsonNode json, String name) {
        return json.has(name) ? Wire.instant(json, name) : null;
    }
}
