package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.api.SuggestionsJson;
import io.remoteaudit.api.VersionChanges;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.ledger.TlogProof;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Suggestions;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Searches, reads and proves the records in scope. Each method blocks; failures are those of {@link EngagementClient}. Safe
 * for use by several threads.
 */
public final class RecordsClient {

    private final Transport transport;
    private final Witness witness;
    private final EngagementAddress address;

    RecordsClient(EngagementAddress address, Witness witness) {
        this.transport = address.transport();
        this.witness = witness;
        this.address = address;
    }

    /**
     * Searches the records in scope.
     *
     * @param query what to search for
     * @return one page
     */
    public FoundRecords search(SearchQuery query) {
        HttpUrl.Builder url = address.at("records");
        if (!query.text().isEmpty()) {
            url.addQueryParameter("q", query.text());
        }
        for (Filter filter : query.filters()) {
            filter.values()
                    .forEach(value ->
                            url.addQueryParameter("filter." + filter.facet().wireName(), value));
        }
        url.addQueryParameter("sort", query.sort().wireName());
        if (!query.facets().isEmpty()) {
            url.addQueryParameter(
                    "facets", query.facets().stream().map(Facet::wireName).collect(Collectors.joining(",")));
        }
        url.addQueryParameter("limit", String.valueOf(query.limit()));
        if (query.cursor() != null) {
            url.addQueryParameter("cursor", query.cursor());
        }
        pin(url, query.ledgerSize());
        return FoundRecords.fromJson(transport.get(url.build()).json());
    }

    /**
     * Everything a search finds, page after page, at the ledger size of the first one.
     *
     * @param query what to search for; its limit is how long a page is, at least 1
     * @return the records found, to be read once and by one thread
     */
    public Stream<FoundRecords.Item> all(SearchQuery query) {
        return Pages.all(cursor -> {
            FoundRecords found = search(cursor == null ? query : query.after(cursor));
            return new Page<>(found.items(), found.total(), found.nextCursor());
        });
    }

    /**
     * Searches the records in scope by a query in JSON.
     *
     * @param query the query as {@link io.remoteaudit.search.query.QueryJson} describes it
     * @param around filters, order, counts, page and ledger size; its text is empty
     * @return one page, whose query is the same one as text
     */
    public FoundRecords search(JsonNode query, SearchQuery around) {
        if (!around.text().isEmpty()) {
            throw new IllegalArgumentException("A query is given as JSON or as text, not as both: " + around.text());
        }
        ObjectNode body = Json.object();
        body.set("query", query);
        if (!around.filters().isEmpty()) {
            ObjectNode filters = body.putObject("filters");
            around.filters()
                    .forEach(filter -> filter.values()
                            .forEach(filters.withArray(filter.facet().wireName())::add));
        }
        body.put("sort", around.sort().wireName());
        around.facets().forEach(facet -> body.withArray("facets").add(facet.wireName()));
        body.put("limit", around.limit());
        if (around.cursor() != null) {
            body.put("cursor", around.cursor());
        }
        around.ledgerSize().ifPresent(size -> body.put("ledgerSize", size));
        return FoundRecords.fromJson(transport
                .post(transport.request(address.at("search").build()), body)
                .json());
    }

    /**
     * Completes a query that is being written.
     *
     * @param text the query so far, at most 512 characters
     * @param at the place in it, in UTF-16 code units
     * @param limit how many at most, 1 to 20
     * @return what may stand there; each shown by a record in scope
     */
    public Suggestions suggest(String text, int at, int limit) {
        HttpUrl.Builder url = address.at("suggestions")
                .addQueryParameter("q", text)
                .addQueryParameter("at", String.valueOf(at))
                .addQueryParameter("limit", String.valueOf(limit));
        return SuggestionsJson.read(transport.get(url.build()).json());
    }

    /**
     * The newest version of a record in scope.
     *
     * @param recordId the record
     * @return the version
     */
    public RecordDocument record(String recordId) {
        return RecordDocument.fromJson(
                transport.get(address.at("records", recordId).build()).json());
    }

    /**
     * One version of a record.
     *
     * @param recordId the record
     * @param version the version
     * @return the version
     */
    public RecordDocument record(String recordId, int version) {
        return RecordDocument.fromJson(transport
                .get(address.at("records", recordId)
                        .addQueryParameter("version", String.valueOf(version))
                        .build())
                .json());
    }

    /**
     * A record's history, oldest first, with old and new values.
     *
     * @param recordId the record
     * @param cursor where the page before ended; null for the first page
     * @return one page
     */
    public Page<VersionChanges> versions(String recordId, @Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("records", recordId, "versions"), cursor))
                        .json(),
                VersionChanges::fromJson);
    }

    /**
     * Proves that a record version is in the ledger, and that the ledger continues the last checkpoint seen.
     *
     * @param recordId the record
     * @param version the version
     * @return the proof, checked in every part
     * @throws ProofException if something does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public RecordProof prove(String recordId, int version) {
        RecordProof proof = RecordProof.fromJson(transport
                .get(address.at("records", recordId, "proof")
                        .addQueryParameter("version", String.valueOf(version))
                        .build())
                .json());
        if (!proof.leaf().subject().equals(recordId) || proof.leaf().version() != version) {
            throw new ProofException("The proof is of " + proof.leaf().subject() + " version "
                    + proof.leaf().version() + ", not of " + recordId + " version " + version);
        }
        proof.verify(witness.accept(address.url(), proof.checkpoint()));
        return proof;
    }

    /**
     * The proof that a record version is in the ledger, as a file that can be checked offline (C2SP tlog-proof, {@code
     * .tlog-proof}). It names the leaf; fields are proven by {@link #prove}.
     *
     * @param recordId the record
     * @param version the version
     * @return the proof, checked in every part
     * @throws ProofException if something does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public TlogProof proofFile(String recordId, int version) {
        TlogProof proof = TlogProof.parse(transport.text(transport
                .request(address.at("records", recordId, "proof")
                        .addQueryParameter("version", String.valueOf(version))
                        .build())
                .header("Accept", "text/plain")
                .build()));
        Leaf leaf = Leaf.parse(proof.extra());
        if (!leaf.subject().equals(recordId) || leaf.version() != version) {
            throw new ProofException("The proof is of " + leaf.subject() + " version " + leaf.version() + ", not of "
                    + recordId + " version " + version);
        }
        Checkpoint signed = witness.accept(address.url(), proof.checkpoint());
        new InclusionProof(proof.index(), signed.size(), proof.path()).require(leaf.hash(), signed.root());
        return proof;
    }

    /**
     * Downloads a file of a record, going on where it broke off, and checks its digest.
     *
     * @param recordId the record
     * @param version the version
     * @param name the file's name in the record
     * @param target where to write it; replaced if it exists
     * @param progress hears how far it is
     * @return the file's digest
     */
    public Hash download(String recordId, int version, String name, Path target, Progress progress) {
        HttpUrl url = address.at("records", recordId, "attachments", name)
                .addQueryParameter("version", String.valueOf(version))
                .build();
        return new FileDownload(transport, url, target, progress).run();
    }

    private static void pin(HttpUrl.Builder url, OptionalLong ledgerSize) {
        ledgerSize.ifPresent(size -> url.addQueryParameter("ledgerSize", String.valueOf(size)));
    }
}
