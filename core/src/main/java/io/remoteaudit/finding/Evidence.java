package io.remoteaudit.finding;

import java.util.Objects;

/** What a finding or a response rests on. */
public sealed interface Evidence permits Evidence.OfRecord, Evidence.OfQuestion {

    /**
     * A version of a quality record.
     *
     * @param recordId the record's business id
     * @param version the version
     */
    record OfRecord(String recordId, int version) implements Evidence {

        /** Checks that the id is given. */
        public OfRecord {
            Objects.requireNonNull(recordId, "recordId");
        }
    }

    /**
     * A question with its answers, as far as it had come.
     *
     * @param questionId the question
     * @param version how many messages it had
     */
    record OfQuestion(String questionId, int version) implements Evidence {

        /** Checks that the id is given. */
        public OfQuestion {
            Objects.requireNonNull(questionId, "questionId");
        }
    }
}
