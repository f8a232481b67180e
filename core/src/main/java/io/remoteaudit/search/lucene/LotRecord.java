package io.remoteaudit.search.lucene;

import io.remoteaudit.record.Verdict;
import io.remoteaudit.search.query.RecordField;
import io.remoteaudit.trace.TracedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/** One record as its values by record tell it, which are read at once; good until the next record is visited. */
final class LotRecord {

    private final Map<String, SortedSetDocValues> values;
    private final SortedDocValues ids;
    private final NumericDocValues versions;
    private int doc;

    private LotRecord(LeafReader segment, Set<String> fields) throws IOException {
        this.values = new HashMap<>();
        for (String field : fields) {
            values.put(field, DocValues.getSortedSet(segment, IndexFields.COUNTED + field));
        }
        values.put(
                RecordField.TYPE.queryName(),
                DocValues.getSortedSet(segment, IndexFields.COUNTED + RecordField.TYPE.queryName()));
        this.ids = DocValues.getSorted(segment, IndexFields.ID_ORDER);
        this.versions = DocValues.getNumeric(segment, RecordField.VERSION.queryName());
    }

    /** The values of a record field or attribute that was asked for. */
    List<String> values(String field) throws IOException {
        List<String> all = new ArrayList<>();
        SortedSetDocValues found = values.get(field);
        if (found != null && found.advanceExact(doc)) {
            for (int left = found.docValueCount(); left > 0; left--) {
                all.add(found.lookupOrd(found.nextOrd()).utf8ToString());
            }
        }
        return all;
    }

    List<String> attribute(String name) throws IOException {
        return values(IndexFields.ATTRIBUTES + name);
    }

    String type() throws IOException {
        List<String> types = values(RecordField.TYPE.queryName());
        return types.isEmpty() ? "" : types.get(0);
    }

    boolean isNonconforming(String verdictField) throws IOException {
        return values(verdictField).contains(Verdict.NONCONFORMING.wireName());
    }

    TracedRecord reference() throws IOException {
        if (!ids.advanceExact(doc) || !versions.advanceExact(doc)) {
            throw new IllegalStateException("A record in the search index lacks its id; delete the index");
        }
        return new TracedRecord(
                type(), ids.lookupOrd(ids.ordValue()).utf8ToString(), Math.toIntExact(versions.longValue()));
    }

    /** Gives each match to a visitor. */
    static final class Reading extends SimpleCollector {

        private final Set<String> fields;
        private final LotRecords.Visitor visitor;
        private @Nullable LotRecord record;

        Reading(Set<String> fields, LotRecords.Visitor visitor) {
            this.fields = fields;
            this.visitor = visitor;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            record = new LotRecord(context.reader(), fields);
        }

        @Override
        public void collect(int doc) throws IOException {
            LotRecord current = record;
            if (current != null) {
                current.doc = doc;
                visitor.visit(current);
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
