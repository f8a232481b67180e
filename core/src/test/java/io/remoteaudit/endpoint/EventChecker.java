package io.remoteaudit.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds what an event stream sends to the contract, piece by piece as it comes. Not safe for use by several threads. */
public final class EventChecker {

    private final ContractChecker contract;
    private final String path;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** A stream of a path. */
    public EventChecker(ContractChecker contract, String path) {
        this.contract = contract;
        this.path = path.substring(path.indexOf("/audit/v1"));
    }

    /** What is wrong with what this piece ends; empty if nothing is. */
    public List<String> take(byte[] bytes, int offset, int length) {
        List<String> wrong = new ArrayList<>();
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                wrong.addAll(line(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
        return wrong;
    }

    private List<String> line(String text) {
        if (text.startsWith("data: ")) {
            return contract.checkEvent(path, text.substring("data: ".length()));
        }
        // A heartbeat, the name of an event, its leaf index, or the end of an event.
        return text.matches(":.*|event: (message|finding)|id: [0-9]+|")
                ? List.of()
                : List.of("No line of a stream: " + text);
    }
}
