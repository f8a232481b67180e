package io.remoteaudit.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Steps as ledger entries: the subject is the engagement, the version the step's number. */
final class StepEntries {

    /** What is agreed before the access window opens can be prepared before it does. */
    private static final Set<EngagementState> OPEN = EnumSet.of(EngagementState.SCHEDULED, EngagementState.ACTIVE);

    private static final String NOTE = "note";
    private static final String ITEMS = "items";

    private final Ledger ledger;
    private final Engagements engagements;
    private final Clock clock;
    private final EntryKind kind;

    StepEntries(Ledger ledger, Engagements engagements, Clock clock, EntryKind kind) {
        this.ledger = ledger;
        this.engagements = engagements;
        this.clock = clock;
        this.kind = kind;
    }

    List<PreparationStep> read(String engagement, long ledgerSize) {
        return ledger.versions(kind, engagement).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .map(this::step)
                .toList();
    }

    /** The engagement, which must be agreed and not over, halted or ended. */
    Engagement requireOpen(String id) {
        Engagement engagement = engagements
                .find(id)
                .orElseThrow(() -> new PreparationConflictException("There is no engagement '" + id + "'"));
        EngagementState state = engagement.state(clock.instant());
        if (!OPEN.contains(state)) {
            throw new PreparationConflictException("Engagement '" + id + "' is " + state.wireName()
                    + "; an audit is prepared while its engagement is scheduled or active");
        }
        return engagement;
    }

    /** The steps there are, if they are as many as the caller has seen. */
    List<PreparationStep> requireVersion(String engagement, int expected) {
        List<PreparationStep> steps = read(engagement, Long.MAX_VALUE);
        if (steps.size() != expected) {
            throw changed(engagement);
        }
        return steps;
    }

    void append(String engagement, int expected, Party party, String by, PreparationContent content) {
        PreparationWords.requireIfGiven(NOTE, content.note(), PreparationWords.LONGEST_NOTE);
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("party", Json.text(party.wireName()));
        fields.put("by", Json.text(by));
        fields.put(NOTE, Json.text(content.note()));
        fields.put("action", Json.text(action(content)));
        if (content instanceof PreparationContent.Agenda agenda) {
            fields.put(ITEMS, ItemJson.writeAgenda(agenda.items()));
        } else if (content instanceof PreparationContent.Wanted wanted) {
            fields.put(ITEMS, ItemJson.writeWanted(wanted.items()));
        } else if (content instanceof PreparationContent.Fulfilment said) {
            fields.put("item", Json.text(said.item()));
            fields.put("ready", BooleanNode.valueOf(said.ready()));
            fields.put("records", ItemJson.writeRecords(said.records()));
        }
        try {
            ledger.append(new NewEntry(kind, engagement, expected + 1, engagement, fields));
        } catch (EntryConflictException e) {
            PreparationConflictException conflict = changed(engagement);
            conflict.initCause(e);
            throw conflict;
        }
    }

    /** The engagement, if the party may write a version now: the body first, then either. */
    Engagement requireProposable(String engagement, int expected, Party party) {
        Engagement open = requireOpen(engagement);
        Agreement agreement = Agreement.of(requireVersion(engagement, expected));
        if (agreement.newest() == null && party == Party.MAKER) {
            throw new PreparationConflictException(
                    "The certification body proposes first; the maker confirms or changes what it proposed");
        }
        return open;
    }

    /** Confirms the newest version for the party that did not write it. */
    void confirm(
            String engagement, int expected, Party party, PreparationContent.Confirmation confirmation, String by) {
        requireOpen(engagement);
        Agreement agreement = Agreement.of(requireVersion(engagement, expected));
        if (!agreement.waitsFor().filter(party::equals).isPresent() || agreement.newest() == null) {
            throw new PreparationConflictException(
                    "There is no version of the other party that the " + party.wireName() + " could confirm");
        }
        append(engagement, expected, party, by, confirmation);
    }

    private static String action(PreparationContent content) {
        if (content instanceof PreparationContent.Confirmation) {
            return "confirm";
        }
        return content instanceof PreparationContent.Fulfilment ? "fulfil" : "propose";
    }

    private PreparationStep step(Entry entry) {
        return new PreparationStep(
                entry.version(),
                text(entry, "party").equals(Party.MAKER.wireName()) ? Party.MAKER : Party.BODY,
                text(entry, "by"),
                entry.at(),
                entry.leafIndex(),
                content(entry));
    }

    private PreparationContent content(Entry entry) {
        String note = text(entry, NOTE);
        JsonNode items = entry.field(ITEMS).orElseGet(Json::array);
        return switch (text(entry, "action")) {
            case "confirm" -> new PreparationContent.Confirmation(note);
            case "fulfil" ->
                new PreparationContent.Fulfilment(
                        text(entry, "item"),
                        entry.field("ready").map(JsonNode::booleanValue).orElse(false),
                        note,
                        ItemJson.readRecords(entry.field("records").orElseGet(Json::array)));
            default ->
                kind == EntryKind.PLAN
                        ? new PreparationContent.Agenda(ItemJson.readAgenda(items), note)
                        : new PreparationContent.Wanted(ItemJson.readWanted(items), note);
        };
    }

    /** Empty where the field was erased. */
    private static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElse("");
    }

    private static PreparationConflictException changed(String engagement) {
        return new PreparationConflictException(
                "What is prepared for '" + engagement + "' has changed since it was read; read it again and repeat");
    }
}
