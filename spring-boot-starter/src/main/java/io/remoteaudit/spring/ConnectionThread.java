package io.remoteaudit.spring;

import java.util.concurrent.Executor;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Finds the thread that serves a connection, where the host is served by Reactor Netty. An answer that begins on another
 * thread may be read, and followed by the next request, before Reactor Netty has ended its exchange (its issue 4188): it then
 * never ends, and a host that stops gracefully waits for it until its patience does. Stateless.
 */
final class ConnectionThread {

    private static final boolean NETTY = ClassUtils.isPresent(
            "reactor.netty.http.server.HttpServerResponse", ConnectionThread.class.getClassLoader());

    private ConnectionThread() {}

    /** Runs on the thread of a response's connection; at once where any thread will do. */
    static Executor of(ServerHttpResponse response) {
        return NETTY ? Netty.of(response) : Runnable::run;
    }

    /** Loaded only where Reactor Netty is. */
    private static final class Netty {

        static Executor of(ServerHttpResponse response) {
            ServerHttpResponse sent = response;
            while (sent instanceof ServerHttpResponseDecorator decorator) {
                sent = decorator.getDelegate();
            }
            Executor[] thread = {Runnable::run};
            if (sent instanceof AbstractServerHttpResponse server
                    && server.getNativeResponse() instanceof HttpServerResponse netty) {
                netty.withConnection(
                        connection -> thread[0] = connection.channel().eventLoop());
            }
            return thread[0];
        }
    }
}
