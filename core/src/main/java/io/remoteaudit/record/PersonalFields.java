package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields of records show persons, and which persons a view shows. Attachments and free texts may show persons too;
 * nobody can tell that from the outside, so they are not counted here.
 */
public final class PersonalFields {

    /** Names of fields whose content is about a person. */
    public static final Set<String> NAMES = Set.of(
            "performedBy",
            "reviewedBy",
            "change",
            "attributes/approvers",
            "attributes/personRef",
            "attributes/releasedBy");

    private static final String CHANGE = "change";

    private PersonalFields() {}

    /**
     * The persons a view shows.
     *
     * @param view what an auditor sees of a record version
     * @return each person once, as the record writes the name and role; whoever has two roles is there twice, so that
     *     a count errs on the side of more
     */
    public static Set<String> persons(RecordView view) {
        TreeSet<String> persons = new TreeSet<>();
        for (Map.Entry<String, JsonNode> field : view.fields().entrySet()) {
            if (!NAMES.contains(field.getKey())) {
                continue;
            }
            JsonNode value = field.getValue();
            JsonNode named = field.getKey().equals(CHANGE) ? value.path("changedBy") : value;
            if (named.isArray()) {
                named.forEach(one -> add(persons, one));
            } else {
                add(persons, named);
            }
        }
        return persons;
    }

    private static void add(Set<String> persons, JsonNode named) {
        if (named.isTextual()) {
            persons.add(named.textValue());
        } else if (named.path("name").isTextual()) {
            persons.add(
                    named.path("name").textValue() + "\n" + named.path("role").asText());
        }
    }
}
