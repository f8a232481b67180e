package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Scope;
import io.remoteaudit.search.QueryTooCostlyException;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.TracedRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The records that tell of lots, for one scope at one ledger size. Values are compared whole and as they were written, and
 * no field that is masked for the scope is read, not even to count.
 */
final class LotRecords {

    /** The most records read for one answer. */
    private static final int MOST = 100_000;

    private final IndexSearcher searcher;
    private final Catalogue catalogue;
    private final Scope scope;
    private final long ledgerSize;
    private final boolean newest;
    private final Deadline deadline;

    /**
     * Prepares the reading.
     *
     * @param searcher over the view's reader of the newest state where that is of this ledger size, else over its history
     * @param newest whether it is the newest state
     */
    LotRecords(
            IndexSearcher searcher,
            Catalogue catalogue,
            Scope scope,
            long ledgerSize,
            boolean newest,
            Deadline deadline) {
        this.searcher = searcher;
        this.catalogue = catalogue;
        this.scope = scope;
        this.ledgerSize = ledgerSize;
        this.newest = newest;
        this.deadline = deadline;
    }

    /** What of a record is given to the visitor of a search. */
    interface Visitor {
        void visit(LotRecord record) throws IOException;
    }

    /** Whether lots are shown at all; a trace says nothing without lots and types. */
    boolean areShown() {
        return RecordField.LOTS.visible(scope) && RecordField.TYPE.visible(scope);
    }

    /** The attributes of a type with a role that are shown. */
    List<String> attributes(RecordType type, TraceRole role) {
        List<String> shown = new ArrayList<>();
        type.traceRoles().forEach((name, each) -> {
            if (each == role && isShown(name)) {
                shown.add(name);
            }
        });
        return shown;
    }

    boolean isShown(String attribute) {
        return RecordField.isVisible(scope, IndexFields.ATTRIBUTES + attribute);
    }

    Collection<RecordType> types() {
        return catalogue.recordTypes();
    }

    /** Records in which one of some attributes, by record type, has one of some values. */
    static Query having(Map<String, List<String>> attributes, Set<String> values) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        attributes.forEach((type, names) -> {
            if (!names.isEmpty()) {
                BooleanQuery.Builder one = new BooleanQuery.Builder();
                names.forEach(name -> one.add(
                        ScopeFilter.anyOf(IndexFields.RAW + IndexFields.ATTRIBUTES + name, values),
                        BooleanClause.Occur.SHOULD));
                any.add(
                        new BooleanQuery.Builder()
                                .add(ofType(type), BooleanClause.Occur.FILTER)
                                .add(one.build(), BooleanClause.Occur.FILTER)
                                .build(),
                        BooleanClause.Occur.SHOULD);
            }
        });
        BooleanQuery query = any.build();
        return query.clauses().isEmpty() ? new MatchNoDocsQuery("nothing of it is shown") : query;
    }

    /** Records that name one of some lots. */
    Query naming(Set<String> lots, Map<String, List<String>> attributes) {
        return new BooleanQuery.Builder()
                .add(
                        ScopeFilter.anyOf(IndexFields.RAW + RecordField.LOTS.queryName(), lots),
                        BooleanClause.Occur.SHOULD)
                .add(having(attributes, lots), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static Query ofType(String type) {
        return new TermQuery(new Term(IndexFields.RAW + RecordField.TYPE.queryName(), type));
    }

    private static Query ofSite(String site) {
        return new TermQuery(new Term(IndexFields.RAW + RecordField.SITE.queryName(), site));
    }

    /** Visits what is in scope. */
    void inScope(Query query, Set<String> fields, Visitor visitor) throws IOException {
        BooleanQuery.Builder all = atSize(query);
        ScopeFilter.addScope(scope, all);
        run(all.build(), fields, visitor);
    }

    /** Visits what is not, of which the caller may count lots and nothing else. */
    void outsideScope(Query query, Set<String> fields, Visitor visitor) throws IOException {
        BooleanQuery.Builder scoped = new BooleanQuery.Builder();
        ScopeFilter.addScope(scope, scoped);
        if (!scoped.build().clauses().isEmpty()) {
            run(atSize(query).add(scoped.build(), BooleanClause.Occur.MUST_NOT).build(), fields, visitor);
        }
    }

    /** What is in scope, by id. */
    List<TracedRecord> list(Query query) throws IOException {
        List<TracedRecord> found = new ArrayList<>();
        inScope(query, Set.of(), record -> found.add(record.reference()));
        return found.stream().sorted().toList();
    }

    List<TracedRecord> keyed(String type, String attribute, Set<String> keys) throws IOException {
        return areShown() && isShown(attribute) ? list(having(Map.of(type, List.of(attribute)), keys)) : List.of();
    }

    List<TracedRecord> between(String type, String site, Instant from, Instant to) throws IOException {
        if (!areShown() || !RecordField.SITE.visible(scope) || !RecordField.OCCURRED_AT.visible(scope)) {
            return List.of();
        }
        Query occurred =
                NumericDocValuesField.newSlowRangeQuery(IndexFields.OCCURRED, from.toEpochMilli(), to.toEpochMilli());
        return list(new BooleanQuery.Builder()
                .add(ofType(type), BooleanClause.Occur.FILTER)
                .add(ofSite(site), BooleanClause.Occur.FILTER)
                .add(occurred, BooleanClause.Occur.FILTER)
                .build());
    }

    private BooleanQuery.Builder atSize(Query query) {
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(query, BooleanClause.Occur.FILTER);
        if (!newest) {
            ScopeFilter.addSize(ledgerSize, all);
        }
        return all;
    }

    private void run(Query query, Set<String> fields, Visitor visitor) throws IOException {
        int[] visited = new int[1];
        searcher.search(query, new OneCollector<>(new LotRecord.Reading(fields, record -> {
            if (++visited[0] > MOST) {
                throw new QueryTooCostlyException(
                        "More than " + MOST + " records tell of these lots; follow fewer steps, or one direction");
            }
            deadline.check();
            visitor.visit(record);
        })));
        if (searcher.timedOut()) {
            throw deadline.exceeded();
        }
    }
}
