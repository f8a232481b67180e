package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.IctStatement;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import java.time.Instant;

/**
 * What the body may do with an engagement itself. Fails as {@link AuditClient} says. Safe for use by several threads.
 */
public final class AgreementClient {

    private final Transport transport;
    private final EngagementAddress address;

    AgreementClient(EngagementAddress address) {
        this.transport = address.transport();
        this.address = address;
    }

    /**
     * Accepts the terms for the certification body.
     *
     * @param digest the digest of the terms that were read, as {@link EngagementClient#view} gave it
     * @return the engagement as it is now
     */
    public EngagementView accept(Hash digest) {
        return change("acceptance", Json.object().put("digest", digest.hex()));
    }

    /**
     * Halts the audit for the body; whatever is under way in it stops.
     *
     * @param reason why
     * @return the engagement as it is now
     */
    public EngagementView suspend(String reason) {
        return change("suspension", Json.object().put("reason", reason));
    }

    /**
     * Lets an audit go on that the body halted.
     *
     * @return the engagement as it is now
     */
    public EngagementView resume() {
        return change("resumption", Json.object());
    }

    /**
     * Agrees for the body to end before the period is over.
     *
     * @param reason why
     * @return the engagement as it is now; ended if the maker has agreed before
     */
    public EngagementView agreeToEnd(String reason) {
        return change("ending", Json.object().put("reason", reason));
    }

    /**
     * Notes that the means of the remote audit did not work for a time.
     *
     * @param from when it began
     * @param to when it was over
     * @param description what did not work, and what was done instead
     * @return the engagement as it is now
     */
    public EngagementView noteOutage(Instant from, Instant to, String description) {
        return change(
                "outages",
                Json.object()
                        .put("from", from.toString())
                        .put("to", to.toString())
                        .put("description", description));
    }

    /**
     * How information and communication technology was used, for the audit report.
     *
     * @return the statement, up to the ledger's present size
     */
    public IctStatement ictStatement() {
        return IctStatement.fromJson(
                transport.get(address.at("ict-statement").build()).json());
    }

    private EngagementView change(String what, ObjectNode body) {
        return EngagementView.fromJson(
                transport.post(address.change(what), body).json());
    }
}
