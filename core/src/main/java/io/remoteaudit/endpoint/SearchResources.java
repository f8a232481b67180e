package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.engagement.Right;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.FacetCount;
import io.remoteaudit.search.Filter;
import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import io.remoteaudit.search.query.RecordField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Searching records: by an address that can be kept, or by a body in JSON, which programs find easier to write. */
final class SearchResources {

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_QUERY = 512;
    private static final int LONGEST_VALUE = 300;
    private static final int LONGEST_CURSOR = 8_000;
    private static final int MOST_VALUES = 50;
    private static final String FILTER = "filter.";

    private final AuditServices services;
    private final AttachmentTextStates states;

    SearchResources(AuditServices services) {
        this.services = services;
        this.states = new AttachmentTextStates(services.attachmentTexts());
    }

    void addTo(Routes<Operation> routes) {
        Set<String> search = new HashSet<>(Set.of("q", "sort", "facets", "limit", "cursor", "ledgerSize"));
        for (Facet facet : Facet.values()) {
            search.add(FILTER + facet.wireName());
        }
        routes.add(
                "GET",
                "engagements/{engagement}/records",
                Operation.read("search", Right.SEARCH, search, this::byAddress));
        routes.add("POST", "engagements/{engagement}/search", Operation.query("search", Right.SEARCH, this::byBody));
    }

    private Reply byAddress(Visit visit) {
        QueryParameters query = visit.query();
        boolean pinned = query.text("ledgerSize", LONGEST_VALUE).isPresent();
        SearchRequest request = new SearchRequest(
                        visit.scope(),
                        query.text("q", LONGEST_QUERY).orElse(""),
                        filters(query),
                        sort(query.text("sort", LONGEST_VALUE), visit.scope())
                                .orElseThrow(() -> Refusal.parameter("sort", "choice", sorts(visit.scope()))),
                        facets(query, visit.scope()),
                        query.integer("limit", 0, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT),
                        query.text("cursor", LONGEST_CURSOR).orElse(null),
                        pinned ? OptionalLong.of(visit.ledgerSize()) : OptionalLong.empty())
                .inEngagement(visit.admitted().engagement().id());
        try {
            return found(visit, request);
        } catch (QuerySyntaxException e) {
            throw e.concernsOrder() ? Refusal.parameter("sort", "choice", sorts(visit.scope())) : e;
        }
    }

    private Reply byBody(Visit visit) {
        JsonBody body = visit.body();
        Asked asked = asked(services, visit, body);
        Optional<Sort> sort = sort(body.optionalText("sort", 1, LONGEST_VALUE), visit.scope());
        if (sort.isEmpty()) {
            body.fault("sort", "choice", sorts(visit.scope()));
        }
        Set<Facet> facets = facets(body, visit.scope());
        int limit =
                (int) body.optionalNumber("limit", 0, SearchRequest.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        String cursor = body.optionalText("cursor", 1, LONGEST_CURSOR).orElse(null);
        body.end();
        SearchRequest request = new SearchRequest(
                visit.scope(),
                asked.query(),
                asked.json(),
                asked.filters(),
                sort.orElse(Sort.RELEVANCE),
                facets,
                limit,
                cursor,
                asked.ledgerSize(),
                visit.admitted().engagement().id());
        try {
            return found(visit, request);
        } catch (QuerySyntaxException e) {
            throw e.concernsOrder() ? Refusal.body("/sort", "choice", sorts(visit.scope())) : e;
        } catch (MalformedException e) {
            throw notJson(e);
        }
    }

    /** A query in JSON that is none. */
    static Refusal notJson(MalformedException e) {
        return Refusal.body("/query", "json", String.valueOf(e.getMessage()).replaceFirst("^RA-[0-9]{4}: ", ""));
    }

    /**
     * What a body asks for.
     *
     * @param query as text or as JSON
     * @param json which of the two
     * @param filters all of which must hold
     * @param ledgerSize when; empty for now
     */
    record Asked(String query, boolean json, List<Filter> filters, OptionalLong ledgerSize) {}

    /** Reads what is asked for, for what searches by a body: searches themselves and samples. */
    static Asked asked(AuditServices services, Visit visit, JsonBody body) {
        Optional<JsonNode> json = body.any("query");
        Optional<String> text = body.optionalText("q", 0, LONGEST_QUERY);
        if (json.isPresent() && text.isPresent()) {
            body.fault("q", "either-query");
        }
        long size = services.ledger().size();
        OptionalLong ledgerSize = body.optionalNumber("ledgerSize", 0, Long.MAX_VALUE);
        if (ledgerSize.isPresent() && ledgerSize.getAsLong() > size) {
            body.fault("ledgerSize", "ledger-size", String.valueOf(size));
        }
        return new Asked(
                json.map(Json::write).orElseGet(() -> text.orElse("")),
                json.isPresent(),
                filters(body, visit.scope()),
                ledgerSize);
    }

    private Reply found(Visit visit, SearchRequest request) {
        SearchResult result = services.search().search(request);
        List<RecordView> views = result.hits().stream()
                .map(hit -> services.records()
                        .find(visit.scope(), hit.id(), hit.version(), result.ledgerSize())
                        .orElseThrow(() -> new IllegalStateException(
                                "The index found a version the ledger does not show: leaf " + hit.leafIndex())))
                .toList();
        services.exposedPersons().note(visit.admitted().engagement(), views);
        List<FoundRecords.Item> items = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            RecordView view = views.get(i);
            RecordDocument document = RecordDocument.fromJson(states.addTo(view.toJson(), view, visit.locale()));
            items.add(new FoundRecords.Item(result.hits().get(i), document));
        }
        TreeMap<String, List<FacetCount>> facets = new TreeMap<>();
        result.facets().forEach((facet, counts) -> facets.put(facet.wireName(), counts));
        FoundRecords found = new FoundRecords(
                result.ledgerSize(), result.query(), result.total(), items, facets, result.nextCursor());
        return Document.json(found.toJson(), items.size()).at(result.ledgerSize());
    }

    private static List<Filter> filters(QueryParameters query) {
        List<Filter> filters = new ArrayList<>();
        for (Facet facet : Facet.values()) {
            List<String> values = query.all(FILTER + facet.wireName(), LONGEST_VALUE);
            if (!values.isEmpty()) {
                filters.add(new Filter(facet, new TreeSet<>(values)));
            }
        }
        return filters;
    }

    /** The filters a body names, for what searches by a body: searches themselves and exports. */
    static List<Filter> filters(JsonBody body, Scope scope) {
        List<Filter> filters = new ArrayList<>();
        Optional<JsonBody> object = body.object("filters");
        if (object.isPresent()) {
            for (Facet facet : visible(scope)) {
                List<String> values = object.get().texts(facet.wireName(), MOST_VALUES, LONGEST_VALUE);
                if (!values.isEmpty()) {
                    filters.add(new Filter(facet, new TreeSet<>(values)));
                }
            }
            object.get().close();
        }
        return filters;
    }

    /** What of the parameters of an address there is for a scope: a filter by a masked field is an unknown parameter. */
    static Set<String> known(Set<String> parameters, Scope scope) {
        Set<String> known = new HashSet<>(parameters);
        EnumSet.complementOf(visible(scope)).forEach(facet -> known.remove(FILTER + facet.wireName()));
        return known;
    }

    private static EnumSet<Facet> visible(Scope scope) {
        EnumSet<Facet> visible = EnumSet.allOf(Facet.class);
        visible.removeIf(facet -> !RecordField.isVisible(scope, facet.field()));
        return visible;
    }

    /** Empty if there is no such order for a scope. */
    private static Optional<Sort> sort(Optional<String> name, Scope scope) {
        try {
            return Optional.of(name.map(Sort::named).orElse(Sort.RELEVANCE)).filter(sort -> visible(sort, scope));
        } catch (QuerySyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean visible(Sort sort, Scope scope) {
        return sort.by() != Sort.By.OCCURRED || RecordField.OCCURRED_AT.visible(scope);
    }

    private static String sorts(Scope scope) {
        return Sort.plain().stream()
                        .filter(sort -> visible(sort, scope))
                        .map(Sort::wireName)
                        .collect(Collectors.joining(", "))
                + ", measured/…, -measured/…";
    }

    private static Set<Facet> facets(QueryParameters query, Scope scope) {
        EnumSet<Facet> facets = EnumSet.noneOf(Facet.class);
        Optional<String> names = query.text("facets", LONGEST_VALUE);
        if (names.isEmpty() || names.get().isEmpty()) {
            return facets;
        }
        for (String name : names.get().split(",", -1)) {
            facets.add(facet(name, scope).orElseThrow(() -> Refusal.parameter("facets", "choice", facetNames(scope))));
        }
        return facets;
    }

    private static Set<Facet> facets(JsonBody body, Scope scope) {
        EnumSet<Facet> facets = EnumSet.noneOf(Facet.class);
        List<String> names = body.texts("facets", Facet.values().length, LONGEST_VALUE);
        for (int i = 0; i < names.size(); i++) {
            Optional<Facet> facet = facet(names.get(i), scope);
            if (facet.isPresent()) {
                facets.add(facet.get());
            } else {
                body.fault("facets/" + i, "choice", facetNames(scope));
            }
        }
        return facets;
    }

    /** Empty if there is no such facet for a scope. */
    private static Optional<Facet> facet(String name, Scope scope) {
        return visible(scope).stream()
                .filter(facet -> facet.wireName().equals(name))
                .findFirst();
    }

    private static String facetNames(Scope scope) {
        return visible(scope).stream().map(Facet::wireName).collect(Collectors.joining(", "));
    }
}
