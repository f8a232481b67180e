package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The events of an EPCIS 2.0 document in JSON, which is read whole and bounded for that. */
final class EpcisJsonRows implements RowReader {

    private static final int LONGEST = 32 << 20;
    private static final Json.Bounds BOUNDS = new Json.Bounds(LONGEST, 20, 8_192);

    private final Iterator<JsonNode> events;
    private long number;

    EpcisJsonRows(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(LONGEST + 1);
        }
        JsonNode document;
        try {
            document = Json.parse(content, BOUNDS);
        } catch (MalformedException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        if (!"EPCISDocument".equals(document.path("type").asText())
                || !document.path("schemaVersion").asText().startsWith("2.")) {
            throw new IOException(
                    "not an EPCIS 2.0 document: its 'type' must be EPCISDocument, its 'schemaVersion' 2.0");
        }
        JsonNode list = document.path("epcisBody").path("eventList");
        if (!list.isArray() || list.isEmpty()) {
            throw new IOException("'epcisBody/eventList' must hold at least one event");
        }
        events = list.iterator();
    }

    @Override
    public @Nullable Row next() {
        if (!events.hasNext()) {
            return null;
        }
        number++;
        return EpcisCells.of(events.next());
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
