package io.remoteaudit.search.text;

import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.store.Sha256;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps texts in files, and reads what is not plain text in a process of its own, one file at a time. */
final class StoredAttachmentTexts implements AttachmentTexts {

    private static final Logger LOG = LoggerFactory.getLogger(StoredAttachmentTexts.class);

    /** A process killed from outside says nothing about the file; one that ends each time does. */
    private static final int ATTEMPTS = 3;

    private static final int CHUNK = 64 * 1024;

    private final Attachments content;
    private final AttachmentTextSettings settings;
    private final Path scratch;
    private final Path copy;
    private final String fingerprint;
    private final TextFiles files;

    /** Files whose content could not be had; asked for again after a restart, when it may have been restored. */
    private final Map<String, AttachmentText> withoutContent = new ConcurrentHashMap<>();

    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable DocumentProcess process;
    private volatile boolean closed;

    StoredAttachmentTexts(Path directory, Attachments content, AttachmentTextSettings settings) {
        this.content = content;
        this.settings = settings;
        this.scratch = directory.toAbsolutePath().resolve("scratch");
        this.copy = scratch.resolve("content");
        this.fingerprint = fingerprint(settings);
        this.files = new TextFiles(directory.toAbsolutePath(), fingerprint);
        try {
            Files.createDirectories(scratch);
            emptyScratch();
        } catch (IOException e) {
            throw new StoreException(
                    "RA-0230", "The directory " + scratch + " cannot be used; check its owner and rights", e);
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public Optional<AttachmentText> find(Attachment attachment) {
        Optional<AttachmentText> found = files.find(attachment.sha256());
        return found.isPresent() ? found : Optional.ofNullable(withoutContent.get(attachment.sha256()));
    }

    @Override
    public TextState state(Attachment attachment) {
        AttachmentText without = withoutContent.get(attachment.sha256());
        return files.state(attachment.sha256())
                .orElseGet(() ->
                        without == null ? new TextState.NotSearchable(NoTextReason.NOT_YET_READ) : without.state());
    }

    @Override
    public AttachmentText read(Attachment attachment) {
        reading.lock();
        try {
            Optional<AttachmentText> known = find(attachment);
            if (known.isPresent()) {
                return known.get();
            }
            AttachmentText text = readAnew(attachment);
            if (text instanceof AttachmentText.Unreadable failed) {
                LOG.warn(
                        "Attachment {} cannot be searched: {}",
                        attachment.sha256(),
                        failed.reason().words(Locale.ENGLISH));
            }
            return text;
        } catch (IOException e) {
            throw unavailable(e);
        } finally {
            reading.unlock();
        }
    }

    private AttachmentText readAnew(Attachment attachment) throws IOException {
        AttachmentText text;
        if (attachment.size() > settings.maxBytes()) {
            text = new AttachmentText.NotAttempted(NoTextReason.TOO_LARGE);
        } else {
            try {
                if (!copied(attachment)) {
                    AttachmentText missing = new AttachmentText.Unreadable(NoTextReason.NO_CONTENT);
                    withoutContent.put(attachment.sha256(), missing);
                    return missing;
                }
                text = read(attachment.mediaType());
            } finally {
                Files.deleteIfExists(copy);
            }
        }
        files.put(attachment.sha256(), text);
        return text;
    }

    /** Copies the content to where the process finds it; false if it is not what the record names. */
    private boolean copied(Attachment attachment) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = content.openUnchecked(attachment);
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                out.write(chunk, 0, read);
            }
        } catch (StoreException e) {
            LOG.debug("Attachment {} is missing or altered", attachment.sha256(), e);
            return false;
        }
        return HexFormat.of().formatHex(digest.digest()).equals(attachment.sha256());
    }

    private AttachmentText read(String mediaType) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(copy)) {
            head = in.readNBytes(FileKind.HEAD);
        }
        FileKind kind = FileKind.of(head);
        if (kind == FileKind.PLAIN) {
            return PlainText.read(copy, mediaType);
        }
        if (!kind.hasReader()) {
            return new AttachmentText.NotAttempted(NoTextReason.NO_READER);
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            DocumentProcess reader = process();
            try {
                return reader.read(kind, copy, settings.timeLimit());
            } catch (DocumentProcess.EndedException e) {
                if (closed) {
                    throw e;
                }
                if (e.reason() != null) {
                    return new AttachmentText.Unreadable(e.reason());
                }
                LOG.debug("The reading process ended at attempt {}", attempt, e);
            }
        }
        return new AttachmentText.Unreadable(NoTextReason.BREAKS_READER);
    }

    /** The process that reads, or a new one. */
    private DocumentProcess process() throws IOException {
        DocumentProcess present = process;
        if (present != null && present.isFit()) {
            return present;
        }
        rest();
        emptyScratch();
        DocumentProcess started = DocumentProcess.start(
                scratch, settings.memoryBytes(), settings.maxBytes() + 2 * settings.memoryBytes());
        process = started;
        if (closed) {
            started.close();
            throw new IOException("The module is being closed");
        }
        return started;
    }

    @Override
    public void rest() {
        reading.lock();
        try {
            DocumentProcess present = process;
            process = null;
            if (present != null) {
                present.close();
            }
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        DocumentProcess present = process;
        if (present != null) {
            present.close();
        }
    }

    private TextsUnavailableException unavailable(IOException cause) {
        return new TextsUnavailableException(
                "Attachments cannot be read for searching now (" + cause.getMessage() + "); is there room in " + scratch
                        + ", and may this process start " + "another?",
                cause);
    }

    /** Removes what a process that was ended left behind. */
    private void emptyScratch() throws IOException {
        try (Stream<Path> left = Files.walk(scratch)) {
            for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(scratch) && !file.equals(copy)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Names what decides whether a file can be read. */
    private static String fingerprint(AttachmentTextSettings settings) {
        StringBuilder name = new StringBuilder("1");
        for (FileKind kind : FileKind.values()) {
            if (kind.hasReader()) {
                name.append(' ').append(kind);
            }
        }
        return name.append(" tika ")
                .append(tikaVersion())
                .append(' ')
                .append(settings.maxBytes())
                .append(' ')
                .append(settings.timeLimit())
                .append(' ')
                .append(settings.memoryBytes())
                .toString();
    }

    private static String tikaVersion() {
        try (InputStream in = StoredAttachmentTexts.class
                .getClassLoader()
                .getResourceAsStream("META-INF/maven/org.apache.tika/tika-core/pom.properties")) {
            if (in == null) {
                return "none";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
