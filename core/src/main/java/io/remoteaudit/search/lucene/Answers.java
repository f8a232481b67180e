package io.remoteaudit.search.lucene;

import io.remoteaudit.search.query.Clause;
import java.io.IOException;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/** Finds records by what was asked and answered about them. */
interface Answers {

    /** For searches that are made for no engagement: nothing is found so. */
    Answers NONE = new Answers() {
        @Override
        public Query having(Clause words) {
            return new MatchNoDocsQuery("no engagement's questions are searched");
        }

        @Override
        public Query any() {
            return new MatchNoDocsQuery("no engagement's questions are searched");
        }
    };

    /**
     * The records to which questions are pinned that have some words in one of their messages.
     *
     * @param words a word, a phrase or the beginning of one
     */
    Query having(Clause words) throws IOException;

    /** The records to which questions are pinned. */
    Query any() throws IOException;
}
