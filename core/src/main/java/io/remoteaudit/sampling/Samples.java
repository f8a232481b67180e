package io.remoteaudit.sampling;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Freezes populations, draws samples of them, and keeps what became of each. What takes an {@link Admission} is for
 * auditors and sees one engagement only; the rest is the maker's. Every step is a ledger entry, so nobody can draw unseen
 * until the result pleases. Safe for use by several threads.
 */
public interface Samples {

    /** The most members of a population. */
    int MOST_MEMBERS = 1_000_000;

    /** The most members of a sample by chance. */
    int MOST_DRAWN = 1_000;

    /** The most members of a sample by judgement. */
    int MOST_PICKED = 200;

    /** The most parts a population is divided into. */
    int MOST_STRATA = 200;

    /** The most samples of one engagement. */
    int MOST_SAMPLES = 500;

    /**
     * Freezes a population. One by judgement is drawn with that.
     *
     * @param admission who orders it, in which engagement
     * @param order what is ordered
     * @return the sample
     * @throws InvalidSampleException if the order is not as it should be, or the population is empty
     * @throws PicksOutsideException if what is picked is not in the population
     * @throws SampleConflictException if the engagement has as many samples as it can
     * @throws io.remoteaudit.search.QuerySyntaxException if the query is none, or names what the scope masks
     * @throws io.remoteaudit.search.TooManyMatchesException if the population is too large
     */
    Sample freeze(Admission admission, SampleOrder order);

    /**
     * Draws: reveals the seed.
     *
     * @param admission who draws
     * @param id the sample
     * @param expectedVersion how many steps that person has seen
     * @param seed the seed committed to
     * @return the sample, drawn
     * @throws UnknownSampleException if there is none of that id in the engagement
     * @throws SampleConflictException if there are more steps than seen, it is drawn already or by judgement, the ledger
     *     has not placed its first step yet, or the terms have changed since
     * @throws InvalidSampleException if it is not the seed committed to
     */
    Sample draw(Admission admission, String id, int expectedVersion, String seed);

    /**
     * Says what examining showed, or what follows.
     *
     * @param admission who says so
     * @param id the sample
     * @param expectedVersion how many steps that person has seen
     * @param content what is said: examinations or a conclusion
     * @return the sample after it
     * @throws UnknownSampleException if there is none of that id in the engagement
     * @throws SampleConflictException if there are more steps than seen, or nothing is drawn yet
     * @throws InvalidSampleException if a text is missing or too long, or a record is no member of the sample
     */
    Sample say(Admission admission, String id, int expectedVersion, SampleContent content);

    /**
     * One sample as an auditor sees it.
     *
     * @param admission who reads
     * @param id the sample
     * @param ledgerSize steps with a leaf index below it are shown
     * @return the sample, or empty if there is none in the engagement
     */
    Optional<Sample> find(Admission admission, String id, long ledgerSize);

    /**
     * The engagement's samples in the order their populations were frozen.
     *
     * @param admission who reads
     * @param from where the page begins, 0 or what the page before said
     * @param limit how many at most, from 1 to 200
     * @param ledgerSize steps with a leaf index below it are shown
     * @return a page
     */
    SamplePage list(Admission admission, long from, int limit, long ledgerSize);

    /**
     * The samples of one population, whatever query found it: whoever draws until the result pleases shows here.
     *
     * @param sample one of them
     * @param ledgerSize those frozen below it count
     * @return the ids in the order they were frozen
     */
    List<String> ofSamePopulation(Sample sample, long ledgerSize);

    /**
     * Makes sure that a population's file can be read; it is made again if it is lost.
     *
     * @param admission who is going to read
     * @param sample the sample whose population it is
     * @throws SampleConflictException if the terms have changed since it was frozen, or it cannot be made again
     */
    void requirePopulation(Admission admission, Sample sample);

    /**
     * A population's file.
     *
     * @param admission who reads
     * @param sample the sample whose population it is
     * @param offset the first byte wanted
     * @return the content from there on; the caller closes it
     * @throws SampleConflictException as {@link #requirePopulation}
     * @throws IOException if it cannot be read
     */
    InputStream population(Admission admission, Sample sample, long offset) throws IOException;

    /**
     * The samples of an engagement; the maker's view.
     *
     * @param engagement the engagement
     * @return the samples in the order their populations were frozen
     */
    List<Sample> of(String engagement);

    /**
     * One sample; the maker's view.
     *
     * @param id the sample
     * @return the sample, or empty if there is none
     */
    Optional<Sample> inside(String id);

    /**
     * Whether an engagement has a sample as far as named.
     *
     * @param engagement the engagement
     * @param id the sample
     * @param version how many steps it had
     * @return false for another's and for what does not exist
     */
    default boolean shows(Engagement engagement, String id, int version) {
        return inside(id)
                .filter(sample -> sample.engagement().equals(engagement.id()))
                .filter(sample -> version >= 1 && version <= sample.version())
                .isPresent();
    }

    /**
     * Samples kept in a ledger.
     *
     * @param ledger the ledger
     * @param search finds populations
     * @param files keeps populations
     * @return the samples
     */
    static Samples open(Ledger ledger, SearchIndex search, BlobStore files) {
        return new LedgerSamples(ledger, new Populations(search, files));
    }
}
