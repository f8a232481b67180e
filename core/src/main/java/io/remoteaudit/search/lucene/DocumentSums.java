package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Sums over all that a segment's documents are found, ordered and counted by: two documents made of the same entry have
 * the same sums, whatever segment they are in. An index is laid out by words and not by documents, so walking once over
 * all of it is far faster than asking it document by document; it takes 32 bytes a document.
 */
final class DocumentSums {

    /** What a document has no number for. */
    static final long NONE = -1;

    private final LeafReader segment;
    private final Predicate<String> compared;
    private final long[] words;
    private final long[] values;
    private final long[] leaves;
    private final long[] supersededBy;

    private DocumentSums(LeafReader segment, Predicate<String> compared) {
        this.segment = segment;
        this.compared = compared;
        this.words = new long[segment.maxDoc()];
        this.values = new long[segment.maxDoc()];
        this.leaves = new long[segment.maxDoc()];
        this.supersededBy = new long[segment.maxDoc()];
        Arrays.fill(leaves, NONE);
        Arrays.fill(supersededBy, NONE);
    }

    static DocumentSums of(LeafReader segment, Predicate<String> compared) throws IOException {
        DocumentSums sums = new DocumentSums(segment, compared);
        for (FieldInfo field : segment.getFieldInfos()) {
            if (compared.test(field.name)) {
                sums.add(field);
            }
        }
        return sums;
    }

    /** What a document is found by: words, identifiers, whole values and numbers. */
    long words(int document) {
        return words[document];
    }

    /** What a document is ordered and counted by. */
    long values(int document) {
        return values[document];
    }

    long leaf(int document) {
        return leaves[document];
    }

    long supersededBy(int document) {
        return supersededBy[document];
    }

    private void add(FieldInfo field) throws IOException {
        long name = hash(new BytesRef(field.name));
        if (field.getIndexOptions() != IndexOptions.NONE) {
            addWords(field.name, name);
        }
        if (field.hasNorms()) {
            NumericDocValues norms = segment.getNormValues(field.name);
            for (int doc = next(norms); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(norms)) {
                words[doc] += mix(name + 1, norms.longValue());
            }
        }
        if (field.getPointDimensionCount() > 0) {
            addPoints(field.name, name);
        }
        if (field.getDocValuesType() != DocValuesType.NONE) {
            addValues(field, name);
        }
    }

    private void addWords(String field, long name) throws IOException {
        Terms terms = segment.terms(field);
        if (terms == null) {
            return;
        }
        TermsEnum each = terms.iterator();
        PostingsEnum postings = null;
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            long word = mix(name, hash(term));
            postings = each.postings(postings, PostingsEnum.ALL);
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                long sum = word;
                if (terms.hasFreqs()) {
                    sum = mix(sum, postings.freq());
                }
                for (int i = 0; terms.hasPositions() && i < postings.freq(); i++) {
                    sum = mix(sum, postings.nextPosition());
                    sum = mix(sum, ((long) postings.startOffset() << 32) + postings.endOffset());
                }
                words[doc] += sum;
            }
        }
    }

    private void addPoints(String field, long name) throws IOException {
        PointValues points = segment.getPointValues(field);
        if (points == null) {
            return;
        }
        points.intersect(new PointValues.IntersectVisitor() {
            @Override
            public void visit(int doc) {
                throw new IllegalStateException("Every value is wanted");
            }

            @Override
            public void visit(int doc, byte[] packed) {
                words[doc] += mix(name + 2, hash(new BytesRef(packed)));
            }

            @Override
            public PointValues.Relation compare(byte[] min, byte[] max) {
                return PointValues.Relation.CELL_CROSSES_QUERY;
            }
        });
    }

    private void addValues(FieldInfo field, long name) throws IOException {
        switch (field.getDocValuesType()) {
            case NUMERIC -> {
                NumericDocValues numbers = segment.getNumericDocValues(field.name);
                long[] plain = plain(field.name);
                for (int doc = next(numbers); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(numbers)) {
                    if (plain == null) {
                        values[doc] += mix(name, numbers.longValue());
                    } else {
                        plain[doc] = numbers.longValue();
                    }
                }
            }
            case BINARY -> {
                BinaryDocValues bytes = segment.getBinaryDocValues(field.name);
                for (int doc = next(bytes); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(bytes)) {
                    values[doc] += mix(name, hash(bytes.binaryValue()));
                }
            }
            case SORTED -> {
                SortedDocValues texts = segment.getSortedDocValues(field.name);
                for (int doc = next(texts); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(texts)) {
                    values[doc] += mix(name, hash(texts.lookupOrd(texts.ordValue())));
                }
            }
            case SORTED_NUMERIC -> {
                SortedNumericDocValues numbers = segment.getSortedNumericDocValues(field.name);
                for (int doc = next(numbers); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(numbers)) {
                    for (int i = 0; i < numbers.docValueCount(); i++) {
                        values[doc] += mix(name, numbers.nextValue());
                    }
                }
            }
            case SORTED_SET -> {
                SortedSetDocValues texts = segment.getSortedSetDocValues(field.name);
                for (int doc = next(texts); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(texts)) {
                    for (int i = 0; i < texts.docValueCount(); i++) {
                        values[doc] += mix(name, hash(texts.lookupOrd(texts.nextOrd())));
                    }
                }
            }
            case NONE -> throw new IllegalStateException(field.name + " has no values");
        }
    }

    /** Where a field has numbers that are told by themselves. */
    private long @Nullable [] plain(String field) {
        return switch (field) {
            case IndexFields.LEAF -> leaves;
            case IndexFields.SUPERSEDED -> supersededBy;
            default -> null;
        };
    }

    private static int next(@Nullable DocIdSetIterator documents) throws IOException {
        return documents == null ? DocIdSetIterator.NO_MORE_DOCS : documents.nextDoc();
    }

    private static long hash(BytesRef bytes) {
        long hash = bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            hash = (hash ^ bytes.bytes[bytes.offset + i]) * 0x100000001b3L;
        }
        return mix(0x9e3779b97f4a7c15L, hash);
    }

    /** Spreads a pair over all bits, so that sums of different pairs do not agree by chance. */
    private static long mix(long first, long second) {
        long mixed = (first ^ Long.rotateLeft(second, 29)) * 0xbf58476d1ce4e5b9L + second;
        mixed = (mixed ^ (mixed >>> 30)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Whether a field takes part. */
    boolean compares(String field) {
        return compared.test(field);
    }
}
