package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.ScopedRecords;
import java.util.List;

/**
 * What an export discloses of entries: of records what the scope shows, of the rest what the auditor is shown by the
 * endpoint too. For one export.
 */
final class Disclosed {

    /** Who keeps the profile is the maker's affair. */
    private static final String BY = "by";

    /** Of a preparation item's step the attached record versions. */
    private static final String RECORDS = "records";

    private final Scope scope;
    private final boolean personsShown;
    private final ScopedRecords records;
    private final long ledgerSize;

    Disclosed(Admission admission, ScopedRecords records, long ledgerSize) {
        this.scope = admission.scope();
        this.personsShown = admission.engagement().terms().personsShown();
        this.records = records;
        this.ledgerSize = ledgerSize;
    }

    List<Disclosure> of(Entry entry) {
        return entry.disclosures().stream()
                .filter(disclosure -> shows(entry, disclosure))
                .toList();
    }

    private boolean shows(Entry entry, Disclosure disclosure) {
        String name = disclosure.name();
        return switch (entry.kind()) {
            case RECORD -> !scope.masks(name);
            // Who drafted an answer is the maker's affair; who released it is not.
            case QUESTION -> !name.equals("draftedBy");
            case ORGANIZATION -> !name.equals(BY) && (personsShown || !EntryView.PERSONAL.contains(name));
            case PREPARATION -> !name.equals(RECORDS) || allShown(disclosure.value());
            case FINDING,
                    SAMPLE,
                    CERTIFICATE,
                    ACCESS,
                    ENGAGEMENT,
                    ERASURE,
                    CREDENTIAL,
                    INVITATION,
                    PASSKEY,
                    CONSENT,
                    EXPORT,
                    KEY,
                    PLAN -> true;
        };
    }

    /** A field is disclosed whole or not at all, and the scope may have become smaller since a record was attached. */
    private boolean allShown(JsonNode attached) {
        for (JsonNode record : attached) {
            if (records.find(
                            scope,
                            record.path("recordId").asText(),
                            record.path("version").asInt(),
                            ledgerSize)
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
