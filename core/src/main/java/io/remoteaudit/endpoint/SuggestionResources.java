package io.remoteaudit.endpoint;

import io.remoteaudit.api.SuggestionsJson;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.search.SuggestionRequest;
import io.remoteaudit.search.Suggestions;
import java.util.Set;

/** Completing a query while it is written. */
final class SuggestionResources {

    private static final int DEFAULT_LIMIT = 10;
    private static final int LONGEST_QUERY = 512;

    private final SearchIndex search;

    SuggestionResources(SearchIndex search) {
        this.search = search;
    }

    void addTo(Routes<Operation> routes) {
        routes.add(
                "GET",
                "engagements/{engagement}/suggestions",
                Operation.read("suggestions", Right.SEARCH, Set.of("q", "at", "limit"), this::suggest));
    }

    private Reply suggest(Visit visit) {
        QueryParameters query = visit.query();
        String text = query.text("q", LONGEST_QUERY).orElse("");
        Suggestions suggestions = search.suggest(new SuggestionRequest(
                visit.scope(),
                text,
                query.integer("at", 0, text.length()).orElse(text.length()),
                query.integer("limit", 1, SuggestionRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT)));
        return Document.json(
                        SuggestionsJson.write(suggestions), suggestions.items().size())
                .at(suggestions.ledgerSize());
    }
}
