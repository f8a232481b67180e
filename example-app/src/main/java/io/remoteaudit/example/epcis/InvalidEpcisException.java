package io.remoteaudit.example.epcis;

import io.remoteaudit.RemoteAuditException;
import java.util.List;

/** A document that cannot be taken in. Names the event and what is wrong with it; nothing of the document was saved. */
public final class InvalidEpcisException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient List<Object> details;

    InvalidEpcisException(Fault fault, Object... details) {
        super("RA-0990", fault.english(details));
        this.fault = fault;
        this.details = List.of(details);
    }

    /** What can be wrong; each has its words in the screens' messages. */
    enum Fault {
        /** Where, and what is expected there. */
        DOCUMENT("The document was not imported: %s"),
        /** The event, and the field. */
        MISSING("%s: '%s' is missing"),
        /** The event, the field, what it holds, and what it should. */
        WRONG("%s: '%s' is '%s'; expected %s"),
        /** The event. */
        CHANGED("%s was imported before with other content; a correction needs an errorDeclaration");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        private String english(Object... details) {
            return String.format(words, details);
        }
    }

    /**
     * The key of the words a person reads.
     *
     * @return for example {@code epcis.missing}
     */
    public String messageKey() {
        return "epcis." + fault.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * What goes into those words.
     *
     * @return the event first, where there is one
     */
    public List<Object> details() {
        return details;
    }
}
