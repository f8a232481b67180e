package io.remoteaudit.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.Objects;

/**
 * What a page may know of its session. The cookie itself is kept from its script.
 *
 * @param engagement the engagement it lets into
 * @param auditorId the auditor it stands for
 * @param proof what every change must bring along, which no other page can know
 * @param idleIn in how many seconds it ends if nobody uses it
 * @param endsIn in how many seconds it ends however much it is used
 */
public record PageSessionView(String engagement, String auditorId, String proof, long idleIn, long endsIn) {

    /** Checks that nothing is missing. */
    public PageSessionView {
        Objects.requireNonNull(engagement, "engagement");
        Objects.requireNonNull(auditorId, "auditorId");
        Objects.requireNonNull(proof, "proof");
    }

    /**
     * Writes it.
     *
     * @return JSON as the contract says
     */
    public ObjectNode toJson() {
        return Json.object()
                .put("engagement", engagement)
                .put("auditorId", auditorId)
                .put("proof", proof)
                .put("idleIn", idleIn)
                .put("endsIn", endsIn);
    }

    /** Leaves the proof out, since texts like this end in logs. */
    @Override
    public String toString() {
        return "PageSessionView[" + engagement + ", " + auditorId + ", idle in " + idleIn + " s]";
    }
}
