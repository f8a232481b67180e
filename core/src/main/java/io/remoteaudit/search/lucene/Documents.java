package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.search.text.AttachmentText;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.Directory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the documents of record versions and of messages, for indexing them and for comparing what was indexed. */
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private final Function<Attachment, Optional<AttachmentText>> texts;
    private final Catalogue catalogue;

    private Documents(Function<Attachment, Optional<AttachmentText>> texts, Catalogue catalogue) {
        this.texts = texts;
        this.catalogue = catalogue;
    }

    static Documents of(AttachmentTexts texts, Catalogue catalogue) {
        return new Documents(texts::find, catalogue);
    }

    /** The same as long as these attachments had not been read. */
    Documents without(Set<String> sha256s) {
        return sha256s.isEmpty()
                ? this
                : new Documents(
                        attachment ->
                                sha256s.contains(attachment.sha256()) ? Optional.empty() : texts.apply(attachment),
                        catalogue);
    }

    /** An entry that has its leaf index, with its document if it is one that can be found. */
    PreparedEntry prepare(Entry entry) {
        return new PreparedEntry(
                entry, isFound(entry.kind()) ? of(entry, entry.leafIndex().orElseThrow(), Long.MAX_VALUE) : null);
    }

    /** Whether entries of a kind have a document. */
    static boolean isFound(EntryKind kind) {
        return kind == EntryKind.RECORD || kind == EntryKind.QUESTION;
    }

    /**
     * The document of a record version or a message.
     *
     * @param supersededBy the leaf of the version after it; {@link Long#MAX_VALUE} if there is none
     */
    Document of(Entry entry, long leafIndex, long supersededBy) {
        if (entry.kind() == EntryKind.QUESTION) {
            return MessageDocument.of(entry, leafIndex);
        }
        try {
            return RecordDocument.of(entry, texts, leafIndex, supersededBy, catalogue);
        } catch (RuntimeException e) {
            // One record that cannot be read must not keep all later ones from being found. It has no site, type or
            // date here, so no scope that names any admits it.
            LOG.warn(
                    "Record '{}' version {} is in the ledger but cannot be indexed; report it with this trace",
                    entry.subject(),
                    entry.version(),
                    e);
            Document document = new Document();
            document.add(new StringField(
                    IndexFields.KEY, IndexFields.key(entry.subject(), entry.version()), Field.Store.NO));
            return document;
        }
    }

    /** An index of these documents in their order. */
    static DirectoryReader index(List<Document> documents, Directory directory, RecordAnalyzer analyzer)
            throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setSimilarity(new FrozenSimilarity())
                .setSoftDeletesField(IndexFields.SUPERSEDED)
                .setMergePolicy(NoMergePolicy.INSTANCE);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Document document : documents) {
                writer.addDocument(document);
            }
        }
        return DirectoryReader.open(directory);
    }
}
