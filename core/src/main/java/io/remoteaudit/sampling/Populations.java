package io.remoteaudit.sampling;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.Matches;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.Sort;
import io.remoteaudit.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds populations and keeps each as a file named by its digest. A file that is lost is made again by the same search at
 * the same ledger size, and used only if it comes out the same.
 */
final class Populations {

    /** What searches take; a longer query could not be searched by again. */
    private static final int LONGEST_QUERY = 512;

    private final SearchIndex search;
    private final BlobStore files;

    Populations(SearchIndex search, BlobStore files) {
        this.search = search;
        this.files = files;
    }

    /**
     * A population that was taken.
     *
     * @param undivided the population without strata
     * @param strata how many members have each value of the side; one without a value where there is none
     * @param picked the members looked for, by record id
     */
    record Taken(Population undivided, SortedMap<String, Integer> strata, Map<String, Member> picked) {}

    Taken take(Admission admission, SampleOrder order, @Nullable Facet side, Set<String> lookedFor) {
        Engagement engagement = admission.engagement();
        SearchRequest request = request(admission, order.query(), order.json(), order.filters(), order.ledgerSize());
        return search.matches(request, side, Samples.MOST_MEMBERS, matches -> {
            if (matches.total() == 0) {
                throw new InvalidSampleException(
                        InvalidSampleException.Reason.EMPTY,
                        0,
                        "The population is empty: nothing in scope matches the query");
            }
            if (matches.query().length() > LONGEST_QUERY) {
                throw new InvalidSampleException(
                        InvalidSampleException.Reason.QUERY,
                        LONGEST_QUERY,
                        "The query written out has " + matches.query().length() + " characters, more than the "
                                + LONGEST_QUERY + " that searches take; ask for it by filters");
            }
            Counted counted = new Counted(matches.inLeafOrder(), lookedFor);
            BlobStore.Blob file = keep(counted);
            Population population = new Population(
                    matches.query(),
                    order.filters(),
                    matches.ledgerSize(),
                    matches.total(),
                    Hash.parseHex(file.sha256()),
                    file.size(),
                    search.glossary(),
                    engagement.termsVersion(),
                    engagement.digest(),
                    null);
            return new Taken(population, counted.strata, counted.found);
        });
    }

    InputStream open(Admission admission, Population population, long offset) throws IOException {
        require(admission, population);
        return files.open(population.digest().hex(), population.bytes(), offset);
    }

    void require(Admission admission, Population population) {
        if (!files.contains(population.digest().hex(), population.bytes())) {
            makeAgain(admission, population);
        }
    }

    private void makeAgain(Admission admission, Population population) {
        Strata strata = population.strata();
        SearchRequest request = request(
                admission, population.query(), false, population.filters(), OptionalLong.of(population.ledgerSize()));
        BlobStore.Blob file = search.matches(
                request,
                strata == null ? null : strata.by(),
                Samples.MOST_MEMBERS,
                matches -> keep(new Counted(matches.inLeafOrder(), Set.of())));
        if (!file.sha256().equals(population.digest().hex())) {
            throw new SampleConflictException("The file of the population " + population.digest()
                    + " is lost, and the same search gives another one now, for example since words mean more or"
                    + " something was erased; restore the directory 'populations' from a backup, or freeze anew");
        }
    }

    private BlobStore.Blob keep(Iterator<Member> members) {
        try {
            return files.put(PopulationFile.write(members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SearchRequest request(
            Admission admission, String query, boolean json, List<Filter> filters, OptionalLong ledgerSize) {
        return new SearchRequest(
                admission.scope(),
                query,
                json,
                filters,
                Sort.RELEVANCE,
                Set.of(),
                0,
                null,
                ledgerSize,
                admission.engagement().id());
    }

    /** Counts members by stratum while they pass, and holds those looked for. */
    private static final class Counted implements Iterator<Member> {

        private final Iterator<Matches.Match> matches;
        private final Set<String> lookedFor;
        private final SortedMap<String, Integer> strata = new TreeMap<>();
        private final Map<String, Member> found = new HashMap<>();

        Counted(Iterator<Matches.Match> matches, Set<String> lookedFor) {
            this.matches = matches;
            this.lookedFor = lookedFor;
        }

        @Override
        public boolean hasNext() {
            return matches.hasNext();
        }

        @Override
        public Member next() {
            Matches.Match match = matches.next();
            Member member = new Member(match.recordId(), match.version(), match.leafIndex(), match.value());
            strata.merge(member.stratum(), 1, Integer::sum);
            if (strata.size() > Samples.MOST_STRATA) {
                throw new InvalidSampleException(
                        InvalidSampleException.Reason.STRATA,
                        Samples.MOST_STRATA,
                        "The population has more than " + Samples.MOST_STRATA
                                + " strata; divide it by a side with fewer values");
            }
            if (lookedFor.contains(member.recordId())) {
                found.put(member.recordId(), member);
            }
            return member;
        }
    }
}
