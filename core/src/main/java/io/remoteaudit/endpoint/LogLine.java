package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;

/**
 * One event of the endpoint's log: one JSON object on one line, whatever outsiders wrote into it. A failure is a part of
 * the line and is not handed to the logger beside it, since its message and its trace would begin lines of their own.
 */
final class LogLine {

    private static final int LONGEST = 1_000;
    private static final int FRAMES = 30;
    private static final int CAUSES = 5;

    private final ObjectNode line = Json.object();

    private LogLine(String event) {
        line.put("event", event);
    }

    static LogLine of(String event) {
        return new LogLine(event);
    }

    LogLine with(String name, String value) {
        line.put(name, cut(value));
        return this;
    }

    LogLine with(String name, long value) {
        line.put(name, value);
        return this;
    }

    /** What failed, and where: a failure nobody foresaw is found by its frames only. */
    LogLine because(Throwable failure) {
        ArrayNode failures = line.putArray("failures");
        Throwable cause = failure;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            ArrayNode frames =
                    failures.addObject().put("failure", cut(cause.toString())).putArray("at");
            StackTraceElement[] trace = cause.getStackTrace();
            for (int frame = 0; frame < trace.length && frame < FRAMES; frame++) {
                frames.add(trace[frame].toString());
            }
            cause = cause.getCause();
        }
        return this;
    }

    /** JSON escapes what is below U+0020; what else a terminal or a reader's eye may take for a command is escaped too. */
    @Override
    public String toString() {
        String json = Json.write(line);
        StringBuilder safe = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            if (plain(character)) {
                safe.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static boolean plain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
