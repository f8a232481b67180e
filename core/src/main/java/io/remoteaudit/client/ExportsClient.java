package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.Page;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.search.Filter;
import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Has evidence packed into signed exports and takes them away. Each method blocks; failures are those of {@link
 * EngagementClient}. Safe for use by several threads.
 */
public final class ExportsClient {

    private final Transport transport;
    private final EngagementAddress address;

    ExportsClient(EngagementAddress address) {
        this.transport = address.transport();
        this.address = address;
    }

    /**
     * Asks for a signed export.
     *
     * @param order what to export
     * @param language the language of the people who read it, an IETF tag
     * @return how far it is
     * @throws AuditProblemException if another export of the caller's is under way, or the query is not valid
     */
    public ExportStatus start(ExportOrder order, String language) {
        ObjectNode body = Json.object();
        if (order.recordIds().isEmpty()) {
            body.put("query", order.query());
            if (!order.filters().isEmpty()) {
                ObjectNode filters = body.putObject("filters");
                for (Filter filter : order.filters()) {
                    ArrayNode values = filters.putArray(filter.facet().wireName());
                    filter.values().forEach(values::add);
                }
            }
        } else {
            ArrayNode ids = body.putArray("recordIds");
            order.recordIds().forEach(ids::add);
        }
        body.put("language", language);
        return ExportStatus.fromJson(
                transport.post(address.change("exports"), body).json());
    }

    /**
     * How far an export is.
     *
     * @param exportId the export
     * @return its status
     */
    public ExportStatus export(String exportId) {
        return ExportStatus.fromJson(
                transport.get(address.at("exports", exportId).build()).json());
    }

    /**
     * The engagement's exports, newest first.
     *
     * @param cursor where the page before ended; null for the first page
     * @return a page
     */
    public Page<ExportStatus> list(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("exports"), cursor))
                        .json(),
                ExportStatus::fromJson);
    }

    /**
     * Cancels an export that is not done; one that is stays as it is.
     *
     * @param exportId the export
     */
    public void cancel(String exportId) {
        transport.nothing(transport
                .request(address.at("exports", exportId).build())
                .delete()
                .build());
    }

    /**
     * Downloads a finished export, or the first part of a large one, going on where a broken connection left off, and checks its digest.
     *
     * @param exportId the export
     * @param target the file to write; replaced if it exists
     * @param progress told of every piece
     * @return the file's digest
     * @throws ProofException if what came is not what was announced; nothing is kept then
     */
    public Hash download(String exportId, Path target, Progress progress) {
        return download(exportId, 1, target, progress);
    }

    /**
     * Downloads one part of a finished export, going on where a broken connection left off, and checks its digest.
     *
     * @param exportId the export
     * @param part which part, as {@link ExportStatus#files()} lists them
     * @param target the file to write; replaced if it exists
     * @param progress told of every piece
     * @return the file's digest
     * @throws ProofException if what came is not what was announced; nothing is kept then
     */
    public Hash download(String exportId, int part, Path target, Progress progress) {
        HttpUrl url = address.at("exports", exportId, "content")
                .addQueryParameter("part", Integer.toString(part))
                .build();
        return new FileDownload(transport, url, target, progress).run();
    }
}
