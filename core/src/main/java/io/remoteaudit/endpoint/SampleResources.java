package io.remoteaudit.endpoint;

import io.remoteaudit.api.Page;
import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.RecordProof;
import io.remoteaudit.api.SampleJson;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.sampling.InvalidSampleException;
import io.remoteaudit.sampling.PicksOutsideException;
import io.remoteaudit.sampling.Population;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleConflictException;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.sampling.SamplePage;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.TooManyMatchesException;
import java.util.Arrays;
import java.util.Set;

/** Freezing populations, drawing of them, and saying what came of it. */
final class SampleResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final String LIST = "samples";

    /** A step is based on what is committed: what waits for its place in the ledger has happened already. */
    private static final long UNSEQUENCED_TOO = Long.MAX_VALUE;

    private final AuditServices services;
    private final ListCursors cursors;
    private final Cosignatures cosignatures;

    SampleResources(AuditServices services, ListCursors cursors) {
        this.services = services;
        this.cursors = cursors;
        this.cosignatures = new Cosignatures(services.database(), services.ledger(), services.clock());
    }

    void addTo(Routes<Operation> routes) {
        String samples = "engagements/{engagement}/samples";
        String sample = samples + "/{sample}";
        Set<String> pinned = Set.of("ledgerSize");
        routes.add(
                "GET",
                samples,
                Operation.read("samples", Right.SAMPLE, Set.of("limit", "cursor", "ledgerSize"), this::list));
        routes.add("POST", samples, Operation.change("sample-freeze", Right.SAMPLE, this::freeze));
        routes.add("GET", sample, Operation.read("sample", Right.SAMPLE, pinned, this::one));
        routes.add("GET", sample + "/population", Operation.read("population", Right.SAMPLE, pinned, this::population));
        routes.add("GET", sample + "/proof", Operation.read("sample-proof", Right.SAMPLE, pinned, this::proof));
        routes.add("POST", sample + "/steps", Operation.change("sample-step", Right.SAMPLE, this::step));
    }

    private Reply list(Visit visit) {
        ListCursors.Position start = cursors.position(LIST, visit);
        int limit = visit.query().integer("limit", 1, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        SamplePage page = services.samples().list(visit.admitted(), start.position(), limit, start.ledgerSize());
        String next = page.next().isEmpty()
                ? null
                : cursors.seal(LIST, visit, new ListCursors.Position(page.next().getAsLong(), start.ledgerSize()));
        return Document.json(
                        new Page<>(page.items(), page.total(), next).toJson(SampleJson::summary),
                        page.items().size())
                .at(start.ledgerSize());
    }

    private Reply freeze(Visit visit) {
        SampleOrder order = new SampleBody(services, visit).order(visit.body());
        Sample frozen;
        try {
            frozen = services.samples().freeze(visit.admitted(), order);
        } catch (PicksOutsideException e) {
            throw Refusal.body(Arrays.stream(e.places())
                    .mapToObj(place -> Fault.inBody("/picks/" + place + "/recordId", "pick"))
                    .toList());
        } catch (InvalidSampleException e) {
            throw Refusal.body("", "sample-" + e.reason().wireName(), e.bound());
        } catch (TooManyMatchesException e) {
            throw Refusal.body("", "sample-population", String.valueOf(e.most()));
        } catch (MalformedException e) {
            throw SearchResources.notJson(e);
        }
        return placed(visit, frozen).status(201).header("Location", LIST + "/" + PathSegment.of(frozen.id()));
    }

    private Reply one(Visit visit) {
        return reply(find(visit, visit.ledgerSize()), visit.ledgerSize());
    }

    private Reply population(Visit visit) {
        Sample sample = find(visit, visit.ledgerSize());
        Population population = sample.frozen().population();
        // Once the content goes out it is too late to refuse it.
        services.samples().requirePopulation(visit.admitted(), sample);
        return new Download(
                "population.txt",
                "text/plain; charset=utf-8",
                population.bytes(),
                population.digest(),
                null,
                offset -> services.samples().population(visit.admitted(), sample, offset),
                population.size());
    }

    /** That the population was frozen: the leaf of that entry is the maker's part of the draw. */
    private Reply proof(Visit visit) {
        Sample sample = find(visit, visit.ledgerSize());
        Entry entry = services.ledger()
                .find(EntryKind.SAMPLE, sample.id(), sample.first().number())
                .orElseThrow(Refusal::notFound);
        SignedCheckpoint checkpoint = services.ledger()
                .checkpoint(visit.ledgerSize())
                .orElseGet(() -> services.ledger().checkpoint());
        InclusionProof inclusion =
                services.ledger().inclusion(entry.leafIndex().orElseThrow(Refusal::notFound), checkpoint.size());
        String note = cosignatures.on(visit.caller().engagement().id(), checkpoint);
        return Document.json(new RecordProof(entry.leaf(), entry.disclosures(), inclusion, note).toJson(), 1);
    }

    private Reply step(Visit visit) {
        SampleBody.Step step = new SampleBody(services, visit).step(visit.body());
        int version = ETag.requireMatch(
                visit.request().headers(), find(visit, UNSEQUENCED_TOO).version());
        try {
            return placed(visit, step.take(services.samples(), visit.admitted(), visit.path("sample"), version))
                    .status(201);
        } catch (SampleConflictException e) {
            throw find(visit, UNSEQUENCED_TOO).version() == version ? e : Refusal.of(ProblemType.PRECONDITION_FAILED);
        }
    }

    private Sample find(Visit visit, long ledgerSize) {
        return services.samples()
                .find(visit.admitted(), visit.path("sample"), ledgerSize)
                .orElseThrow(Refusal::notFound);
    }

    /** The sample as it was changed, once the ledger has placed that: only then can it be drawn. */
    private Document placed(Visit visit, Sample changed) {
        services.ledger().awaitSequenced(EngagementResources.SEQUENCING);
        long size = services.ledger().size();
        Sample placed = services.samples()
                .find(visit.admitted(), changed.id(), size)
                .filter(found -> found.version() >= changed.version())
                .map(found -> found.upTo(changed.version()))
                .orElse(changed);
        return reply(placed, size).at(size);
    }

    private Document reply(Sample sample, long ledgerSize) {
        return Document.json(
                        SampleJson.sheet(sample, services.samples().ofSamePopulation(sample, ledgerSize)),
                        Math.max(1, sample.members().size()))
                .tagged(ETag.of(sample.version()));
    }
}
