package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingKind;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.finding.StepContent;
import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what a step says from a request's body, the same way at the endpoint and at the desk. */
final class FindingBody {

    static final int LONGEST_ID = 200;

    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_EDITION = 100;
    private static final int LONGEST_CLAUSE = 40;
    private static final int MOST_EVIDENCE = 50;
    private static final List<String> KINDS =
            Arrays.stream(FindingKind.values()).map(FindingKind::wireName).toList();

    private final AuditServices services;
    private final Engagement engagement;
    private final Predicate<Evidence> shown;
    private final Locale locale;

    /** What the maker says in an engagement. */
    FindingBody(AuditServices services, Engagement engagement, Locale locale) {
        this(services, engagement, piece -> services.findings().shows(engagement, piece), locale);
    }

    /** What an auditor says. */
    FindingBody(AuditServices services, Admission admission, Locale locale) {
        this(services, admission.engagement(), piece -> services.findings().shows(admission, piece), locale);
    }

    private FindingBody(AuditServices services, Engagement engagement, Predicate<Evidence> shown, Locale locale) {
        this.services = services;
        this.engagement = engagement;
        this.shown = shown;
        this.locale = locale;
    }

    /**
     * A step of a request.
     *
     * @param action what is done
     * @param content what is said
     */
    record Step(FindingAction action, StepContent content) {}

    /** Reads a step of one side. Nothing is wrong with the body once this returns. */
    Step step(JsonBody body, Party party) {
        List<String> own = Arrays.stream(FindingAction.values())
                .filter(action -> action.by() == party && action != FindingAction.RAISE)
                .map(FindingAction::wireName)
                .toList();
        Optional<String> named = body.choice("action", own);
        if (named.isEmpty()) {
            // Without it nobody can say which of the other members belong here.
            body.endIfFaulty();
        }
        FindingAction action = FindingAction.ofWireName(named.orElseThrow());
        StepContent content;
        if (action.content() == FindingStatement.class) {
            content = statement(body, body.requiredText("reason", LONGEST_TEXT));
        } else if (action.content() == FindingResponse.class) {
            content = response(body);
        } else {
            content = remark(body, action);
        }
        body.end();
        return new Step(action, content);
    }

    /** Reads the statement of a new finding. Nothing is wrong with the body once this returns. */
    FindingStatement raised(JsonBody body) {
        FindingStatement statement = statement(body, "");
        body.end();
        return statement;
    }

    private FindingStatement statement(JsonBody body, String reason) {
        FindingKind kind =
                body.choice("kind", KINDS).map(FindingKind::ofWireName).orElse(FindingKind.CONFORMITY);
        return new FindingStatement(
                kind,
                clause(body),
                body.requiredText("text", LONGEST_TEXT),
                body.language("language", locale),
                evidence(body),
                body.day("respondBy", false).orElse(null),
                reason);
    }

    private ClauseReference clause(JsonBody body) {
        Optional<JsonBody> object = body.object("clause");
        if (object.isEmpty()) {
            if (!body.has("clause")) {
                body.fault("clause", "required");
            }
            return new ClauseReference("", "");
        }
        JsonBody clause = object.get();
        ClauseReference reference = new ClauseReference(
                clause.requiredText("edition", LONGEST_EDITION), clause.requiredText("number", LONGEST_CLAUSE));
        clause.close();
        boolean known = services.findings().knowsEdition(engagement, reference.edition());
        if (!reference.edition().isEmpty() && !known) {
            clause.fault("edition", "edition");
        }
        if (!reference.number().isEmpty() && !FindingStatement.isClause(reference.number())) {
            clause.fault("number", "clause");
        }
        return reference;
    }

    private FindingResponse response(JsonBody body) {
        return new FindingResponse(
                body.requiredText("correction", LONGEST_TEXT),
                body.requiredText("cause", LONGEST_TEXT),
                body.requiredText("correctiveAction", LONGEST_TEXT),
                body.day("dueDate", true).orElse(LocalDate.EPOCH),
                body.language("language", locale),
                evidence(body));
    }

    private FindingRemark remark(JsonBody body, FindingAction action) {
        String text = action.needsText()
                ? body.requiredText("text", LONGEST_TEXT)
                : body.optionalText("text", 0, LONGEST_TEXT).orElse("");
        return new FindingRemark(
                text,
                body.language("language", locale),
                evidence(body),
                action.setsRespondBy() ? body.day("respondBy", false).orElse(null) : null);
    }

    /** A record version outside the scope is refused as one that does not exist is. */
    private List<Evidence> evidence(JsonBody body) {
        List<Evidence> evidence = new ArrayList<>();
        for (JsonBody item : body.objects("evidence", MOST_EVIDENCE)) {
            Optional<String> type = item.choice("type", List.of("record", "question", "sample"));
            if (type.isEmpty()) {
                continue;
            }
            String id = item.requiredText(type.get() + "Id", LONGEST_ID);
            int version = item.requiredInteger("version", 1, Integer.MAX_VALUE);
            item.close();
            Evidence piece = switch (type.get()) {
                case "record" -> new Evidence.OfRecord(id, version);
                case "question" -> new Evidence.OfQuestion(id, version);
                default -> new Evidence.OfSample(id, version);
            };
            if (!shown.test(piece)) {
                item.fault("", "evidence");
            }
            evidence.add(piece);
        }
        return evidence;
    }
}
