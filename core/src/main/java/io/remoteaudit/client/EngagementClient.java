package io.remoteaudit.client;

import io.remoteaudit.api.AccessEntry;
import io.remoteaudit.api.EngagementView;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.TrailFormat;
import java.nio.file.Path;
import okhttp3.HttpUrl;
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
     * The auditor's passkeys, and the end of what one of them began.
     *
     * @return a client of the same engagement
     */
    public PasskeysClient passkeys() {
        return new PasskeysClient(address);
    }

    /**
     * The records in scope.
     *
     * @return searches, reads and proves them
     */
    public RecordsClient records() {
        return new RecordsClient(address, witness);
    }

    /**
     * The lots in scope.
     *
     * @return follows them back and forward, and tells what their dossiers lack
     */
    public TraceClient lots() {
        return new TraceClient(address);
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

    /**
     * Consent to downloads and captures, where the terms ask for it each time.
     *
     * @return asks, and tells what was decided
     */
    public ConsentsClient consents() {
        return new ConsentsClient(address);
    }

    /**
     * Samples of populations of records.
     *
     * @return freezes, draws and does draws again
     */
    public SamplesClient samples() {
        return new SamplesClient(address, witness, records(), id);
    }

    /**
     * Signed exports.
     *
     * @return has them made and takes them away
     */
    public ExportsClient exports() {
        return new ExportsClient(address);
    }

    /**
     * The maker's ledger.
     *
     * @return holds the maker to it
     */
    public LedgerClient ledger() {
        return new LedgerClient(address, witness);
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
     * Takes the access trail away as a file, and checks its digest.
     *
     * @param format in which form
     * @param ledgerSize the trail as it was at this ledger size, so that a broken download can go on where it stopped
     * @param target where to
     * @param progress told how far it is
     * @throws AuditProblemException if the endpoint refuses
     * @throws AuditConnectionException if the connection breaks again and again; the next call goes on from there
     */
    public void access(TrailFormat format, long ledgerSize, Path target, Progress progress) {
        new FileDownload(
                        transport,
                        address.at("access", "content")
                                .addQueryParameter("format", format.wireName())
                                .addQueryParameter("ledgerSize", String.valueOf(ledgerSize))
                                .build(),
                        target,
                        progress)
                .run();
    }
}
