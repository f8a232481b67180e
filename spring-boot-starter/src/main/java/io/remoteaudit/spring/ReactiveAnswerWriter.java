package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** Sends an answer to a reactive host as it is: its status, its header fields, its content, and nothing of its own. */
final class ReactiveAnswerWriter {

    private ReactiveAnswerWriter() {}

    /** Sends or closes the answer's content in any case. */
    static Mono<Void> write(Answer answer, ServerHttpResponse response, Executor threads) {
        Body body = answer.body();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response.getHeaders()::add);
        return content(body, response, threads).doFinally(signal -> body.close());
    }

    private static Mono<Void> content(Body body, ServerHttpResponse response, Executor threads) {
        if (body instanceof Body.Streamed streamed) {
            // What it throws breaks the connection off: a part must not look like the whole.
            return response.writeWith(DataBufferUtils.outputStreamPublisher(
                    out -> {
                        try {
                            streamed.writeTo(out);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    response.bufferFactory(),
                    threads));
        }
        if (body instanceof Body.Events events) {
            Flux<DataBuffer> pieces =
                    Flux.create(sink -> pass(events, sink, response), FluxSink.OverflowStrategy.ERROR);
            return response.writeAndFlushWith(pieces.map(Mono::just));
        }
        byte[] bytes = ((Body.Bytes) body).content();
        return bytes.length == 0
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }

    /**
     * Passes events on as the connection takes them. It never waits for its reader: while the connection takes no more,
     * events queue up in the stream, which ends itself when they become too many.
     */
    private static void pass(Body.Events events, FluxSink<DataBuffer> sink, ServerHttpResponse response) {
        Object turn = new Object();
        Runnable advance = () -> {
            synchronized (turn) {
                while (sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
                    byte[] piece = events.poll();
                    if (piece == null) {
                        break;
                    }
                    sink.next(response.bufferFactory().wrap(piece));
                }
                if (events.ended()) {
                    sink.complete();
                }
            }
        };
        sink.onDispose(events::close);
        sink.onRequest(count -> advance.run());
        events.onReadable(advance);
    }
}
