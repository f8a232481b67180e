package io.remoteaudit.finding;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.ClauseReference;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Predicate;

/** Findings as ledger entries: the subject is the finding, the version the step's number. */
final class LedgerFindings implements Findings {

    private static final int EVERY_STEP = 0;
    private static final int READ_AT_ONCE = 1_000;
    private static final int LARGEST_PAGE = 200;

    private final Ledger ledger;
    private final Engagements engagements;
    private final EvidenceInScope evidence;
    private final Catalogue catalogue;
    private final Clock clock;

    LedgerFindings(Ledger ledger, Engagements engagements, EvidenceInScope evidence, Catalogue catalogue, Clock clock) {
        this.ledger = ledger;
        this.engagements = engagements;
        this.evidence = evidence;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public Finding raise(Admission admission, FindingStatement statement) {
        admission.requireAccess();
        requireSound(admission.engagement(), FindingAction.RAISE, statement, piece -> shows(admission, piece));
        // A random part: counting up would let two auditors race for a number, and tell how many findings there are.
        String id = "F-" + UUID.randomUUID();
        SortedMap<String, JsonNode> fields = StepFields.write(
                FindingAction.RAISE, statement, admission.auditor().name());
        ledger.append(
                new NewEntry(EntryKind.FINDING, id, 1, admission.engagement().id(), fields));
        return require(id).upTo(1);
    }

    @Override
    public Finding step(
            Admission admission, String id, int expectedVersion, FindingAction action, StepContent content) {
        admission.requireActive();
        Finding finding = find(admission, id, Long.MAX_VALUE).orElseThrow(() -> unknown(id));
        return append(
                finding,
                expectedVersion,
                Party.BODY,
                action,
                content,
                admission.engagement(),
                piece -> shows(admission, piece),
                admission.auditor().name());
    }

    @Override
    public Finding stepInside(String id, int expectedVersion, FindingAction action, StepContent content, String by) {
        Finding finding = require(id);
        Engagement engagement = engagements
                .find(finding.engagement())
                .orElseThrow(() -> new UnknownFindingException(
                        "Finding '" + id + "' is of engagement '" + finding.engagement() + "', which is not there"));
        return append(
                finding,
                expectedVersion,
                Party.MAKER,
                action,
                content,
                engagement,
                piece -> shows(engagement, piece),
                by);
    }

    private Finding append(
            Finding finding,
            int expectedVersion,
            Party party,
            FindingAction action,
            StepContent content,
            Engagement engagement,
            Predicate<Evidence> shown,
            String by) {
        if (finding.version() != expectedVersion) {
            throw new FindingConflictException("Finding '" + finding.id() + "' has " + finding.version()
                    + " steps, not the " + expectedVersion + " you named; read it again and repeat");
        }
        List<FindingAction> possible = FindingRules.possible(finding.statement().kind(), finding.state(), party);
        if (!possible.contains(action)) {
            throw new FindingConflictException("Finding '" + finding.id() + "' is "
                    + finding.state().wireName() + ", and the " + party.wireName() + " cannot do '" + action.wireName()
                    + "'; it can do "
                    + (possible.isEmpty()
                            ? "nothing"
                            : String.join(
                                    ", ",
                                    possible.stream()
                                            .map(FindingAction::wireName)
                                            .toList())));
        }
        requireSound(engagement, action, content, shown);
        try {
            ledger.append(new NewEntry(
                    EntryKind.FINDING,
                    finding.id(),
                    finding.version() + 1,
                    finding.engagement(),
                    StepFields.write(action, content, by)));
        } catch (EntryConflictException e) {
            FindingConflictException conflict = new FindingConflictException(
                    "Finding '" + finding.id() + "' has steps you have not seen; read it again and repeat");
            conflict.initCause(e);
            throw conflict;
        }
        return require(finding.id()).upTo(finding.version() + 1);
    }

    @Override
    public Optional<Finding> find(Admission admission, String id, long ledgerSize) {
        return finding(id, ledgerSize)
                .filter(finding ->
                        finding.engagement().equals(admission.engagement().id()));
    }

    @Override
    public FindingPage list(Admission admission, FindingFilter filter, int from, int limit, long ledgerSize) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + LARGEST_PAGE + ", not " + limit);
        }
        List<Finding> wanted = ofEngagement(admission.engagement().id(), ledgerSize).stream()
                .filter(filter::accepts)
                .toList();
        int first = Math.min(from, wanted.size());
        int end = Math.min(wanted.size(), first + limit);
        return new FindingPage(
                wanted.subList(first, end),
                wanted.size(),
                end == wanted.size() ? OptionalInt.empty() : OptionalInt.of(end));
    }

    @Override
    public List<Finding> all() {
        LocalDate today = LocalDate.now(clock);
        List<Finding> all = new ArrayList<>();
        long size = ledger.size();
        engagements.all().forEach(engagement -> all.addAll(ofEngagement(engagement.id(), size)));
        all.sort(Comparator.comparing((Finding finding) -> !finding.overdue(today))
                .thenComparing(LedgerFindings::turn)
                .thenComparing(finding -> finding.due().orElse(LocalDate.MAX))
                .thenComparing(finding -> finding.steps().get(0).at())
                .thenComparing(Finding::id));
        return all;
    }

    @Override
    public Optional<Finding> inside(String id) {
        return finding(id, Long.MAX_VALUE);
    }

    @Override
    public boolean shows(Engagement engagement, Evidence piece) {
        return evidence.shows(engagement, piece);
    }

    @Override
    public boolean shows(Admission admission, Evidence piece) {
        return evidence.shows(admission.engagement(), piece, records(admission));
    }

    @Override
    public ScopedRecords records(Admission admission) {
        return evidence.records(
                admission, () -> ofEngagement(admission.engagement().id(), ledger.size()));
    }

    @Override
    public boolean knowsEdition(Engagement engagement, String edition) {
        return catalogue.edition(edition).isPresent()
                || engagement.terms().criteria().contains(edition);
    }

    @Override
    public List<FindingEvent> events(Admission admission, long fromLeaf, int limit) {
        return ledger
                .inContext(EntryKind.FINDING, admission.engagement().id(), EVERY_STEP, fromLeaf, ledger.size(), limit)
                .stream()
                .map(entry -> new FindingEvent(entry.leafIndex().orElseThrow(), entry.subject(), entry.version()))
                .toList();
    }

    /** An engagement has few findings and few steps of each, so all are read; so a filter can count exactly. */
    private List<Finding> ofEngagement(String engagement, long ledgerSize) {
        Map<String, List<FindingStep>> steps = new LinkedHashMap<>();
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(EntryKind.FINDING, engagement, EVERY_STEP, from, ledgerSize, READ_AT_ONCE);
            for (Entry entry : page) {
                steps.computeIfAbsent(entry.subject(), id -> new ArrayList<>()).add(StepFields.read(entry));
                from = entry.leafIndex().orElseThrow() + 1;
            }
        } while (page.size() == READ_AT_ONCE);
        return steps.entrySet().stream()
                .map(finding -> new Finding(finding.getKey(), engagement, finding.getValue()))
                .toList();
    }

    private Optional<Finding> finding(String id, long ledgerSize) {
        List<Entry> entries = ledger.versions(EntryKind.FINDING, id).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        id,
                        String.valueOf(entries.get(0).context()),
                        entries.stream().map(StepFields::read).toList()));
    }

    private void requireSound(
            Engagement engagement, FindingAction action, StepContent content, Predicate<Evidence> shown) {
        if (!action.content().isInstance(content)) {
            throw new InvalidFindingException("A step '" + action.wireName() + "' needs a "
                    + action.content().getSimpleName() + ", not a "
                    + content.getClass().getSimpleName());
        }
        if (content instanceof FindingStatement statement) {
            Wording.require("statement", statement.text(), Wording.LONGEST_TEXT);
            requireReason(action, statement.reason());
            requireClause(engagement, statement.clause());
        } else if (content instanceof FindingResponse response) {
            Wording.require("correction", response.correction(), Wording.LONGEST_TEXT);
            Wording.require("cause", response.cause(), Wording.LONGEST_TEXT);
            Wording.require("corrective action", response.correctiveAction(), Wording.LONGEST_TEXT);
        } else if (content instanceof FindingRemark remark) {
            requireRemark(action, remark);
        }
        evidence.require(content.evidence(), shown);
    }

    private static void requireReason(FindingAction action, String reason) {
        if (action == FindingAction.AMEND) {
            Wording.require("reason", reason, Wording.LONGEST_TEXT);
        } else if (!reason.isEmpty()) {
            throw new InvalidFindingException("The first statement of a finding replaces none, so it gives no reason");
        }
    }

    private static void requireRemark(FindingAction action, FindingRemark remark) {
        if (action.needsText()) {
            Wording.require("text", remark.text(), Wording.LONGEST_TEXT);
        } else {
            Wording.requireIfGiven("text", remark.text(), Wording.LONGEST_TEXT);
        }
        if (remark.respondBy() != null && !action.setsRespondBy()) {
            throw new InvalidFindingException("A step '" + action.wireName() + "' sets no day to respond by");
        }
    }

    private void requireClause(Engagement engagement, ClauseReference clause) {
        if (!knowsEdition(engagement, clause.edition())) {
            throw new InvalidFindingException("'" + clause.edition()
                    + "' is neither an edition of the catalogue nor a criterion of the engagement; name one of these");
        }
        if (!FindingStatement.isClause(clause.number())) {
            throw new InvalidFindingException("'" + clause.number() + "' is not a clause such as 8.4.1");
        }
    }

    private Finding require(String id) {
        return inside(id).orElseThrow(() -> unknown(id));
    }

    private static int turn(Finding finding) {
        return finding.waitsFor().map(party -> party == Party.MAKER ? 0 : 1).orElse(2);
    }

    private static UnknownFindingException unknown(String id) {
        return new UnknownFindingException("There is no finding '" + id + "'");
    }
}
