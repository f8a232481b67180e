package io.remoteaudit.record;

import io.remoteaudit.RemoteAuditException;
import java.util.List;
import java.util.stream.Collectors;

/** A record that cannot be saved as it is. Names every field that is wrong; nothing of the record was saved. */
public final class InvalidRecordException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * Creates the failure.
     *
     * @param recordId the business id of the record, or what stands in its place
     * @param violations what is wrong, at least one
     */
    public InvalidRecordException(String recordId, List<Violation> violations) {
        super("RA-0101", describe(recordId, violations));
        this.violations = List.copyOf(violations);
    }

    /**
     * What is wrong, field by field.
     *
     * @return at least one violation
     */
    public List<Violation> violations() {
        return violations;
    }

    private static String describe(String recordId, List<Violation> violations) {
        return "Record '" + recordId + "' was not saved: "
                + violations.stream()
                        .map(violation -> (violation.pointer().isEmpty() ? "record" : violation.pointer()) + " "
                                + violation.message())
                        .collect(Collectors.joining("; "));
    }
}
