package io.remoteaudit.search.text;

import java.util.Objects;

/** What came of reading an attachment. */
public sealed interface AttachmentText {

    /**
     * Its text.
     *
     * @param text the text, or its beginning
     * @param cut whether there was more than is kept
     */
    record Read(String text, boolean cut) implements AttachmentText {

        /** Checks that there is a text. */
        public Read {
            Objects.requireNonNull(text, "text");
        }

        /** Says how long it is, not what it says. */
        @Override
        public String toString() {
            return "Read[" + text.length() + " characters" + (cut ? ", cut" : "") + "]";
        }
    }

    /**
     * It was tried and did not work.
     *
     * @param reason why
     */
    record Unreadable(NoTextReason reason) implements AttachmentText {

        /** Checks that the reason is one for this. */
        public Unreadable {
            require(reason, NoTextReason.Kind.UNREADABLE);
        }
    }

    /**
     * It was not tried.
     *
     * @param reason why
     */
    record NotAttempted(NoTextReason reason) implements AttachmentText {

        /** Checks that the reason is one for this. */
        public NotAttempted {
            require(reason, NoTextReason.Kind.NOT_ATTEMPTED);
        }
    }

    /**
     * The same without the text.
     *
     * @return what can be said to a person
     */
    default TextState state() {
        if (this instanceof Read read) {
            return new TextState.Searchable(read.text().length(), read.cut());
        }
        return new TextState.NotSearchable(
                this instanceof Unreadable failed ? failed.reason() : ((NotAttempted) this).reason());
    }

    private static void require(NoTextReason reason, NoTextReason.Kind kind) {
        if (reason.kind() != kind) {
            throw new IllegalArgumentException("Not a reason for this: " + reason);
        }
    }
}
