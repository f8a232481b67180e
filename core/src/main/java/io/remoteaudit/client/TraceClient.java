package io.remoteaudit.client;

import io.remoteaudit.api.LotDossierJson;
import io.remoteaudit.api.LotTraceJson;
import io.remoteaudit.trace.LotDossier;
import io.remoteaudit.trace.LotTrace;
import io.remoteaudit.trace.TraceDirection;
import io.remoteaudit.trace.TraceRequest;
import java.util.OptionalLong;
import okhttp3.HttpUrl;

/**
 * Follows lots back to what went into them and forward to where they went, and tells what their dossiers lack. Each method blocks; failures are those of {@link
 * EngagementClient}. Safe for use by several threads.
 */
public final class TraceClient {

    private final EngagementAddress address;

    TraceClient(EngagementAddress address) {
        this.address = address;
    }

    /**
     * Follows a lot both ways, as far as is usual, at the newest ledger size.
     *
     * @param lot the lot's number
     * @return the trace
     * @throws AuditProblemException with status 404 if no lot of that number is in scope
     */
    public LotTrace trace(String lot) {
        return trace(lot, TraceRequest.both(), OptionalLong.empty());
    }

    /**
     * Which of the records a lot needs there are, at the newest ledger size.
     *
     * @param lot the lot's number
     * @return the dossier with what it lacks, as far as the scope lets one tell
     * @throws AuditProblemException with status 404 if no lot of that number is in scope
     */
    public LotDossier dossier(String lot) {
        return LotDossierJson.read(address.transport()
                .get(address.at("lots", lot, "dossier").build())
                .json());
    }

    /**
     * Follows a lot.
     *
     * @param lot the lot's number
     * @param request how far
     * @param ledgerSize the ledger size to look at; empty for the newest
     * @return the trace, which says what of it was cut
     * @throws AuditProblemException with status 404 if no lot of that number is in scope
     */
    public LotTrace trace(String lot, TraceRequest request, OptionalLong ledgerSize) {
        HttpUrl.Builder url = address.at("lots", lot, "trace");
        if (request.directions().size() < TraceDirection.values().length) {
            request.directions().forEach(direction -> url.addQueryParameter("direction", direction.wireName()));
        }
        url.addQueryParameter("depth", String.valueOf(request.depth()));
        url.addQueryParameter("lots", String.valueOf(request.lots()));
        ledgerSize.ifPresent(size -> url.addQueryParameter("ledgerSize", String.valueOf(size)));
        return LotTraceJson.read(address.transport().get(url.build()).json());
    }
}
