package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SoftDeletesDirectoryReaderWrapper;
import org.apache.lucene.index.SoftDeletesRetentionMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * One index on disk. Written by the following thread alone; read by any. How far it got is part of each commit, so a
 * crash at any moment leaves an index that knows where to go on.
 */
final class Build implements Closeable {

    /** What is gathered in memory before it is written as a segment. */
    static final double BUFFER_MEGABYTES = 32;

    private final Path path;
    private final Directory directory;
    private final State kind;
    private final Documents documents;
    private final @Nullable IndexWriter writer;
    private final SearcherManager searchers;
    private long next;
    private boolean holdsErased;
    private boolean awaits = true;
    private boolean changed;
    private boolean changedSinceCommit;
    private long lastCommitted;
    private String lastLeaf;
    private @Nullable Leaf newest;
    private volatile long visible;

    /** What the commit data of an index says. */
    record State(
            String format, String analysis, String texts, String catalogue, String origin, long next, String lastLeaf) {

        static State fresh(String origin, Vocabulary vocabulary, AttachmentTexts texts) {
            return new State(
                    IndexFields.FORMAT,
                    RecordAnalyzer.FINGERPRINT,
                    texts.fingerprint(),
                    vocabulary.fingerprint(),
                    origin,
                    0,
                    "");
        }

        State withCatalogue(String other) {
            return new State(format, analysis, texts, other, origin, next, lastLeaf);
        }

        /** The same kind of index, further on. */
        State at(long reached, String leaf) {
            return new State(format, analysis, texts, catalogue, origin, reached, leaf);
        }

        static State read(Path path) throws IOException {
            try (Directory directory = new MMapDirectory(path);
                    DirectoryReader reader = DirectoryReader.open(directory)) {
                return of(reader.getIndexCommit().getUserData());
            }
        }

        static State of(Map<String, String> data) {
            return new State(
                    data.getOrDefault("format", ""),
                    data.getOrDefault("analysis", ""),
                    data.getOrDefault("texts", ""),
                    data.getOrDefault("catalogue", ""),
                    data.getOrDefault("origin", ""),
                    Long.parseLong(data.getOrDefault("next", "-1")),
                    data.getOrDefault("lastLeaf", ""));
        }

        Map<String, String> toCommitData() {
            Map<String, String> data = new HashMap<>();
            data.put("format", format);
            data.put("analysis", analysis);
            data.put("texts", texts);
            data.put("catalogue", catalogue);
            data.put("origin", origin);
            data.put("next", Long.toString(next));
            data.put("lastLeaf", lastLeaf);
            return data;
        }
    }

    private Build(Path path, Directory directory, @Nullable IndexWriter writer, State state, Documents documents)
            throws IOException {
        this.path = path;
        this.documents = documents;
        this.directory = directory;
        this.writer = writer;
        this.kind = state;
        this.next = state.next();
        this.lastCommitted = state.next();
        this.lastLeaf = state.lastLeaf();
        this.visible = state.next();
        this.searchers = new SearcherManager(
                new SoftDeletesDirectoryReaderWrapper(
                        writer == null ? DirectoryReader.open(directory) : DirectoryReader.open(writer),
                        IndexFields.SUPERSEDED),
                new SearcherFactory() {
                    @Override
                    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
                        // Made by the following thread alone, between two entries.
                        return new View(reader, next);
                    }
                });
    }

    /** Opens an index to go on with, or a new one in an empty directory. */
    static Build write(Path path, State state, Vocabulary vocabulary, AttachmentTexts texts) throws IOException {
        return write(path, new MMapDirectory(path), state, vocabulary, texts);
    }

    /** The same with the files of a directory that the build closes. */
    static Build write(Path path, Directory directory, State state, Vocabulary vocabulary, AttachmentTexts texts)
            throws IOException {
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config(vocabulary.analyzer()));
            Build build = new Build(path, directory, writer, state, Documents.of(texts, vocabulary.catalogue()));
            if (state.next() == 0) {
                build.commit();
            }
            return build;
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer, directory);
            throw e;
        }
    }

    static IndexWriterConfig config(RecordAnalyzer analyzer) {
        // What was erased is deleted for good, and of that nothing may stay.
        TieredMergePolicy merges = new TieredMergePolicy().setForceMergeDeletesPctAllowed(0);
        return new IndexWriterConfig(analyzer)
                .setSimilarity(new FrozenSimilarity())
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setCommitOnClose(false)
                .setIndexSort(ResultOrder.OF_INDEX)
                .setSoftDeletesField(IndexFields.SUPERSEDED)
                // A superseded version is still found at the ledger sizes when it was the newest.
                .setMergePolicy(
                        new SoftDeletesRetentionMergePolicy(IndexFields.SUPERSEDED, SupersededQuery::new, merges));
    }

    /** Opens an index that only answers as it is. */
    static Build readOnly(Path path, State state) throws IOException {
        Directory directory = new MMapDirectory(path);
        try {
            return new Build(
                    path,
                    directory,
                    null,
                    state,
                    Documents.of(AttachmentTexts.off(), Catalogue.builder().build()));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Whether it follows the ledger; else it answers as it is. */
    boolean isWritten() {
        return writer != null;
    }

    /** The leaf index of the next entry wanted. */
    long next() {
        return next;
    }

    /** The ledger size that searches see. */
    long visible() {
        return visible;
    }

    boolean hasUnseen() {
        return next > visible || changed;
    }

    boolean hasUncommitted() {
        return next > lastCommitted || changedSinceCommit;
    }

    long uncommitted() {
        return next - lastCommitted;
    }

    void add(List<PreparedEntry> entries, EntrySource source) throws IOException {
        for (PreparedEntry prepared : entries) {
            Entry entry = prepared.entry();
            if (entry.leafIndex().orElse(-1) != next) {
                throw new IllegalStateException("The ledger gave leaf " + entry.leafIndex() + " for leaf " + next);
            }
            Document document = prepared.document();
            if (document != null) {
                awaits |= document.getField(IndexFields.AWAITED) != null;
                add(entry, document);
            } else if (entry.kind() == EntryKind.ERASURE) {
                erase(Erasure.of(entry), source);
            }
            next++;
            newest = entry.leaf();
        }
    }

    private void add(Entry entry, Document document) throws IOException {
        if (entry.version() == 1 || entry.kind() == EntryKind.QUESTION) {
            writer().addDocument(document);
        } else {
            Term previous = new Term(IndexFields.KEY, IndexFields.key(entry.subject(), entry.version() - 1));
            writer().softUpdateDocument(previous, document, new NumericDocValuesField(IndexFields.SUPERSEDED, next));
        }
    }

    /** Indexes anew the versions that waited for the text of an attachment which somebody came to read. */
    void addTexts(Set<String> sha256s, EntrySource source) throws IOException {
        refresh();
        for (Version version : awaiting(sha256s)) {
            reindex(version.id(), version.number(), source);
        }
    }

    private Set<Version> awaiting(Set<String> sha256s) throws IOException {
        View view = acquire();
        try {
            return new AwaitedTexts(view.history()).of(sha256s);
        } finally {
            release(view);
        }
    }

    /** A version of a record. */
    record Version(String id, int number) {}

    /** Indexes versions anew that were indexed with what is erased now. */
    private void erase(Erasure erasure, EntrySource source) throws IOException {
        if (!Documents.isFound(erasure.of())) {
            return;
        }
        for (int version :
                erasure.fields().stream().map(Erasure.Field::version).distinct().toList()) {
            holdsErased |= erasure.of() == EntryKind.QUESTION
                    ? reindexMessage(erasure.subject(), version, source)
                    : reindex(erasure.subject(), version, source);
        }
    }

    private boolean reindexMessage(String question, int number, EntrySource source) throws IOException {
        Optional<Entry> entry = source.find(EntryKind.QUESTION, question, number);
        long leaf = leaf(entry);
        if (leaf >= next) {
            return false;
        }
        replace(
                new Term(IndexFields.MESSAGE, IndexFields.key(question, number)),
                document(entry.orElseThrow(), leaf, Long.MAX_VALUE));
        return true;
    }

    /** Replaces a version's document, if it is in the index, by one of what is known of it now. */
    private boolean reindex(String id, int version, EntrySource source) throws IOException {
        Optional<Entry> entry = source.find(EntryKind.RECORD, id, version);
        long leaf = leaf(entry);
        if (leaf >= next) {
            return false;
        }
        long supersededBy = leaf(source.find(EntryKind.RECORD, id, version + 1));
        replace(
                new Term(IndexFields.KEY, IndexFields.key(id, version)),
                document(entry.orElseThrow(), leaf, supersededBy < next ? supersededBy : Long.MAX_VALUE));
        return true;
    }

    private void replace(Term key, Document document) throws IOException {
        writer().updateDocument(key, document);
        changed = true;
        changedSinceCommit = true;
    }

    private static long leaf(Optional<Entry> entry) {
        return entry.map(Entry::leafIndex).orElse(OptionalLong.empty()).orElse(Long.MAX_VALUE);
    }

    private Document document(Entry entry, long leafIndex, long supersededBy) {
        Document document = documents.of(entry, leafIndex, supersededBy);
        awaits |= document.getField(IndexFields.AWAITED) != null;
        return document;
    }

    /** Lets searches see what was added. */
    void refresh() throws IOException {
        long reached = next;
        searchers.maybeRefreshBlocking();
        visible = reached;
        changed = false;
    }

    /** Whether attachments came since this was asked last that somebody should read; seen once refreshed. */
    boolean takeAwaits() {
        boolean took = awaits;
        awaits = false;
        return took;
    }

    /** Makes what was added survive a crash. */
    void commit() throws IOException {
        if (holdsErased) {
            // Else deleted documents, and the words of what was erased, would stay in the files until some later merge.
            writer().forceMergeDeletes(true);
            holdsErased = false;
        }
        if (newest != null) {
            lastLeaf = newest.hash().hex();
        }
        writer().setLiveCommitData(kind.at(next, lastLeaf).toCommitData().entrySet());
        writer().commit();
        lastCommitted = next;
        changedSinceCommit = false;
    }

    View acquire() throws IOException {
        return (View) searchers.acquire();
    }

    void release(View view) throws IOException {
        searchers.release(view);
    }

    /** Gives up what is not committed; the ledger still has it. */
    @Override
    public void close() throws IOException {
        try {
            if (writer != null) {
                writer.rollback();
            }
        } finally {
            IOUtils.close(searchers, directory);
        }
    }

    private IndexWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("This index is only read");
        }
        return writer;
    }
}
