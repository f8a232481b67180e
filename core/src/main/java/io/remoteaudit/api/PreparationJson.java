package io.remoteaudit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.preparation.AttachedRecord;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.ItemJson;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.PreparationState;
import io.remoteaudit.preparation.PreparationStep;
import io.remoteaudit.preparation.PreparedItem;
import io.remoteaudit.preparation.ProfileJson;
import io.remoteaudit.preparation.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is prepared before an audit, on the wire. */
public final class PreparationJson {

    private static final String PROPOSE = "propose";
    private static final String CONFIRM = "confirm";
    private static final String FULFIL = "fulfil";
    private static final String ITEMS = "items";
    private static final String RECORDS = "records";
    private static final String READY = "ready";

    private PreparationJson() {}

    /**
     * The maker's profile as JSON.
     *
     * @param version the version
     * @param personsShown whether persons may be shown; otherwise {@code personsWithheld} says that they are not
     * @return a new object
     */
    public static ObjectNode write(ProfileVersion version, boolean personsShown) {
        ObjectNode json = ProfileJson.write(
                personsShown ? version.profile() : version.profile().withoutPersons());
        json.put("version", version.version());
        Instant at = version.at();
        json.put("updatedAt", at == null ? null : at.toString());
        json.put("personsWithheld", !personsShown);
        return json;
    }

    /**
     * Reads the maker's profile.
     *
     * @param json the object
     * @return the profile; who keeps it, is not told outside
     * @throws MalformedException if it is none
     */
    public static ProfileVersion readProfile(JsonNode json) {
        try {
            return new ProfileVersion(
                    Wire.integer(json, "version"),
                    ProfileJson.read(json),
                    null,
                    Wire.optional(json, "updatedAt").isPresent() ? Wire.instant(json, "updatedAt") : null);
        } catch (IllegalArgumentException e) {
            throw unknown("profile", e);
        }
    }

    /**
     * A plan as JSON.
     *
     * @param plan the plan
     * @return a new object
     */
    public static ObjectNode write(AuditPlan plan) {
        ObjectNode json = head(plan.state(), plan.version(), plan.waitsFor());
        json.set(ITEMS, ItemJson.writeAgenda(plan.items()));
        writeSteps(json, plan.steps(), record -> true);
        return json;
    }

    /**
     * Reads a plan.
     *
     * @param json the object
     * @param engagement the engagement it is of
     * @return the plan
     * @throws MalformedException if it is none
     */
    public static AuditPlan readPlan(JsonNode json, String engagement) {
        return new AuditPlan(
                engagement,
                steps(
                        json,
                        step -> new PreparationContent.Agenda(
                                ItemJson.readAgenda(Wire.member(step, ITEMS)), Wire.text(step, "note"))));
    }

    /**
     * A preparation list as JSON.
     *
     * @param list the list
     * @param shown which attached records the reader may know of; others are left out
     * @return a new object
     */
    public static ObjectNode write(PreparationList list, Predicate<AttachedRecord> shown) {
        ObjectNode json = head(list.state(), list.version(), list.waitsFor());
        json.put("readyItems", list.readyItems());
        ArrayNode items = json.putArray(ITEMS);
        list.items().forEach(item -> items.add(write(item, shown)));
        writeSteps(json, list.steps(), shown);
        return json;
    }

    private static ObjectNode write(PreparedItem item, Predicate<AttachedRecord> shown) {
        ObjectNode json = ItemJson.write(item.item());
        json.put(READY, item.ready());
        PreparationStep step = item.fulfilment();
        if (step != null && step.content() instanceof PreparationContent.Fulfilment said) {
            json.put("note", said.note());
            json.put("saidAt", step.at().toString());
            json.set(RECORDS, records(said, shown));
        }
        return json;
    }

    /**
     * Reads a preparation list.
     *
     * @param json the object
     * @param engagement the engagement it is of
     * @return the list
     * @throws MalformedException if it is none
     */
    public static PreparationList readList(JsonNode json, String engagement) {
        return new PreparationList(
                engagement,
                steps(
                        json,
                        step -> new PreparationContent.Wanted(
                                ItemJson.readWanted(Wire.member(step, ITEMS)), Wire.text(step, "note"))));
    }

    private static ObjectNode head(PreparationState state, int version, Optional<Party> waitsFor) {
        ObjectNode json = Json.object();
        json.put("state", state.wireName());
        json.put("version", version);
        json.put("waitsFor", waitsFor.map(Party::wireName).orElse(null));
        return json;
    }

    private static void writeSteps(ObjectNode json, List<PreparationStep> steps, Predicate<AttachedRecord> shown) {
        ArrayNode array = json.putArray("steps");
        for (PreparationStep step : steps) {
            ObjectNode one = array.addObject();
            one.put("number", step.number());
            one.put("action", action(step.content()));
            one.put("party", step.party().wireName());
            one.put("by", step.by());
            one.put("at", step.at().toString());
            if (step.leafIndex().isPresent()) {
                one.put("leafIndex", step.leafIndex().getAsLong());
            } else {
                one.putNull("leafIndex");
            }
            one.put("note", step.content().note());
            if (step.content() instanceof PreparationContent.Agenda agenda) {
                one.set(ITEMS, ItemJson.writeAgenda(agenda.items()));
            } else if (step.content() instanceof PreparationContent.Wanted wanted) {
                one.set(ITEMS, ItemJson.writeWanted(wanted.items()));
            } else if (step.content() instanceof PreparationContent.Fulfilment said) {
                one.put("item", said.item()).put(READY, said.ready());
                one.set(RECORDS, records(said, shown));
            }
        }
    }

    private static ArrayNode records(PreparationContent.Fulfilment said, Predicate<AttachedRecord> shown) {
        return ItemJson.writeRecords(said.records().stream().filter(shown).toList());
    }

    private static String action(PreparationContent content) {
        if (content instanceof PreparationContent.Confirmation) {
            return CONFIRM;
        }
        return content instanceof PreparationContent.Fulfilment ? FULFIL : PROPOSE;
    }

    private static List<PreparationStep> steps(JsonNode json, Function<JsonNode, PreparationContent> proposal) {
        try {
            return Wire.list(json, "steps", step -> step(step, proposal));
        } catch (IllegalArgumentException e) {
            throw unknown("step", e);
        }
    }

    private static PreparationStep step(JsonNode json, Function<JsonNode, PreparationContent> proposal) {
        PreparationContent content = switch (Wire.text(json, "action")) {
            case PROPOSE -> proposal.apply(json);
            case CONFIRM -> new PreparationContent.Confirmation(Wire.text(json, "note"));
            case FULFIL ->
                new PreparationContent.Fulfilment(
                        Wire.text(json, "item"),
                        Wire.member(json, READY).booleanValue(),
                        Wire.text(json, "note"),
                        ItemJson.readRecords(Wire.member(json, RECORDS)));
            default -> throw new MalformedException("A step of the answer is not one this version knows");
        };
        return new PreparationStep(
                Wire.integer(json, "number"),
                Wire.text(json, "party").equals(Party.MAKER.wireName()) ? Party.MAKER : Party.BODY,
                Wire.text(json, "by"),
                Wire.instant(json, "at"),
                Wire.optional(json, "leafIndex").isPresent()
                        ? OptionalLong.of(Wire.number(json, "leafIndex"))
                        : OptionalLong.empty(),
                content);
    }

    private static MalformedException unknown(String what, IllegalArgumentException cause) {
        return new MalformedException("A " + what + " of the answer is not one this version knows", cause);
    }
}
