package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Suggestion;
import io.remoteaudit.search.query.Clause;
import io.remoteaudit.standard.LocalizedText;
import org.jspecify.annotations.Nullable;

/**
 * What may become a suggestion.
 *
 * @param kind what it is
 * @param rank how well it completes what was typed; the least is the best
 * @param text what to put into the query
 * @param label what it is called for people
 * @param field what the field is called whose value it is; null if it is no value
 * @param clause what it finds alone; null for a field's name, which finds nothing alone
 * @param proven whether a record in scope is known to show it
 */
record Candidate(
        Suggestion.Kind kind,
        int rank,
        String text,
        LocalizedText label,
        @Nullable LocalizedText field,
        @Nullable Clause clause,
        boolean proven) {}
