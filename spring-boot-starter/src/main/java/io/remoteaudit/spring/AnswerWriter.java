package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.Body;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Sends an answer as it is: its status, its header fields, its content, and nothing of the binding's own. */
final class AnswerWriter {

    private static final Duration PULSE = Duration.ofSeconds(1);

    private AnswerWriter() {}

    /** Sends or closes the answer's content in any case. */
    static void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Body body = answer.body();
        boolean handedOver = false;
        try {
            response.setStatus(answer.status());
            answer.headers().forEach(response::addHeader);
            if (body instanceof Body.Bytes bytes) {
                if (bytes.length() > 0) {
                    response.getOutputStream().write(bytes.content());
                }
            } else if (body instanceof Body.Streamed streamed) {
                ShallowEtagHeaderFilter.disableContentCaching(request);
                // What it throws goes on to the container, which then breaks the connection off: a part must not look
                // like the whole.
                streamed.writeTo(response.getOutputStream());
            } else if (body instanceof Body.Events events) {
                ShallowEtagHeaderFilter.disableContentCaching(request);
                if (request.isAsyncSupported()) {
                    handedOver = true;
                    EventWriter.start(events, request, response);
                } else {
                    waitAndWrite(events, response.getOutputStream());
                }
            }
        } finally {
            if (!handedOver) {
                body.close();
            }
        }
    }

    /** Some filter of the host's cannot be left before the answer is whole, so its thread stays with the stream. */
    private static void waitAndWrite(Body.Events events, ServletOutputStream out) throws IOException {
        try {
            out.flush();
            while (!events.ended()) {
                byte[] piece = events.next(PULSE);
                if (piece != null) {
                    out.write(piece);
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
