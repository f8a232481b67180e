package io.remoteaudit.finding;

import java.util.Objects;

/** What a finding or a response rests on. */
public sealed interface Evidence permits Evidence.OfRecord, Evidence.OfQuestion, Evidence.OfSample {

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

    /**
     * A sample with what was said of its members, as far as it had come.
     *
     * @param sampleId the sample
     * @param version how many steps it had
     */
    record OfSample(String sampleId, int version) implements Evidence {

        /** Checks that the id is given. */
        public OfSample {
            Objects.requireNonNull(sampleId, "sampleId");
        }
    }
}
