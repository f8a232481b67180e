package io.remoteaudit.question;

import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.record.ScopedRecords;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at records through a scope, so that a pin tells nothing the scope does not. */
final class PinnedInScope {

    private final ScopedRecords records;

    PinnedInScope(ScopedRecords records) {
        this.records = records;
    }

    /** Whether the scope shows what a pin names: a version, and its field or file, unmasked. */
    boolean shows(Scope scope, Pin pin, long ledgerSize) {
        Optional<RecordView> view = records.find(scope, pin.recordId(), pin.version(), ledgerSize);
        String field = pin.field();
        String attachment = pin.attachment();
        return view.isPresent()
                && (field == null || view.get().field(field).isPresent())
                && (attachment == null
                        || view.get().attachments().stream()
                                .anyMatch(file -> file.name().equals(attachment)));
    }

    /** Those of the pins whose record has a newer version in scope. */
    Set<Pin> superseded(Scope scope, List<Pin> pins, long ledgerSize) {
        Set<Pin> superseded = new HashSet<>();
        for (Pin pin : pins) {
            boolean newer = records.find(scope, pin.recordId(), ledgerSize)
                    .filter(newest -> newest.version() > pin.version())
                    .isPresent();
            if (newer) {
                superseded.add(pin);
            }
        }
        return superseded;
    }
}
