package io.remoteaudit.endpoint;

import java.util.Objects;

/**
 * An answer for a binding to send.
 *
 * @param status the HTTP status
 * @param headers the header fields, {@code Content-Length} among them where the length is known. A binding sends them
 *     as they are and adds none that belongs to the content
 * @param body the content. A binding either sends it or closes it, also when sending fails
 */
public record Answer(int status, Headers headers, Body body) {

    /** Checks that nothing is missing. */
    public Answer {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }
}
