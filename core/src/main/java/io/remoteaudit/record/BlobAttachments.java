package io.remoteaudit.record;

import io.remoteaudit.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;

/** Attachments kept in the blob store. */
final class BlobAttachments implements Attachments {

    private final BlobStore blobs;

    BlobAttachments(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public Attachment store(String name, String mediaType, InputStream content) throws IOException {
        BlobStore.Blob blob = blobs.put(content);
        return new Attachment(name, mediaType, blob.size(), blob.sha256());
    }

    @Override
    public InputStream open(Attachment attachment, long offset) throws IOException {
        return blobs.open(attachment.sha256(), attachment.size(), offset);
    }

    @Override
    public InputStream openUnchecked(Attachment attachment) throws IOException {
        return blobs.openUnchecked(attachment.sha256(), attachment.size());
    }

    @Override
    public boolean holds(Attachment attachment) {
        return blobs.contains(attachment.sha256(), attachment.size());
    }
}
