package io.remoteaudit.example.factory;

import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.QualityRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps documents as attachments of quality records. */
@Component
public class Papers {

    private final Attachments attachments;

    /**
     * Called by Spring.
     *
     * @param attachments where content is kept
     */
    public Papers(Attachments attachments) {
        this.attachments = attachments;
    }

    /**
     * Keeps a document and names it in the record.
     *
     * @param record the record
     * @param paper the document; null for none
     * @return the record's builder
     */
    public QualityRecord.Builder attach(QualityRecord.Builder record, @Nullable Paper paper) {
        if (paper == null) {
            return record;
        }
        try (InputStream content = new ByteArrayInputStream(paper.text().getBytes(StandardCharsets.UTF_8))) {
            return record.attachment(attachments.store(paper.name(), paper.mediaType(), content));
        } catch (IOException e) {
            throw new UncheckedIOException("'" + paper.name() + "' cannot be kept; is the disk full?", e);
        }
    }
}
