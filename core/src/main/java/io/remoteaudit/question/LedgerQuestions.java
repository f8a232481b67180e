package io.remoteaudit.question;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.ClauseReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** What auditors do with questions, each in its own engagement. */
final class LedgerQuestions implements Questions {

    private static final int FIRST = 1;
    private static final int EVERY = 0;
    private static final int MOST = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int MOST_EVENTS = 1_000;
    private static final int LONGEST_LOT = 200;
    private static final Pattern CLAUSE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}.()/ -]{0,39}");

    private final Ledger ledger;
    private final PinnedInScope pinned;
    private final Catalogue catalogue;
    private final Threads threads;

    LedgerQuestions(Ledger ledger, PinnedInScope pinned, Catalogue catalogue) {
        this.ledger = ledger;
        this.pinned = pinned;
        this.catalogue = catalogue;
        this.threads = new Threads(ledger, pinned);
    }

    @Override
    public Question ask(Admission admission, NewQuestion question) {
        admission.requireAccess();
        Wording.require("title", question.title(), Wording.LONGEST_TITLE);
        Wording.require("text", question.text(), Wording.LONGEST_TEXT);
        Wording.requireTranslation(question.translation(), question.language());
        requireInScope(admission, question.topic());
        // A random part: counting up would let two auditors race for a number, and tell how many questions there are.
        String id = "Q-" + UUID.randomUUID();
        ledger.append(new NewEntry(
                EntryKind.QUESTION,
                id,
                FIRST,
                admission.engagement().id(),
                MessageFields.of(question, admission.auditor().name())));
        return requireInside(admission, id).upTo(FIRST);
    }

    private void requireInScope(Admission admission, Topic topic) {
        requireCount("record versions", topic.pins());
        requireCount("lots", topic.lots());
        requireCount("clauses", topic.clauses());
        long size = ledger.size();
        for (Pin pin : topic.pins()) {
            if (!pinned.shows(admission.scope(), pin, size)) {
                throw new UnknownQuestionException("There is no record '" + pin.recordId() + "' version "
                        + pin.version() + " with what is named in it to pin a question to");
            }
        }
        for (String lot : topic.lots()) {
            Wording.require("lot", lot, LONGEST_LOT);
            if (!admitsLot(admission, lot)) {
                throw new UnknownQuestionException("Lot '" + lot + "' is none of the engagement's lots");
            }
        }
        for (ClauseReference clause : topic.clauses()) {
            if (!knowsClause(admission, clause)) {
                throw new InvalidMessageException("'" + clause
                        + "' is no clause of an edition that the catalogue or the engagement's criteria name");
            }
        }
    }

    @Override
    public boolean shows(Admission admission, Pin pin) {
        return pinned.shows(admission.scope(), pin, ledger.size());
    }

    /** A lot nobody has a record of may be asked about: that it is missing may be the question. */
    @Override
    public boolean admitsLot(Admission admission, String lot) {
        return admission.scope().lots().admits(lot);
    }

    @Override
    public boolean knowsClause(Admission admission, ClauseReference clause) {
        return CLAUSE.matcher(clause.number()).matches()
                && (catalogue.edition(clause.edition()).isPresent()
                        || admission.engagement().terms().criteria().contains(clause.edition()));
    }

    @Override
    public Question add(Admission admission, String id, int expectedVersion, NewMessage message) {
        admission.requireAccess();
        Question question = requireInside(admission, id);
        threads.add(
                question,
                expectedVersion,
                Party.BODY,
                message,
                admission.auditor().name());
        return requireInside(admission, id).upTo(question.version() + 1);
    }

    @Override
    public Optional<Question> find(Admission admission, String id, long ledgerSize) {
        return threads.find(id, admission.scope(), ledgerSize)
                .filter(question ->
                        question.engagement().equals(admission.engagement().id()));
    }

    @Override
    public QuestionPage list(Admission admission, long fromLeaf, int limit, long ledgerSize) {
        requireLimit(limit, LARGEST_PAGE);
        String engagement = admission.engagement().id();
        List<Question> items = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        for (Entry first : ledger.inContext(EntryKind.QUESTION, engagement, FIRST, fromLeaf, ledgerSize, limit + 1)) {
            if (items.size() == limit) {
                next = first.leafIndex();
                break;
            }
            threads.find(first.subject(), admission.scope(), ledgerSize).ifPresent(items::add);
        }
        return new QuestionPage(items, ledger.countInContext(EntryKind.QUESTION, engagement, FIRST, ledgerSize), next);
    }

    @Override
    public List<QuestionEvent> events(Admission admission, long fromLeaf, int limit) {
        requireLimit(limit, MOST_EVENTS);
        return ledger
                .inContext(EntryKind.QUESTION, admission.engagement().id(), EVERY, fromLeaf, ledger.size(), limit)
                .stream()
                .map(entry -> new QuestionEvent(
                        entry.leafIndex().orElseThrow(), entry.subject(), MessageFields.message(entry)))
                .toList();
    }

    @Override
    public Optional<Question> inside(String id) {
        return threads.inside(id);
    }

    private Question requireInside(Admission admission, String id) {
        return find(admission, id, Long.MAX_VALUE).orElseThrow(() -> Threads.unknown(id));
    }

    private static void requireCount(String what, List<?> items) {
        if (items.size() > MOST) {
            throw new InvalidMessageException("A question is about at most " + MOST + " " + what);
        }
    }

    private static void requireLimit(int limit, int largest) {
        if (limit < 1 || limit > largest) {
            throw new IllegalArgumentException("limit must be from 1 to " + largest + ", not " + limit);
        }
    }
}
