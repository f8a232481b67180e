package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.DrawnMember;
import io.remoteaudit.sampling.Member;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.PopulationFile;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleFields;
import io.remoteaudit.sampling.SampleMember;
import io.remoteaudit.sampling.SampleMethod;
import io.remoteaudit.sampling.SampleStep;
import io.remoteaudit.sampling.Strata;
import io.remoteaudit.sampling.Stratum;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.Sort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Does a draw again and compares. For one sample. */
final class SampleRecomputation {

    private final SamplesClient samples;
    private final RecordsClient records;
    private final Path directory;

    SampleRecomputation(SamplesClient samples, RecordsClient records, Path directory) {
        this.samples = samples;
        this.records = records;
        this.directory = directory;
    }

    SampleCheck check(Sample sample) {
        samples.requireFrozen(sample);
        Population population = sample.frozen().population();
        Path file = directory.resolve(population.digest().hex() + ".txt");
        samples.population(sample, file, Progress.ignored());
        compareWithSearch(population, file);
        requireDraw(sample, file);
        List<SampleMember> members = sample.members();
        for (SampleMember member : members) {
            Member drawn = member.member();
            RecordProof proof = records.prove(drawn.recordId(), drawn.version());
            require(
                    proof.inclusion().leafIndex() == drawn.leafIndex(),
                    "Record " + drawn.recordId() + " is in the ledger at another place than the draw says");
        }
        return new SampleCheck(file, population.size(), members.size());
    }

    /** What the search finds now is what was frozen: nothing was left out, nothing put in, each in its own stratum. */
    private void compareWithSearch(Population population, Path file) {
        SearchQuery query = new SearchQuery(
                population.query(),
                population.filters(),
                Sort.ID,
                Set.of(),
                SearchRequest.MAX_LIMIT,
                null,
                OptionalLong.of(population.ledgerSize()));
        Map<String, String> found = new HashMap<>();
        try (Stream<FoundRecords.Item> all = records.all(query)) {
            all.forEach(item -> found.put(
                    item.hit().id(), item.hit().version() + " " + item.hit().leafIndex()));
        }
        SortedMap<String, Integer> sizes = new TreeMap<>();
        each(file, members -> {
            while (members.hasNext()) {
                Member member = members.next();
                require(
                        (member.version() + " " + member.leafIndex()).equals(found.remove(member.recordId())),
                        "The population names record " + member.recordId() + " version " + member.version()
                                + ", which the same search does not find");
                sizes.merge(member.stratum(), 1, Integer::sum);
            }
            return true;
        });
        require(
                found.isEmpty(),
                "The same search finds " + found.size() + " records that the population does not name, among them "
                        + found.keySet().stream().sorted().limit(3).toList());
        Strata strata = population.strata();
        if (strata != null) {
            compareStrata(query, strata, sizes);
        }
    }

    private void compareStrata(SearchQuery query, Strata strata, SortedMap<String, Integer> sizes) {
        SortedMap<String, Integer> stated = new TreeMap<>();
        strata.parts().forEach(part -> stated.put(part.value(), part.size()));
        require(stated.equals(sizes), "The strata of the sheet are not those of the population's file");
        Facet side = strata.by();
        SortedMap<String, Integer> counted = new TreeMap<>();
        List<FacetCount> counts =
                records.search(query.facets(side).limit(0)).facets().getOrDefault(side.wireName(), List.of());
        counts.forEach(count -> counted.put(count.value(), Math.toIntExact(count.count())));
        stated.remove("");
        require(counted.equals(stated), "The strata of the sheet are not those the same search counts");
    }

    private static void requireDraw(Sample sample, Path file) {
        SampleContent.Frozen frozen = sample.frozen();
        if (frozen.method() instanceof SampleMethod.Judgement judgement) {
            Set<Member> picked = new HashSet<>();
            judgement.picks().forEach(pick -> picked.add(pick.member()));
            each(file, members -> {
                members.forEachRemaining(picked::remove);
                return true;
            });
            require(picked.isEmpty(), "Of what was picked " + picked + " is not in the population");
            return;
        }
        SampleStep step = sample.draw()
                .orElseThrow(() -> new ProofException("Sample " + sample.id() + " was not drawn, so there is no draw"));
        SampleContent.Drawn drawn = (SampleContent.Drawn) step.content();
        requireRanks(sample, sample.first().leaf(), drawn.seed());
        requirePlan(frozen);
        List<DrawnMember> again = each(file, members -> DrawMethod.draw(members, drawn.key(), frozen.wanted()));
        require(again.equals(drawn.members()), "Drawn again, the sample has other members than the sheet names");
    }

    /** That as many are taken of each stratum as the allocation says. */
    private static void requirePlan(SampleContent.Frozen frozen) {
        Strata strata = frozen.population().strata();
        if (strata == null || !(frozen.method() instanceof SampleMethod.Statistical statistical)) {
            return;
        }
        SortedMap<String, Integer> sizes = new TreeMap<>();
        strata.parts().forEach(part -> sizes.put(part.value(), part.size()));
        List<Stratum> again = strata.allocation().divide(sizes, statistical.size());
        require(again.equals(strata.parts()), "The strata do not give what their allocation says");
    }

    /** That seed, key and ranks are what the method makes of the body's and the maker's part. */
    static void requireRanks(Sample sample, Hash frozenLeaf, String seed) {
        SampleContent.Drawn drawn = sample.draw()
                .map(step -> (SampleContent.Drawn) step.content())
                .orElseThrow(() -> new ProofException("The answer to a draw holds none"));
        require(
                sample.frozen().method() instanceof SampleMethod.Statistical statistical
                        && statistical.commitment().equals(DrawMethod.commitment(drawn.seed())),
                "The seed is not the one committed to");
        require(drawn.seed().equals(seed), "The draw was done by another seed");
        require(drawn.key().equals(DrawMethod.key(frozenLeaf, seed)), "The draw was done by another key");
        for (DrawnMember member : drawn.members()) {
            require(
                    member.rank().equals(DrawMethod.rank(drawn.key(), member.member())),
                    "The rank of " + member.member().recordId() + " is not the method's");
        }
    }

    /** That a proof is of the very step the sheet shows. */
    static void requireFirstStep(Sample sample, RecordProof proof) {
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        proof.disclosures().forEach(disclosure -> fields.put(disclosure.name(), disclosure.value()));
        SampleStep proven = SampleFields.read(
                proof.leaf(), OptionalLong.of(proof.inclusion().leafIndex()), fields);
        SampleStep shown = sample.first();
        require(
                proof.leaf().subject().equals(sample.id())
                        && proven.leaf().equals(shown.leaf())
                        && proven.content().equals(shown.content()),
                "The ledger's entry of the frozen population is not what the sheet of sample " + sample.id()
                        + " shows");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProofException(otherwise);
        }
    }

    /** Reads a population's file. */
    private interface Reading<T> {
        T read(Iterator<Member> members);
    }

    private static <T> T each(Path file, Reading<T> reading) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return reading.read(PopulationFile.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }
}
