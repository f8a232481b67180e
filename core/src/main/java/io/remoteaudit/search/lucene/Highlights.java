package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Highlight;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.search.uhighlight.WholeBreakIterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a query's words stand in the texts of hits. Looks only at fields the compiled query asks, so that a masked
 * field, which no query asks, is never shown.
 */
final class Highlights {

    private static final int MAX_TEXT = 65_536;
    private static final int EXCERPT = 400;
    private static final int BEFORE_MATCH = 60;

    private final IndexSearcher searcher;
    private final Analyzer analyzer;

    Highlights(IndexSearcher searcher, Analyzer analyzer) {
        this.searcher = searcher;
        this.analyzer = analyzer;
    }

    /** For each document, in the order given, its highlights by field name. */
    List<List<Highlight>> of(Query query, int[] documents) throws IOException {
        List<Map<String, Marks>> marks = new ArrayList<>();
        for (int i = 0; i < documents.length; i++) {
            marks.add(new TreeMap<>());
        }
        String[] fields = asked(query);
        if (fields.length > 0 && documents.length > 0) {
            new Finder(searcher, analyzer).find(fields, query, documents, marks);
        }
        List<List<Highlight>> highlights = new ArrayList<>();
        for (Map<String, Marks> ofDocument : marks) {
            List<Highlight> byField = new ArrayList<>();
            ofDocument.forEach((field, found) -> byField.add(new Highlight(field, found.segments())));
            highlights.add(byField);
        }
        return highlights;
    }

    private static String[] asked(Query query) {
        Set<String> fields = new TreeSet<>();
        query.visit(new QueryVisitor() {
            @Override
            public boolean acceptField(String field) {
                if (field.startsWith(IndexFields.WORDS) || field.startsWith(IndexFields.IDENTIFIERS)) {
                    fields.add(field);
                }
                return true;
            }
        });
        return fields.toArray(String[]::new);
    }

    private static String recordField(String indexField) {
        return indexField.substring(IndexFields.WORDS.length());
    }

    /** The matching characters of a text; the same text may be marked by its words and by its identifiers. */
    private record Marks(String text, BitSet matching) {

        List<Highlight.Segment> segments() {
            int first = matching.nextSetBit(0);
            int start = text.length() <= EXCERPT ? 0 : Math.max(0, first - BEFORE_MATCH);
            int end = text.length() <= EXCERPT ? text.length() : Math.min(text.length(), start + EXCERPT);
            start = wholeCharacter(start);
            end = wholeCharacter(end);
            List<Highlight.Segment> segments = new ArrayList<>();
            int from = start;
            while (from < end) {
                boolean match = matching.get(from);
                int next = match ? matching.nextClearBit(from) : matching.nextSetBit(from);
                int to = next < 0 ? end : Math.min(next, end);
                segments.add(new Highlight.Segment(text.substring(from, to), match));
                from = to;
            }
            return segments;
        }

        private int wholeCharacter(int at) {
            boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
            return inside ? at - 1 : at;
        }
    }

    /** Lucene's highlighter, told where our texts are stored and asked for places instead of markup. */
    private static final class Finder extends UnifiedHighlighter {

        private static final PassageFormatter MARKS = new PassageFormatter() {
            @Override
            public Object format(Passage[] passages, String content) {
                BitSet matching = new BitSet(content.length());
                for (Passage passage : passages) {
                    for (int i = 0; i < passage.getNumMatches(); i++) {
                        matching.set(passage.getMatchStarts()[i], passage.getMatchEnds()[i]);
                    }
                }
                return new Marks(content, matching);
            }
        };

        Finder(IndexSearcher searcher, Analyzer analyzer) {
            super(builder(searcher, analyzer)
                    .withMaxLength(MAX_TEXT)
                    .withMaxNoHighlightPassages(0)
                    .withWeightMatches(false)
                    .withFormatter(MARKS)
                    .withBreakIterator(WholeBreakIterator::new));
        }

        void find(String[] fields, Query query, int[] documents, List<Map<String, Marks>> marks) throws IOException {
            int[] passages = new int[fields.length];
            Arrays.fill(passages, 1);
            Map<String, Object[]> found = highlightFieldsAsObjects(fields, query, documents, passages);
            found.forEach((field, ofDocuments) -> {
                for (int i = 0; i < ofDocuments.length; i++) {
                    if (ofDocuments[i] instanceof Marks some && !some.matching().isEmpty()) {
                        marks.get(i).merge(recordField(field), readable(some), Highlights::both);
                    }
                }
            });
        }

        @Override
        protected List<CharSequence[]> loadFieldValues(String[] fields, DocIdSetIterator documents, int threshold)
                throws IOException {
            Set<String> stored = new TreeSet<>();
            for (String field : fields) {
                stored.add(IndexFields.TEXT + recordField(field));
            }
            List<CharSequence[]> values = new ArrayList<>();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                Document document = searcher.storedFields().document(doc, stored);
                CharSequence[] ofFields = new CharSequence[fields.length];
                for (int i = 0; i < fields.length; i++) {
                    ofFields[i] = String.join(
                            String.valueOf(MULTIVAL_SEP_CHAR),
                            document.getValues(IndexFields.TEXT + recordField(fields[i])));
                }
                values.add(ofFields);
            }
            return values;
        }

        private static Marks readable(Marks marks) {
            return new Marks(marks.text().replace(MULTIVAL_SEP_CHAR, '\n'), marks.matching());
        }

        /** Every segment that has a field has it in one form; merging all segments' fields for each took most of the time. */
        @Override
        protected @Nullable FieldInfo getFieldInfo(String field) {
            for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
                FieldInfo info = segment.reader().getFieldInfos().fieldInfo(field);
                if (info != null) {
                    return info;
                }
            }
            return null;
        }

        @Override
        protected BreakIterator getBreakIterator(String field) {
            return new WholeBreakIterator();
        }
    }

    private static Marks both(Marks left, Marks right) {
        BitSet matching = (BitSet) left.matching().clone();
        matching.or(right.matching());
        return new Marks(left.text(), matching);
    }
}
