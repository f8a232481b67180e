package io.remoteaudit.search.lucene;

import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.UnsearchableAttachments;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.search.text.NoTextReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldDocs;

/** Finds the records that say of an attachment that it cannot be searched. */
final class UnsearchableRecords {

    private static final Sort NEWEST = new Sort(new SortField(IndexFields.LEAF, SortField.Type.LONG, true));
    private static final Set<String> STORED = Set.of(RecordField.ID.queryName(), RecordField.VERSION.queryName());

    private UnsearchableRecords() {}

    /** What the newest state, as a searcher sees it, says of attachments. */
    static UnsearchableAttachments at(long ledgerSize, int limit, IndexSearcher searcher) throws IOException {
        SortedMap<NoTextReason, Long> records = new TreeMap<>();
        List<String> all =
                Arrays.stream(NoTextReason.values()).map(NoTextReason::wireName).toList();
        for (NoTextReason reason : NoTextReason.values()) {
            long count = searcher.count(ScopeFilter.anyOf(IndexFields.UNSEARCHABLE, List.of(reason.wireName())));
            if (count > 0) {
                records.put(reason, count);
            }
        }
        Query any = ScopeFilter.anyOf(IndexFields.UNSEARCHABLE, all);
        List<SearchHit> hits = new ArrayList<>();
        if (limit > 0) {
            TopFieldDocs found = searcher.search(any, limit, NEWEST);
            for (ScoreDoc doc : found.scoreDocs) {
                Document stored = searcher.storedFields().document(doc.doc, STORED);
                hits.add(new SearchHit(
                        stored.get(RecordField.ID.queryName()),
                        stored.getField(RecordField.VERSION.queryName())
                                .numericValue()
                                .intValue(),
                        (Long) ((FieldDoc) doc).fields[0],
                        List.of()));
            }
        }
        return new UnsearchableAttachments(ledgerSize, searcher.count(any), records, hits);
    }
}
