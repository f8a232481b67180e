package io.remoteaudit.sampling;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.search.Facet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Samples as ledger entries: the subject is the sample, the version the step's number. */
final class LedgerSamples implements Samples {

    private static final int LARGEST_PAGE = 200;
    private static final int FIRST_STEP = 1;

    private final Ledger ledger;
    private final Populations populations;

    LedgerSamples(Ledger ledger, Populations populations) {
        this.ledger = ledger;
        this.populations = populations;
    }

    @Override
    public Sample freeze(Admission admission, SampleOrder order) {
        admission.requireActive();
        SampleWording.require(order);
        Engagement engagement = admission.engagement();
        if (ledger.countInContext(EntryKind.SAMPLE, engagement.id(), FIRST_STEP, ledger.size()) >= MOST_SAMPLES) {
            throw new SampleConflictException(
                    "The engagement has " + MOST_SAMPLES + " samples, which is as many as there can be");
        }
        SampleContent.Frozen frozen = frozen(admission, order);
        // A random part: counting up would let two auditors race for a number, and tell how many samples there are.
        String id = "S-" + UUID.randomUUID();
        ledger.append(new NewEntry(
                EntryKind.SAMPLE,
                id,
                FIRST_STEP,
                engagement.id(),
                SampleFields.write(frozen, admission.auditor().name())));
        return require(id).upTo(FIRST_STEP);
    }

    private SampleContent.Frozen frozen(Admission admission, SampleOrder order) {
        if (order.choice() instanceof SampleOrder.ByChance chance) {
            Populations.Taken taken = populations.take(admission, order, chance.by(), Set.of());
            Population population = divided(taken, chance);
            return new SampleContent.Frozen(
                    order.objective(),
                    order.language(),
                    population,
                    new SampleMethod.Statistical(chance.size(), chance.commitment()));
        }
        List<SampleOrder.PickOrder> picks = ((SampleOrder.ByJudgement) order.choice()).picks();
        Set<String> ids = picks.stream().map(SampleOrder.PickOrder::recordId).collect(Collectors.toSet());
        Populations.Taken taken = populations.take(admission, order, null, ids);
        List<SampleMethod.Pick> picked = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            Member member = taken.picked().get(picks.get(i).recordId());
            if (member == null) {
                outside.add(i);
            } else {
                picked.add(new SampleMethod.Pick(member, picks.get(i).reason()));
            }
        }
        if (!outside.isEmpty()) {
            throw new PicksOutsideException(outside);
        }
        return new SampleContent.Frozen(
                order.objective(), order.language(), taken.undivided(), new SampleMethod.Judgement(picked));
    }

    private static Population divided(Populations.Taken taken, SampleOrder.ByChance chance) {
        Facet by = chance.by();
        if (by == null) {
            return taken.undivided();
        }
        List<Stratum> parts = chance.allocation().divide(taken.strata(), chance.size());
        int wanted = parts.stream().mapToInt(Stratum::wanted).sum();
        if (wanted > MOST_DRAWN) {
            throw new InvalidSampleException(
                    InvalidSampleException.Reason.SIZE,
                    MOST_DRAWN,
                    "The sample would have " + wanted + " members, more than the " + MOST_DRAWN
                            + " there can be; want fewer of each stratum");
        }
        return taken.undivided().divided(new Strata(by, chance.allocation(), parts));
    }

    @Override
    public Sample draw(Admission admission, String id, int expectedVersion, String seed) {
        Sample sample = toStep(admission, id, expectedVersion, SampleAction.DRAW);
        requireSameTerms(admission, sample);
        if (sample.first().leafIndex().isEmpty()) {
            // Before that the maker could still make the leaf anew, and would know the seed.
            throw new SampleConflictException(
                    "The ledger has not placed the frozen population yet; draw when it has, in a moment");
        }
        SampleContent.Frozen frozen = sample.frozen();
        SampleMethod.Statistical method = (SampleMethod.Statistical) frozen.method();
        if (!DrawMethod.isSeed(seed) || !DrawMethod.commitment(seed).equals(method.commitment())) {
            throw new InvalidSampleException(
                    "This is not the seed that was committed to when the population was frozen");
        }
        Hash key = DrawMethod.key(sample.first().leaf(), seed);
        List<DrawnMember> members;
        try (InputStream file = populations.open(admission, frozen.population(), 0)) {
            members = DrawMethod.draw(PopulationFile.read(file), key, frozen.wanted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return append(sample, new SampleContent.Drawn(seed, key, members), admission);
    }

    @Override
    public Sample say(Admission admission, String id, int expectedVersion, SampleContent content) {
        Sample sample = toStep(admission, id, expectedVersion, content.action());
        if (content instanceof SampleContent.Examined examined) {
            Set<String> members = sample.members().stream()
                    .map(member -> member.member().recordId())
                    .collect(Collectors.toSet());
            SampleWording.require(examined, members);
        } else if (content instanceof SampleContent.Concluded concluded) {
            SampleWording.require(concluded);
        }
        return append(sample, content, admission);
    }

    private Sample toStep(Admission admission, String id, int expectedVersion, SampleAction action) {
        admission.requireActive();
        Sample sample = find(admission, id, Long.MAX_VALUE)
                .orElseThrow(() -> new UnknownSampleException("There is no sample '" + id + "'"));
        if (sample.version() != expectedVersion) {
            throw new SampleConflictException("Sample '" + id + "' has " + sample.version() + " steps, not the "
                    + expectedVersion + " you named; read it again and repeat");
        }
        if (!SampleAction.possible(sample.state()).contains(action)) {
            throw new SampleConflictException("Sample '" + id + "' is "
                    + sample.state().wireName() + ", and '" + action.wireName() + "' cannot be done; it can be "
                    + SampleAction.possible(sample.state()).stream()
                            .map(SampleAction::wireName)
                            .collect(Collectors.joining(", ")));
        }
        return sample;
    }

    private Sample append(Sample sample, SampleContent content, Admission admission) {
        int version = sample.version() + 1;
        try {
            ledger.append(new NewEntry(
                    EntryKind.SAMPLE,
                    sample.id(),
                    version,
                    sample.engagement(),
                    SampleFields.write(content, admission.auditor().name())));
        } catch (EntryConflictException e) {
            SampleConflictException conflict = new SampleConflictException(
                    "Sample '" + sample.id() + "' has steps you have not seen; read it again and repeat");
            conflict.initCause(e);
            throw conflict;
        }
        return require(sample.id()).upTo(version);
    }

    @Override
    public Optional<Sample> find(Admission admission, String id, long ledgerSize) {
        return sample(id, ledgerSize)
                .filter(sample ->
                        sample.engagement().equals(admission.engagement().id()));
    }

    @Override
    public SamplePage list(Admission admission, long from, int limit, long ledgerSize) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + LARGEST_PAGE + ", not " + limit);
        }
        String engagement = admission.engagement().id();
        List<Entry> first = ledger.inContext(EntryKind.SAMPLE, engagement, FIRST_STEP, from, ledgerSize, limit + 1);
        List<Entry> page = first.subList(0, Math.min(limit, first.size()));
        return new SamplePage(
                page.stream()
                        .map(entry -> sample(entry.subject(), ledgerSize).orElseThrow())
                        .toList(),
                ledger.countInContext(EntryKind.SAMPLE, engagement, FIRST_STEP, ledgerSize),
                first.size() > limit ? first.get(limit).leafIndex() : OptionalLong.empty());
    }

    @Override
    public List<String> ofSamePopulation(Sample sample, long ledgerSize) {
        Hash digest = sample.frozen().population().digest();
        return firstSteps(sample.engagement(), ledgerSize).stream()
                .filter(entry -> entry.field("populationDigest")
                        .filter(value -> value.asText().equals(digest.hex()))
                        .isPresent())
                .map(Entry::subject)
                .toList();
    }

    @Override
    public void requirePopulation(Admission admission, Sample sample) {
        requireSameTerms(admission, sample);
        populations.require(admission, sample.frozen().population());
    }

    @Override
    public InputStream population(Admission admission, Sample sample, long offset) throws IOException {
        requireSameTerms(admission, sample);
        return populations.open(admission, sample.frozen().population(), offset);
    }

    /** A scope that has become smaller since must not show what was in it. */
    private static void requireSameTerms(Admission admission, Sample sample) {
        if (!admission.engagement().digest().equals(sample.frozen().population().terms())) {
            throw new SampleConflictException("The engagement's terms have changed since the population of '"
                    + sample.id() + "' was frozen; freeze it anew within the present ones");
        }
    }

    @Override
    public List<Sample> of(String engagement) {
        long size = ledger.size();
        return firstSteps(engagement, size).stream()
                .map(entry -> sample(entry.subject(), size).orElseThrow())
                .toList();
    }

    @Override
    public Optional<Sample> inside(String id) {
        return sample(id, Long.MAX_VALUE);
    }

    private List<Entry> firstSteps(String engagement, long ledgerSize) {
        return ledger.inContext(EntryKind.SAMPLE, engagement, FIRST_STEP, 0, ledgerSize, MOST_SAMPLES * 2);
    }

    private Optional<Sample> sample(String id, long ledgerSize) {
        List<Entry> entries = ledger.versions(EntryKind.SAMPLE, id).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sample(
                        id,
                        String.valueOf(entries.get(0).context()),
                        entries.stream().map(SampleFields::read).toList()));
    }

    private Sample require(String id) {
        return inside(id).orElseThrow(() -> new UnknownSampleException("There is no sample '" + id + "'"));
    }
}
