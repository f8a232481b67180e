package io.remoteaudit.search.text;

import java.util.Objects;

/** Whether an attachment's text can be searched. */
public sealed interface TextState {

    /**
     * It can.
     *
     * @param characters how many characters of it
     * @param cut whether the file holds more than these
     */
    record Searchable(int characters, boolean cut) implements TextState {}

    /**
     * It cannot.
     *
     * @param reason why
     */
    record NotSearchable(NoTextReason reason) implements TextState {

        /** Checks that there is a reason. */
        public NotSearchable {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
