package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.sampling.Allocation;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.Examination;
import io.remoteaudit.sampling.ExaminationResult;
import io.remoteaudit.sampling.InvalidSampleException;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleContent;
import io.remoteaudit.sampling.SampleOrder;
import io.remoteaudit.sampling.Samples;
import io.remoteaudit.sampling.Strata;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.query.RecordField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is ordered of a sample, or said of it, from a request's body. */
final class SampleBody {

    private static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_CONCLUSION = 20_000;
    private static final int LONGEST_ID = 200;
    private static final int DIGITS = 64;
    private static final List<String> ALLOCATIONS =
            Arrays.stream(Allocation.values()).map(Allocation::wireName).toList();
    private static final List<String> RESULTS = Arrays.stream(ExaminationResult.values())
            .map(ExaminationResult::wireName)
            .toList();

    private final AuditServices services;
    private final Visit visit;

    SampleBody(AuditServices services, Visit visit) {
        this.services = services;
        this.visit = visit;
    }

    /** Takes a step of a sample. */
    @FunctionalInterface
    interface Step {
        Sample take(Samples samples, Admission admission, String id, int version);
    }

    /** Reads an order. Nothing is wrong with the body once this returns. */
    SampleOrder order(JsonBody body) {
        Optional<String> method = body.choice("method", List.of("statistical", "judgement"));
        if (method.isEmpty()) {
            // Without it nobody can say which of the other members belong here.
            body.endIfFaulty();
        }
        SearchResources.Asked asked = SearchResources.asked(services, visit, body);
        String objective = body.requiredText("objective", LONGEST_NOTE);
        String language = body.language("language", visit.locale());
        SampleOrder.Choice choice = method.orElseThrow().equals("judgement") ? judgement(body) : chance(body);
        body.end();
        return new SampleOrder(
                objective, language, asked.query(), asked.json(), asked.filters(), asked.ledgerSize(), choice);
    }

    private SampleOrder.Choice chance(JsonBody body) {
        int size = body.requiredInteger("size", 1, Samples.MOST_DRAWN);
        String commitment = digits(body, "commitment");
        Optional<JsonBody> strata = body.object("strata");
        Facet by = null;
        Allocation allocation = Allocation.PROPORTIONAL;
        if (strata.isPresent()) {
            List<String> sides = sides();
            by = strata.get().choice("by", sides).map(Facet::named).orElse(null);
            allocation = strata.get()
                    .choice("allocation", ALLOCATIONS)
                    .map(Allocation::ofWireName)
                    .orElse(allocation);
            strata.get().close();
        }
        Hash digest = commitment.isEmpty() ? Hash.sha256() : Hash.parseHex(commitment);
        return new SampleOrder.ByChance(size, digest, by, allocation);
    }

    /** The sides there are for the caller: one over a masked field is none. */
    private List<String> sides() {
        return Arrays.stream(Facet.values())
                .filter(Strata.SIDES::contains)
                .filter(side -> RecordField.isVisible(visit.scope(), side.field()))
                .map(Facet::wireName)
                .toList();
    }

    private static SampleOrder.Choice judgement(JsonBody body) {
        List<SampleOrder.PickOrder> picks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonBody pick : body.objects("picks", Samples.MOST_PICKED)) {
            String id = recordId(pick, seen);
            picks.add(new SampleOrder.PickOrder(id, pick.requiredText("reason", LONGEST_NOTE)));
            pick.close();
        }
        if (!body.has("picks")) {
            body.fault("picks", "required");
        }
        return new SampleOrder.ByJudgement(picks);
    }

    /** Reads a step. Nothing is wrong with the body once this returns. */
    Step step(JsonBody body) {
        Optional<String> action = body.choice("action", List.of("draw", "examine", "conclude"));
        if (action.isEmpty()) {
            body.endIfFaulty();
        }
        if (action.orElseThrow().equals("draw")) {
            String seed = digits(body, "seed");
            body.end();
            return (samples, admission, id, version) -> {
                try {
                    return samples.draw(admission, id, version, seed);
                } catch (InvalidSampleException e) {
                    throw Refusal.body("/seed", "seed");
                }
            };
        }
        String language = body.language("language", visit.locale());
        SampleContent content = action.get().equals("examine")
                ? new SampleContent.Examined(results(body), language)
                : new SampleContent.Concluded(body.requiredText("text", LONGEST_CONCLUSION), language);
        body.end();
        return (samples, admission, id, version) -> samples.say(admission, id, version, content);
    }

    private List<Examination> results(JsonBody body) {
        List<Examination> results = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> members = new HashSet<>();
        services.samples()
                .find(visit.admitted(), visit.path("sample"), Long.MAX_VALUE)
                .ifPresent(sample -> sample.members()
                        .forEach(member -> members.add(member.member().recordId())));
        for (JsonBody item : body.objects("results", Samples.MOST_PICKED)) {
            String id = recordId(item, seen);
            Optional<String> result = item.choice("result", RESULTS);
            boolean reasoned = result.filter("not-judged"::equals).isPresent();
            String note = reasoned
                    ? item.requiredText("note", LONGEST_NOTE)
                    : item.optionalText("note", 0, LONGEST_NOTE).orElse("");
            Optional<String> finding = item.optionalText("finding", 1, LONGEST_ID);
            if (!id.isEmpty() && !members.isEmpty() && !members.contains(id)) {
                item.fault("recordId", "sample-member");
            }
            if (finding.isPresent() && !isFinding(finding.get())) {
                item.fault("finding", "finding");
            }
            item.close();
            results.add(new Examination(
                    id,
                    result.map(ExaminationResult::ofWireName).orElse(ExaminationResult.NOT_JUDGED),
                    note.isBlank() ? "" : note,
                    finding.orElse(null)));
        }
        if (!body.has("results")) {
            body.fault("results", "required");
        }
        return results;
    }

    private boolean isFinding(String id) {
        return services.findings().find(visit.admitted(), id, Long.MAX_VALUE).isPresent();
    }

    private static String recordId(JsonBody item, Set<String> seen) {
        String id = item.requiredText("recordId", LONGEST_ID);
        if (!id.isEmpty() && !seen.add(id)) {
            item.fault("recordId", "once");
        }
        return id;
    }

    private static String digits(JsonBody body, String name) {
        String text = body.requiredText(name, DIGITS);
        if (!text.isEmpty() && !DrawMethod.isSeed(text)) {
            body.fault(name, "digest");
            return "";
        }
        return text;
    }
}
