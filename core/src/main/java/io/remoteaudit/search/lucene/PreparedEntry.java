package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.standard.Characteristic;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An entry with the document it becomes, as long as no later version supersedes it; none if it is no record.
 *
 * @param entry the entry, which has its leaf index
 * @param document the index's document; null if the entry is no record version
 */
record PreparedEntry(Entry entry, @Nullable Document document) {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedEntry.class);

    static PreparedEntry of(
            Entry entry, AttachmentTexts texts, Function<String, Optional<Characteristic>> characteristics) {
        return new PreparedEntry(
                entry,
                entry.kind() == EntryKind.RECORD
                        ? document(entry, texts, entry.leafIndex().orElseThrow(), Long.MAX_VALUE, characteristics)
                        : null);
    }

    /**
     * The document of a record version.
     *
     * @param supersededBy the leaf of the version after it; {@link Long#MAX_VALUE} if there is none
     */
    static Document document(
            Entry entry,
            AttachmentTexts texts,
            long leafIndex,
            long supersededBy,
            Function<String, Optional<Characteristic>> characteristics) {
        try {
            return RecordDocument.of(entry, texts, leafIndex, supersededBy, characteristics);
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
}
