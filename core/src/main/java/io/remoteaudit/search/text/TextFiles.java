package io.remoteaudit.search.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.store.LocalFiles;
import io.remoteaudit.store.StoreException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts in files named by the digest of the attachment they are of: a line of JSON that says what came of reading it, then
 * the text. Written under another name first, so that a name always stands for the whole; what cannot be read is read
 * from the attachment again.
 */
final class TextFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TextFiles.class);

    private static final String READ = "read";
    private static final String CUT = "cut";
    private static final int LONGEST_HEAD = 1_000;
    private static final String NEW = ".new";

    /** What texts of another form begin with, so that they are read anew. */
    private static final int FORM = 1;

    private final Path directory;
    private final String reader;

    /** What is said in the first line. */
    record Head(TextState state, int bytes) {}

    TextFiles(Path directory, String reader) {
        this.directory = directory;
        this.reader = reader;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "RA-0230", "The directory " + directory + " cannot be created; check its owner and rights", e);
        }
        LocalFiles.require(directory, "the texts of attachments");
    }

    /** What came of reading, if that still holds for this reader. */
    Optional<TextState> state(String sha256) {
        try (InputStream in = open(sha256)) {
            return head(in).map(Head::state);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | MalformedException e) {
            return unusable(sha256, e);
        }
    }

    /** The same with the text. */
    Optional<AttachmentText> find(String sha256) {
        try (InputStream in = open(sha256)) {
            Optional<Head> head = head(in);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            if (head.get().state() instanceof TextState.NotSearchable not) {
                return Optional.of(of(not.reason()));
            }
            byte[] text = in.readNBytes(head.get().bytes());
            if (text.length != head.get().bytes()) {
                return unusable(sha256, new IOException("the end is missing"));
            }
            boolean cut = ((TextState.Searchable) head.get().state()).cut();
            return Optional.of(new AttachmentText.Read(new String(text, StandardCharsets.UTF_8), cut));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | MalformedException e) {
            return unusable(sha256, e);
        }
    }

    /** Keeps what came of reading, in place of what was there. */
    void put(String sha256, AttachmentText text) throws IOException {
        byte[] bytes =
                text instanceof AttachmentText.Read read ? read.text().getBytes(StandardCharsets.UTF_8) : new byte[0];
        ObjectNode head = Json.object();
        head.put("form", FORM);
        head.put("reader", reader);
        if (text.state() instanceof TextState.Searchable searchable) {
            head.put("state", searchable.cut() ? CUT : READ);
            head.put("characters", searchable.characters());
        } else {
            head.put("state", ((TextState.NotSearchable) text.state()).reason().wireName());
        }
        head.put("bytes", bytes.length);
        Path file = path(sha256);
        Path written = file.resolveSibling(file.getFileName() + NEW);
        Files.createDirectories(written.toAbsolutePath().getParent());
        try (FileChannel out = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(out, (Json.write(head) + "\n").getBytes(StandardCharsets.UTF_8));
            write(out, bytes);
            out.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Not through a channel, which an interrupt of one of the host's threads would close. */
    private InputStream open(String sha256) throws IOException {
        return new BufferedInputStream(new FileInputStream(path(sha256).toFile()));
    }

    /** Empty if another reader failed where this one may not, or the form is another. */
    private Optional<Head> head(InputStream in) throws IOException {
        byte[] line = new byte[LONGEST_HEAD];
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || length == line.length) {
                throw new MalformedException("There is no first line");
            }
            line[length++] = (byte) b;
        }
        JsonNode json = Json.parse(new String(line, 0, length, StandardCharsets.UTF_8));
        String state = json.path("state").asText();
        if (json.path("form").asInt() != FORM) {
            return Optional.empty();
        }
        if (state.equals(READ) || state.equals(CUT)) {
            int bytes = json.path("bytes").asInt(-1);
            int characters = json.path("characters").asInt(-1);
            if (bytes < 0 || characters < 0 || characters > AttachmentTexts.MOST_CHARACTERS || bytes > 3 * characters) {
                throw new MalformedException("The first line gives no length");
            }
            return Optional.of(new Head(new TextState.Searchable(characters, state.equals(CUT)), bytes));
        }
        NoTextReason reason = NoTextReason.named(state)
                .filter(known -> known.kind() != NoTextReason.Kind.PENDING)
                .orElseThrow(() -> new MalformedException("The first line gives no state"));
        return json.path("reader").asText().equals(reader)
                ? Optional.of(new Head(new TextState.NotSearchable(reason), 0))
                : Optional.empty();
    }

    private static <T> Optional<T> unusable(String sha256, Exception e) {
        LOG.warn("The kept text of attachment {} cannot be used and is read anew: {}", sha256, e.toString());
        return Optional.empty();
    }

    private static AttachmentText of(NoTextReason reason) {
        return reason.kind() == NoTextReason.Kind.UNREADABLE
                ? new AttachmentText.Unreadable(reason)
                : new AttachmentText.NotAttempted(reason);
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private Path path(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A SHA-256 has 64 lower-case hexadecimal digits");
        }
        return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
