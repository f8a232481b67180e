package io.remoteaudit.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.record.RecordView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The readable view of an entry, derived from what the export discloses of it and nothing else. Writer and verifier
 * derive it alike, so a view cannot say more or other than the ledger.
 */
final class EntryView {

    /** Of the maker's profile what shows persons, which terms may withhold from auditors abroad. */
    static final Set<String> PERSONAL = Set.of("head", "phone", "responsible");

    private EntryView() {}

    /** The file an entry's view stands in; empty for kinds that have none. */
    static Optional<String> file(EntryKind kind) {
        return switch (kind) {
            case RECORD -> Optional.of(Layout.RECORDS);
            case QUESTION -> Optional.of(Layout.QUESTIONS);
            case ACCESS -> Optional.of(Layout.ACCESS);
            case ERASURE -> Optional.of(Layout.ERASURES);
            case FINDING -> Optional.of(Layout.FINDINGS);
            case SAMPLE -> Optional.of(Layout.SAMPLES);
            case CERTIFICATE -> Optional.of(Layout.CERTIFICATES);
            case ORGANIZATION -> Optional.of(Layout.ORGANIZATION);
            case PLAN -> Optional.of(Layout.PLAN);
            case PREPARATION -> Optional.of(Layout.PREPARATION);
            case ENGAGEMENT, CREDENTIAL, INVITATION, PASSKEY, CONSENT, EXPORT, KEY -> Optional.empty();
        };
    }

    static ObjectNode of(long leafIndex, Leaf leaf, List<Disclosure> disclosures) {
        if (leaf.kind() == EntryKind.RECORD) {
            return new RecordView(leafIndex, leaf, disclosures).toJson();
        }
        ObjectNode json = Json.object();
        json.put("id", leaf.subject());
        json.put("number", leaf.version());
        json.put("at", leaf.atText());
        json.put("leafIndex", leafIndex);
        disclosures.forEach(disclosure -> json.set(disclosure.name(), disclosure.value()));
        return json;
    }

    /** The files that an entry names, among what is disclosed of it. */
    static List<Attachment> attachments(Leaf leaf, List<Disclosure> disclosures) {
        if (leaf.kind() == EntryKind.RECORD) {
            return new RecordView(0, leaf, disclosures).attachments();
        }
        List<Attachment> attachments = new ArrayList<>();
        if (leaf.kind() == EntryKind.QUESTION) {
            disclosures.stream()
                    .filter(disclosure -> disclosure.name().equals("attachments"))
                    .forEach(disclosure ->
                            disclosure.value().forEach(file -> attachments.add(RecordFields.toAttachment(file))));
        }
        return attachments;
    }
}
