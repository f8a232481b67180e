package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.query.RecordField;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks over an index and the ledger it was made of and compares them. Makes each document again, a small index of some at
 * a time, and compares the two indexes; so whatever a document is found by is compared too, and not only what it shows.
 * For one walk.
 */
final class IndexWalk {

    private static final int SLICE = 200;

    /** So much text, in UTF-16 code units, is gathered before it is compared. */
    private static final int MOST_TEXT = 4_000_000;

    private final EntrySource source;
    private final Documents documents;
    private final RecordAnalyzer analyzer;
    private final IndexReader all;
    private final long size;
    private final Predicate<String> compared;
    private final LongConsumer progress;
    private final List<Segment> segments = new ArrayList<>();
    private final List<IndexCheck.Difference> differences = new ArrayList<>();
    private long versions;
    private long total;

    /** A segment with what is known of its documents. */
    private static final class Segment {
        private final LeafReader reader;
        private final DocumentSums sums;
        private final AwaitedTexts.Marks awaited;
        private final FixedBitSet expected;
        private final FixedBitSet superseded;
        private final @Nullable TermsEnum keys;
        private final @Nullable TermsEnum messages;

        Segment(LeafReader reader, Predicate<String> compared) throws IOException {
            this.reader = reader;
            this.sums = DocumentSums.of(reader, compared);
            this.awaited = AwaitedTexts.Marks.of(reader);
            this.expected = new FixedBitSet(reader.maxDoc());
            this.superseded = new FixedBitSet(reader.maxDoc());
            this.keys = terms(reader, IndexFields.KEY);
            this.messages = terms(reader, IndexFields.MESSAGE);
        }

        private static @Nullable TermsEnum terms(LeafReader reader, String field) throws IOException {
            return reader.terms(field) == null ? null : reader.terms(field).iterator();
        }
    }

    /** A document's place. */
    private record Place(Segment segment, int document) {}

    /** What a document should be. */
    private record Version(Entry entry, long leaf, Place place) {}

    /**
     * Prepares a walk.
     *
     * @param all the index with superseded versions
     * @param size the ledger size it holds
     * @param compared which fields take part
     * @param progress told the leaf index reached, after each slice and each segment; whatever it throws ends the walk
     */
    IndexWalk(
            EntrySource source,
            Documents documents,
            RecordAnalyzer analyzer,
            IndexReader all,
            long size,
            Predicate<String> compared,
            LongConsumer progress) {
        this.source = source;
        this.documents = documents;
        this.analyzer = analyzer;
        this.all = all;
        this.size = size;
        this.compared = compared;
        this.progress = progress;
    }

    /** The record versions below the size. */
    long versions() {
        return versions;
    }

    List<IndexCheck.Difference> differences() {
        return differences;
    }

    long total() {
        return total;
    }

    void run() throws IOException {
        for (LeafReaderContext context : all.leaves()) {
            if (!isSound(context)) {
                return;
            }
            // Nothing of the ledger is reached yet; whoever wants the walk to end need not wait for the largest
            // segments.
            progress.accept(0);
        }
        for (LeafReaderContext context : all.leaves()) {
            segments.add(new Segment(context.reader(), compared));
        }
        List<Version> slice = new ArrayList<>();
        for (long leaf = 0; leaf < size; ) {
            List<Entry> entries = source.sequenced(leaf, (int) Math.min(SLICE, size - leaf));
            if (entries.isEmpty()) {
                throw new IllegalStateException("The ledger ends at leaf " + leaf + " and not at " + size);
            }
            for (Entry entry : entries) {
                if (Documents.isFound(entry.kind())) {
                    locate(entry, leaf, slice);
                }
                leaf++;
            }
            compare(slice);
            slice.clear();
            progress.accept(leaf);
        }
        findStrays();
    }

    /** What Lucene's own check of an index tests, on the files this reader has open. */
    private boolean isSound(LeafReaderContext context) {
        if (!(FilterLeafReader.unwrap(context.reader()) instanceof CodecReader codec)) {
            throw new IllegalStateException("No segment of files: " + context.reader());
        }
        try {
            codec.checkIntegrity();
            CheckIndex.testLiveDocs(codec, null, true);
            CheckIndex.testFieldInfos(codec, null, true);
            CheckIndex.testFieldNorms(codec, null, true);
            CheckIndex.testPostings(codec, null, false, true, true);
            CheckIndex.testStoredFields(codec, null, true);
            CheckIndex.testDocValues(codec, null, true);
            CheckIndex.testPoints(codec, null, true);
            CheckIndex.testSort(codec, codec.getMetaData().getSort(), null, true);
            return true;
        } catch (IOException | RuntimeException e) {
            differ(null, 0, "索引文件已损坏：" + e.getMessage(), "A file of the index is damaged: " + e.getMessage());
            return false;
        }
    }

    private void locate(Entry entry, long leaf, List<Version> slice) throws IOException {
        boolean message = entry.kind() == EntryKind.QUESTION;
        versions += message ? 0 : 1;
        List<Place> places = places(entry.subject(), entry.version(), message);
        for (Place place : places) {
            place.segment().expected.set(place.document());
        }
        if (message) {
            requireHidden(entry, leaf, places);
        } else if (entry.version() > 1) {
            supersede(entry.subject(), entry.version() - 1, leaf);
        }
        if (places.isEmpty()) {
            differ(entry, "索引中没有此版本", "The index does not have it");
        } else if (places.size() > 1) {
            differ(entry, "索引中有 " + places.size() + " 份此版本", "The index has it " + places.size() + " times");
        } else {
            slice.add(new Version(entry, leaf, places.get(0)));
        }
    }

    /** A message that is not superseded by itself would be counted as a record. */
    private void requireHidden(Entry entry, long leaf, List<Place> places) {
        for (Place place : places) {
            place.segment().superseded.set(place.document());
            if (place.segment().sums.supersededBy(place.document()) != leaf) {
                differ(entry, "索引未将此问答与记录分开", "The index does not keep this message apart from records");
            }
        }
    }

    private void supersede(String id, int version, long by) throws IOException {
        for (Place place : places(id, version, false)) {
            long marked = place.segment().sums.supersededBy(place.document());
            place.segment().superseded.set(place.document());
            if (marked != by) {
                differ(
                        id,
                        version,
                        marked == DocumentSums.NONE
                                ? "索引未标明它已被叶子 " + by + " 的版本取代"
                                : "索引称它被叶子 " + marked + " 取代，账本中是叶子 " + by,
                        marked == DocumentSums.NONE
                                ? "It is not marked as superseded by the version at leaf " + by
                                : "It is marked as superseded by leaf " + marked + " and was by leaf " + by);
            }
        }
    }

    private List<Place> places(String id, int version, boolean message) throws IOException {
        BytesRef key = new BytesRef(IndexFields.key(id, version));
        List<Place> places = new ArrayList<>();
        for (Segment segment : segments) {
            TermsEnum keys = message ? segment.messages : segment.keys;
            if (keys != null && keys.seekExact(key)) {
                PostingsEnum postings = keys.postings(null, PostingsEnum.NONE);
                Bits live = segment.reader.getLiveDocs();
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        places.add(new Place(segment, doc));
                    }
                }
            }
        }
        return places;
    }

    /** Makes the documents of a slice again, no more text at a time than memory should hold. */
    private void compare(List<Version> slice) throws IOException {
        List<Version> some = new ArrayList<>();
        List<Document> made = new ArrayList<>();
        long text = 0;
        for (Version version : slice) {
            Document document = documents
                    .without(
                            version.place().segment().awaited.of(version.place().document()))
                    .of(version.entry(), version.leaf(), Long.MAX_VALUE);
            some.add(version);
            made.add(document);
            text += length(document);
            if (text > MOST_TEXT) {
                compare(some, made);
                some.clear();
                made.clear();
                text = 0;
            }
        }
        compare(some, made);
    }

    private static long length(Document document) {
        long length = 0;
        for (IndexableField field : document) {
            length += field.stringValue() == null ? 0 : field.stringValue().length();
        }
        return length;
    }

    private void compare(List<Version> some, List<Document> made) throws IOException {
        try (ByteBuffersDirectory memory = new ByteBuffersDirectory();
                DirectoryReader reader = Documents.index(made, memory, analyzer)) {
            int at = 0;
            for (LeafReaderContext context : reader.leaves()) {
                DocumentSums sums = DocumentSums.of(context.reader(), compared);
                StoredFields stored = context.reader().storedFields();
                for (int doc = 0; doc < context.reader().maxDoc(); doc++) {
                    compare(some.get(at), sums, doc, stored.document(doc));
                    at++;
                }
            }
        }
    }

    private void compare(Version version, DocumentSums expected, int document, Document stored) throws IOException {
        Segment segment = version.place().segment();
        int there = version.place().document();
        Entry entry = version.entry();
        if (segment.sums.leaf(there) != expected.leaf(document)) {
            differ(
                    entry,
                    "索引记载的叶子是 " + segment.sums.leaf(there) + "，账本中是 " + version.leaf(),
                    "The index has it at leaf " + segment.sums.leaf(there) + ", the ledger at " + version.leaf());
            return;
        }
        String field = differing(segment.reader.storedFields().document(there), stored);
        if (field != null) {
            differ(
                    entry,
                    "索引保存的「" + field + "」与账本不符",
                    "What the index keeps of '" + field + "' is not what the ledger has");
        } else if (segment.sums.values(there) != expected.values(document)) {
            differ(
                    entry,
                    "索引用于排序、筛选或统计的值与账本不符",
                    "What it is ordered, filtered or counted by is not what the ledger has");
        } else if (segment.sums.words(there) != expected.words(document)) {
            differ(entry, "索引用于查找的词或数值与账本不符", "The words or numbers it is found by are not what the ledger has");
        }
    }

    /** The first stored field in which two documents differ, by the name people know. */
    private static @Nullable String differing(Document one, Document other) {
        List<IndexableField> these = one.getFields();
        List<IndexableField> those = other.getFields();
        for (int i = 0; i < Math.max(these.size(), those.size()); i++) {
            IndexableField here = i < these.size() ? these.get(i) : null;
            IndexableField there = i < those.size() ? those.get(i) : null;
            if (here == null
                    || there == null
                    || !here.name().equals(there.name())
                    || !value(here).equals(value(there))) {
                String name =
                        Objects.requireNonNull(here == null ? there : here).name();
                return name.startsWith(IndexFields.TEXT) ? name.substring(IndexFields.TEXT.length()) : name;
            }
        }
        return null;
    }

    private static String value(IndexableField field) {
        Number number = field.numericValue();
        return number == null ? String.valueOf(field.stringValue()) : number.toString();
    }

    /** What is in the index and was not come by. */
    private void findStrays() throws IOException {
        for (Segment segment : segments) {
            Bits live = segment.reader.getLiveDocs();
            StoredFields stored = segment.reader.storedFields();
            for (int doc = 0; doc < segment.reader.maxDoc(); doc++) {
                if (live != null && !live.get(doc)) {
                    continue;
                }
                if (!segment.expected.get(doc)) {
                    stray(stored.document(doc));
                } else if (segment.sums.supersededBy(doc) != DocumentSums.NONE && !segment.superseded.get(doc)) {
                    Document document = stored.document(doc);
                    differ(
                            document.get(RecordField.ID.queryName()),
                            version(document),
                            "索引称它已被取代，账本中没有更新的版本",
                            "It is marked as superseded, and the ledger has no newer version");
                }
            }
        }
    }

    private void stray(Document document) {
        String question = document.get(IndexFields.QUESTION);
        differ(
                question == null ? document.get(RecordField.ID.queryName()) : question,
                version(document),
                "索引中有它，账本中没有",
                "It is in the index and not in the ledger");
    }

    private static int version(Document document) {
        boolean message = document.get(IndexFields.QUESTION) != null;
        IndexableField field = document.getField(message ? IndexFields.NUMBER : RecordField.VERSION.queryName());
        Number version = field == null ? null : field.numericValue();
        return version == null ? 0 : version.intValue();
    }

    private void differ(Entry entry, String chinese, String english) {
        differ(entry.subject(), entry.version(), chinese, english);
    }

    private void differ(@Nullable String id, int version, String chinese, String english) {
        total++;
        if (differences.size() < IndexCheck.MOST_NAMED) {
            differences.add(new IndexCheck.Difference(id, version, chinese, english));
        }
    }
}
