package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.finding.CertificateDecision;
import io.remoteaudit.finding.CertificateOutcome;
import io.remoteaudit.finding.CertificateReport;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.util.OptionalLong;

/** Decisions on certificates on the wire. */
public final class CertificateJson {

    private CertificateJson() {}

    /**
     * A report as JSON.
     *
     * @param report the report
     * @return a new object
     */
    public static ObjectNode write(CertificateReport report) {
        ObjectNode json = Json.object();
        json.put("id", report.id());
        write(report.decision()).properties().forEach(member -> json.set(member.getKey(), member.getValue()));
        json.put("by", report.by());
        json.put("at", report.at().toString());
        if (report.leafIndex().isPresent()) {
            json.put("leafIndex", report.leafIndex().getAsLong());
        } else {
            json.putNull("leafIndex");
        }
        return json;
    }

    /**
     * A decision as JSON, which is what a request holds.
     *
     * @param decision the decision
     * @return a new object
     */
    public static ObjectNode write(CertificateDecision decision) {
        ObjectNode json = Json.object();
        json.put("certificate", decision.certificate());
        json.put("outcome", decision.outcome().wireName());
        json.put("date", decision.date().toString());
        json.put("document", decision.document());
        if (decision.documentDigest() != null) {
            json.put("documentDigest", decision.documentDigest().hex());
        }
        json.put("text", decision.text());
        json.put("language", decision.language());
        if (decision.replaces() != null) {
            json.put("replaces", decision.replaces());
        }
        return json;
    }

    /**
     * Reads a report.
     *
     * @param json the report
     * @param engagement the engagement it was made in
     * @return the report
     * @throws MalformedException if it is not a report
     */
    public static CertificateReport read(JsonNode json, String engagement) {
        CertificateOutcome outcome;
        try {
            outcome = CertificateOutcome.ofWireName(Wire.text(json, "outcome"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("A report of the answer has an outcome this version does not know", e);
        }
        return new CertificateReport(
                Wire.text(json, "id"),
                engagement,
                new CertificateDecision(
                        Wire.text(json, "certificate"),
                        outcome,
                        FindingJson.day(json, "date")
                                .orElseThrow(() -> new MalformedException("A report of the answer has no 'date'")),
                        Wire.text(json, "document"),
                        Wire.optionalText(json, "documentDigest")
                                .map(Hash::parseHex)
                                .orElse(null),
                        Wire.text(json, "text"),
                        Wire.text(json, "language"),
                        Wire.optionalText(json, "replaces").orElse(null)),
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty());
    }
}
