package io.remoteaudit.client;

import java.io.IOException;
import java.util.Optional;
import okio.BufferedSource;

/** Reads server-sent events, as the HTML standard defines them. Lines and events are bounded. */
final class EventReader {

    private static final long LONGEST_LINE = 1 << 20;
    private static final int LONGEST_EVENT = 1 << 20;

    private final BufferedSource source;
    private String lastId = "";

    /** Of an event that may yet be cut off; it counts once an empty line has ended the event. */
    private String newId = "";

    EventReader(BufferedSource source) {
        this.source = source;
    }

    /**
     * One event.
     *
     * @param id the id it, or one before it, named; empty if none did
     * @param name its name; {@code message} if it names none
     * @param data its data
     */
    record Event(String id, String name, String data) {}

    /** The id to go on after: the last one named, also by an event without data; empty if none was. */
    String lastId() {
        return lastId;
    }

    /** The next event; empty once the stream has ended. An event that was not ended by an empty line is none. */
    Optional<Event> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean some = false;
        String name = "";
        while (!source.exhausted()) {
            String line = source.readUtf8LineStrict(LONGEST_LINE);
            if (line.isEmpty()) {
                lastId = newId;
                if (some) {
                    return Optional.of(new Event(lastId, name.isEmpty() ? "message" : name, data.toString()));
                }
                name = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            switch (field) {
                case "data" -> {
                    if (some) {
                        data.append('\n');
                    }
                    some = true;
                    data.append(value);
                    if (data.length() > LONGEST_EVENT) {
                        throw new IOException("An event is longer than " + LONGEST_EVENT + " characters");
                    }
                }
                case "event" -> name = value;
                case "id" -> newId = value.indexOf('\0') < 0 ? value : newId;
                default -> {
                    // A comment, or a field of a later standard.
                }
            }
        }
        return Optional.empty();
    }
}
