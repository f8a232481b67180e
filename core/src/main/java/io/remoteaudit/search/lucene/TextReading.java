package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.RecordFields;
import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, on a thread of its own, the attachments that indexed records wait for, so that no record waits for its
 * attachments to be found by everything else.
 */
final class TextReading implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(TextReading.class);

    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int AT_A_TIME = 32;

    private final EntrySource source;
    private final AttachmentTexts texts;
    private final Progress progress;
    private boolean unavailable;

    TextReading(EntrySource source, AttachmentTexts texts, Progress progress) {
        this.source = source;
        this.texts = texts;
        this.progress = progress;
    }

    @Override
    public void run() {
        while (!progress.stopping()) {
            Optional<Build> awaiting = progress.awaitedTexts(IDLE);
            if (awaiting.isPresent()) {
                readAll(awaiting.get());
            } else {
                texts.rest();
            }
        }
    }

    private void readAll(Build build) {
        try {
            Map<String, Build.Version> some = awaited(build, "");
            while (!some.isEmpty()) {
                String last = "";
                for (Map.Entry<String, Build.Version> each : some.entrySet()) {
                    last = each.getKey();
                    if (progress.stopping()) {
                        return;
                    }
                    read(last, each.getValue());
                }
                some = awaited(build, last);
            }
        } catch (AlreadyClosedException e) {
            LOG.debug("Another build took over; it says itself what it waits for", e);
        } catch (IOException | RuntimeException e) {
            retry(e);
        }
    }

    private void read(String sha256, Build.Version version) {
        Optional<Attachment> attachment = source.find(EntryKind.RECORD, version.id(), version.number())
                .flatMap(entry -> attachment(entry, sha256));
        if (attachment.isPresent()) {
            texts.read(attachment.get());
            progress.textRead(sha256);
            unavailable = false;
        }
    }

    /** Once in a while, and complaining once: records are found by all else meanwhile. */
    private void retry(Exception failure) {
        if (progress.stopping()) {
            return;
        }
        if (!unavailable) {
            LOG.warn("Attachments are not read for searching now; trying again until it works", failure);
            unavailable = true;
        }
        progress.pauseTexts(RETRY);
        progress.awaitTextsAgain();
    }

    private static Map<String, Build.Version> awaited(Build build, String after) throws IOException {
        View view = build.acquire();
        try {
            return new AwaitedTexts(view.history()).after(after, AT_A_TIME);
        } finally {
            build.release(view);
        }
    }

    private static Optional<Attachment> attachment(Entry entry, String sha256) {
        return entry.fields().entrySet().stream()
                .filter(field -> field.getKey().startsWith("attachments/"))
                .map(field -> RecordFields.toAttachment(field.getValue()))
                .filter(attachment -> attachment.sha256().equals(sha256))
                .findFirst();
    }
}
