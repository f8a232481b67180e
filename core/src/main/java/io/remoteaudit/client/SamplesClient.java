package io.remoteaudit.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.api.SampleJson;
import io.remoteaudit.api.SampleSummary;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Freezes populations of one engagement, draws samples of them, says what came of each, and does draws again. Needs the
 * right {@code sample}. Each method blocks; failures are those of {@link EngagementClient}. Safe for use by several threads.
 *
 * <pre>{@code
 * String seed = SamplesClient.newSeed();
 * Sample frozen = samples.freeze(order(ByChance.of(5, DrawMethod.commitment(seed))));
 * Sample drawn = samples.draw(frozen, seed);
 * }</pre>
 */
public final class SamplesClient {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transport transport;
    private final Witness witness;
    private final EngagementAddress address;
    private final RecordsClient records;
    private final String engagement;

    SamplesClient(EngagementAddress address, Witness witness, RecordsClient records, String engagement) {
        this.transport = address.transport();
        this.witness = witness;
        this.address = address;
        this.records = records;
        this.engagement = engagement;
    }

    /**
     * A seed nobody can guess.
     *
     * @return 64 lower-case hexadecimal digits, to be kept until the draw and told to nobody before
     */
    public static String newSeed() {
        byte[] seed = new byte[Hash.LENGTH];
        RANDOM.nextBytes(seed);
        return HexFormat.of().formatHex(seed);
    }

    /**
     * Samples in the order their populations were frozen, also those never drawn.
     *
     * @param cursor the {@code nextCursor} of the page before; null for the first page
     * @return a page
     */
    public Page<SampleSummary> list(@Nullable String cursor) {
        return Page.fromJson(
                transport
                        .get(EngagementAddress.page(address.at("samples"), cursor))
                        .json(),
                SampleSummary::fromJson);
    }

    /**
     * One sample with its steps, the draw sheet.
     *
     * @param sampleId its id
     * @return the sample as it is now
     */
    public Sample sample(String sampleId) {
        return SampleJson.read(
                transport.get(address.at("samples", sampleId).build()).json(), engagement);
    }

    /**
     * Freezes a population, once, also when the answer is lost and it is sent again. One by judgement is drawn with that.
     *
     * @param order what is ordered; holds the seed's {@link DrawMethod#commitment}, never the seed
     * @return the sample
     */
    public Sample freeze(SampleOrder order) {
        return SampleJson.read(
                transport
                        .post(address.change("samples"), SampleJson.write(order))
                        .json(),
                engagement);
    }

    /**
     * Draws: has the maker prove that its part of the draw is fixed in the ledger, and only then reveals the seed. Then
     * checks that the ranks are those of this seed and this part; {@link #check} checks all.
     *
     * @param frozen the sample as it was frozen
     * @param seed the seed that was committed to
     * @return the sample, drawn
     * @throws ProofException if the maker's part is not in its ledger, or the draw is not done by seed and part
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public Sample draw(Sample frozen, String seed) {
        requireFrozen(frozen);
        ObjectNode body = Json.object().put("action", "draw").put("seed", seed);
        Sample drawn = step(frozen, body);
        SampleRecomputation.requireRanks(drawn, frozen.first().leaf(), seed);
        return drawn;
    }

    /**
     * Says what examining members showed, or what follows, once. If the sample has changed since it was read, that fails
     * with {@link io.remoteaudit.api.ProblemType#PRECONDITION_FAILED}.
     *
     * @param sample the sample as it was read
     * @param content examinations or a conclusion
     * @return the sample after it
     */
    public Sample say(Sample sample, SampleContent content) {
        return step(sample, SampleJson.write(content));
    }

    /**
     * Downloads the frozen population, going on where it broke off, and checks its digest.
     *
     * @param sample the sample
     * @param target where to write it; replaced if it exists
     * @param progress hears how far it is
     * @throws ProofException if it is not the population that was frozen
     */
    public void population(Sample sample, Path target, Progress progress) {
        Hash digest = new FileDownload(
                        transport,
                        address.at("samples", sample.id(), "population").build(),
                        target,
                        progress)
                .run();
        if (!digest.equals(sample.frozen().population().digest())) {
            throw new ProofException("The population given is " + digest + ", and "
                    + sample.frozen().population().digest() + " was frozen");
        }
    }

    /**
     * Proves that the first step is in the ledger as the sheet says, and that the ledger continues the last checkpoint seen.
     *
     * @param sample the sample
     * @return the proof, checked in every part
     * @throws ProofException if something does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public RecordProof requireFrozen(Sample sample) {
        RecordProof proof = RecordProof.fromJson(transport
                .get(address.at("samples", sample.id(), "proof").build())
                .json());
        proof.verify(witness.accept(address.url(), proof.checkpoint()));
        SampleRecomputation.requireFirstStep(sample, proof);
        return proof;
    }

    /**
     * Does a draw again, from what anyone can know: searches the population at its ledger size, page after page, and
     * compares it with the one frozen; checks seed, key, ranks and choice; proves the frozen population and each member
     * drawn to be in the ledger. Reads the whole population twice and keeps its file in a directory of this machine.
     *
     * @param sample the sample, drawn or by judgement
     * @param directory where to put the population's file
     * @return what was checked
     * @throws ProofException at the first thing that does not hold
     * @throws LedgerForkException if the ledger was rewritten or forked
     */
    public SampleCheck check(Sample sample, Path directory) {
        return new SampleRecomputation(this, records, directory).check(sample);
    }

    private Sample step(Sample sample, ObjectNode body) {
        Request.Builder request =
                address.change("samples", sample.id(), "steps").header("If-Match", "\"" + sample.version() + "\"");
        return SampleJson.read(transport.post(request, body).json(), engagement);
    }
}
