package io.remoteaudit.feed;

import io.remoteaudit.record.Attachment;

/**
 * A file a row holds in one of its own columns.
 *
 * @param mapping by which it was read
 * @param attachment its name, size and digest
 */
record StoredFile(AttachmentMapping mapping, Attachment attachment) {}
