package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.CosignatureJson;
import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.LedgerTimestamp;
import io.remoteaudit.api.LedgerTimestamps;
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
import io.remoteaudit.ledger.WitnessKey;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Suggestions;
import io.remoteaudit.timestamp.Timestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor does in one engagement. Fails as {@link AuditClient} says. Safe for use by several threads.
 */
public final class EngagementClient {

    private final Transport transport;
    private final Witness witness;
    private final String id;
    private final EngagementAddress address;

    EngagementClient(Transport transport, Witness witness, String id, HttpUrl address) {
        this.transport = transport;
        this.witness = witness;
        this.id = id;
        this.address = new EngagementAddress(transport, address);
    }

    /**
     * The engagement's id.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * The engagement with its terms, scope and state.
     *
     * @return the engagement
     */
    public EngagementView view() {
        return EngagementView.fromJson(transport.get(address.url()).json());
    }

    /**
     * Accepts the terms for the certification body.
     *
     * @param digest the digest of the terms that were read, as {@link #view} gave it
     * @return the engagement as it is now
     */
    public EngagementView accept(Hash digest) {
        ObjectNode body = Json.object();
        body.put("digest", digest.hex());
        return EngagementView.fromJson(
                transport.post(address.change("acceptance"), body).json());
    }

    /**
     * The engagement itself beside its terms: halting it, ending it, noting outages, and the statement of use.
     *
     * @return what can be done with it; nothing is asked of the endpoint yet
     */
    public AgreementClient agreement() {
        return new AgreementClient(address);
    }

    /**
     * What comes before the audit: the maker's profile, the audit plan and the preparation list.
     *
     * @return a client of the same engagement
     */
    public PreparationClient preparation() {
        return new PreparationClient(address, id);
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
     * The ledger's newest checkpoint, checked, and proven to continue the last one seen.
     *
     * @return the checkpoint
     * @throws ProofException if the signature does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public Checkpoint checkpoint() {
        String note = transport.text(
                transport.request(address.at("ledger", "checkpoint").build()).build());
        return witness.accept(address.url(), note);
    }

    /**
     * Witnesses the ledger: takes its newest checkpoint, checks it as {@link #checkpoint} does, cosigns it and hands the
     * cosignature to the maker, who shows it to this engagement and cannot deny having had it.
     *
     * @param key the witness's key
     * @param clock gives the time that is stated
     * @return the checkpoint with the cosignature, to be kept
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked; nothing is cosigned then
     */
    public String cosign(WitnessKey key, Clock clock) {
        String note = transport.text(
                transport.request(address.at("ledger", "checkpoint").build()).build());
        witness.accept(address.url(), note);
        String cosigned = key.cosign(note, clock.instant());
        Request.Builder request = address.change("ledger", "cosignatures");
        transport.nothing(request.post(
                        RequestBody.create(Json.write(CosignatureJson.write(key.key(), cosigned)), Transport.JSON))
                .build());
        return cosigned;
    }

    /**
     * The newest checkpoints this engagement's witnesses have cosigned, each checked against the ledger's key. Their
     * cosignatures are checked with {@link io.remoteaudit.ledger.CosignerKey#verify}.
     *
     * @return signed notes, newest first, at most 50
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if one of them is not of the ledger that is seen
     */
    public List<String> cosigned() {
        List<String> notes = CosignatureJson.readList(
                transport.get(address.at("ledger", "cosignatures").build()).json());
        notes.forEach(note -> witness.accept(address.url(), note));
        return notes;
    }

    /**
     * The time-stamps of the ledger's checkpoints, each checkpoint checked against the ledger's key and proven to be of
     * the ledger that is seen. What an authority says is checked by {@link #timestamp}.
     *
     * @return who time-stamps, and at most 50 time-stamps, given and pending, largest ledger size first
     * @throws ProofException if the maker's signature does not hold
     * @throws LedgerForkException if a checkpoint is not of the ledger that is seen
     */
    public LedgerTimestamps timestamps() {
        LedgerTimestamps timestamps = LedgerTimestamps.fromJson(
                transport.get(address.at("ledger", "timestamps").build()).json());
        timestamps.items().forEach(this::accept);
        timestamps.newestGiven().ifPresent(this::accept);
        return timestamps;
    }

    /**
     * Fetches a time-stamp and checks that it is over its checkpoint's signed note and by an authority that is trusted.
     *
     * @param listed a given one of {@link #timestamps}
     * @param trusted the certificates that are trusted, from elsewhere than the maker; at least one
     * @return the time-stamp
     * @throws ProofException if the maker's signature of the checkpoint does not hold
     * @throws LedgerForkException if the checkpoint is not of the ledger that is seen
     * @throws io.remoteaudit.timestamp.TimestampException {@code RA-0241} if the time-stamp does not hold
     * @throws AuditProblemException if it is still pending
     */
    public Timestamp timestamp(LedgerTimestamp listed, List<X509Certificate> trusted) {
        accept(listed);
        Timestamp timestamp = Timestamp.parse(transport.bytes(transport
                .request(address.at("ledger", "timestamps", String.valueOf(listed.ledgerSize()), listed.authority())
                        .build())
                .build()));
        timestamp.verify(Hash.sha256(listed.checkpoint().getBytes(StandardCharsets.UTF_8)), trusted);
        return timestamp;
    }

    private void accept(LedgerTimestamp listed) {
        if (witness.accept(address.url(), listed.checkpoint()).size() != listed.ledgerSize()) {
            throw new ProofException("The time-stamped checkpoint is not of size " + listed.ledgerSize());
        }
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

    /**
     * What this engagement has read so far, oldest first.
     *
     * @param cursor where the page before ended; null for the first page
     * @return one page
     */
    public Page<AccessEntry> access(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("access"), cursor))
                        .json(),
                AccessEntry::fromJson);
    }

    /**
     * Asks for a signed export.
     *
     * @param order what to export
     * @param language the language of the people who read it, an IETF tag
     * @return how far it is
     * @throws AuditProblemException if another export of the caller's is under way, or the query is not valid
     */
    public ExportStatus export(ExportOrder order, String language) {
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
    public Page<ExportStatus> exports(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("exports"), cursor))
                        .json(),
                ExportStatus::fromJson);
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
    public Hash downloadExport(String exportId, Path target, Progress progress) {
        return downloadExport(exportId, 1, target, progress);
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
    public Hash downloadExport(String exportId, int part, Path target, Progress progress) {
        HttpUrl url = address.at("exports", exportId, "content")
                .addQueryParameter("part", Integer.toString(part))
                .build();
        return new FileDownload(transport, url, target, progress).run();
    }

    /**
     * The questions of this engagement.
     *
     * @return asks, reads and carries them to their end
     */
    public QuestionsClient questions() {
        return new QuestionsClient(address, id);
    }

    /**
     * Raises findings, leads them to their end, and reports what was decided on certificates.
     *
     * @return a client of the same engagement
     */
    public FindingsClient findings() {
        return new FindingsClient(address, id);
    }

    private static void pin(HttpUrl.Builder url, OptionalLong ledgerSize) {
        ledgerSize.ifPresent(size -> url.addQueryParameter("ledgerSize", String.valueOf(size)));
    }
}
