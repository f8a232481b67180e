package io.remoteaudit.search.lucene;

import io.remoteaudit.search.query.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Which attachments the records of one view of the index wait for. The index itself is the list of what is still to be
 * read, so that no crash can make the two disagree.
 */
final class AwaitedTexts {

    private static final Set<String> STORED = Set.of(RecordField.ID.queryName(), RecordField.VERSION.queryName());

    /** No digest has a character below this one, so it leads from a digest to the next. */
    private static final char LOWEST = ' ';

    private final IndexReader reader;
    private final @Nullable Bits live;

    AwaitedTexts(IndexReader reader) {
        this.reader = reader;
        this.live = MultiBits.getLiveDocs(reader);
    }

    /** Digests after one, in their order, each with a version that has an attachment of that digest. */
    Map<String, Build.Version> after(String sha256, int limit) throws IOException {
        Map<String, Build.Version> awaited = new LinkedHashMap<>();
        Terms terms = MultiTerms.getTerms(reader, IndexFields.AWAITED);
        if (terms == null) {
            return awaited;
        }
        TermsEnum each = terms.iterator();
        TermsEnum.SeekStatus found = each.seekCeil(new BytesRef(sha256.isEmpty() ? sha256 : sha256 + LOWEST));
        BytesRef term = found == TermsEnum.SeekStatus.END ? null : each.term();
        while (term != null && awaited.size() < limit) {
            List<Build.Version> first = versions(each, 1);
            if (!first.isEmpty()) {
                awaited.put(term.utf8ToString(), first.get(0));
            }
            term = each.next();
        }
        return awaited;
    }

    /** All versions that wait for one of these. */
    Set<Build.Version> of(Collection<String> sha256s) throws IOException {
        Set<Build.Version> versions = new LinkedHashSet<>();
        Terms terms = MultiTerms.getTerms(reader, IndexFields.AWAITED);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (String sha256 : sha256s) {
                if (each.seekExact(new BytesRef(sha256))) {
                    versions.addAll(versions(each, Integer.MAX_VALUE));
                }
            }
        }
        return versions;
    }

    private List<Build.Version> versions(TermsEnum term, int limit) throws IOException {
        List<Build.Version> versions = new ArrayList<>();
        PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
        for (int document = documents.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS && versions.size() < limit;
                document = documents.nextDoc()) {
            if (live == null || live.get(document)) {
                versions.add(version(document));
            }
        }
        return versions;
    }

    private Build.Version version(int document) throws IOException {
        Document stored = reader.storedFields().document(document, STORED);
        return new Build.Version(
                stored.get(RecordField.ID.queryName()),
                stored.getField(RecordField.VERSION.queryName()).numericValue().intValue());
    }

    /** By document of one segment, which attachments it waits for. */
    record Marks(Map<Integer, Set<String>> awaited) {

        static Marks of(LeafReader segment) throws IOException {
            Map<Integer, Set<String>> awaited = new HashMap<>();
            Terms terms = segment.terms(IndexFields.AWAITED);
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                PostingsEnum documents = each.postings(null, PostingsEnum.NONE);
                for (int document = documents.nextDoc();
                        document != DocIdSetIterator.NO_MORE_DOCS;
                        document = documents.nextDoc()) {
                    awaited.computeIfAbsent(document, none -> new HashSet<>()).add(term.utf8ToString());
                }
            }
            return new Marks(awaited);
        }

        Set<String> of(int document) {
            return awaited.getOrDefault(document, Set.of());
        }
    }
}
