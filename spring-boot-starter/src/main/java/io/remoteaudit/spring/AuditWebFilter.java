package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.StaffMember;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Binds the endpoint, the desk and their pages to a reactive host. It knows no route: it makes a request of the library
 * from the host's, and sends the answer.
 *
 * <p>What answers auditors stands before the host's login, since the endpoint authenticates by itself; what answers staff
 * stands behind it. The library reads and writes as blocking code does, so it runs on threads of its own and takes none
 * of the host's, however slow an auditor's connection is.
 */
final class AuditWebFilter implements WebFilter, Ordered {

    private static final int SERVICE_UNAVAILABLE = 503;

    private final AuditParts parts;
    private final boolean insideLogin;
    private final Supplier<RemoteAuditReactiveStaffResolver> staff;
    private final AuditThreads threads;

    /**
     * A filter.
     *
     * @param insideLogin whether it stands behind the host's login and answers staff, or before it and answers auditors
     */
    AuditWebFilter(
            AuditParts parts,
            boolean insideLogin,
            Supplier<RemoteAuditReactiveStaffResolver> staff,
            AuditThreads threads) {
        this.parts = parts;
        this.insideLogin = insideLogin;
        this.staff = staff;
        this.threads = threads;
    }

    @Override
    public int getOrder() {
        return insideLogin ? LOWEST_PRECEDENCE : HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ReactiveRequest request = new ReactiveRequest(exchange.getRequest());
        if (parts.area(request.path())
                .filter(area -> area.insideLogin() == insideLogin)
                .isEmpty()) {
            return chain.filter(exchange);
        }
        parts.pattern(exchange.getRequest().getMethod().name(), request.path())
                .ifPresent(pattern -> ReactiveObservedPath.tell(exchange, pattern));
        Mono<Optional<StaffMember>> member = insideLogin
                ? staff.get().resolve(exchange).map(Optional::of).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
        return member.flatMap(who -> Mono.usingWhen(
                Mono.fromSupplier(request::body),
                body -> answer(request, body, who, ConnectionThread.of(exchange.getResponse()))
                        .flatMap(answer -> ReactiveAnswerWriter.write(answer, exchange.getResponse(), threads)),
                body -> Mono.fromRunnable(() -> ReactiveRequest.close(body))));
    }

    /** Not by a scheduler, which would interrupt what runs when an auditor goes: files being read would be closed by it. */
    private Mono<Answer> answer(
            ReactiveRequest request, InputStream body, Optional<StaffMember> member, Executor connection) {
        return Mono.<Answer>create(sink -> {
                    try {
                        threads.execute(() -> {
                            Answer answer = behind(body, parts.answer(request.asked(body), () -> member));
                            pass(answer, sink, connection);
                        });
                    } catch (RejectedExecutionException e) {
                        sink.success(OwnProblems.refused(SERVICE_UNAVAILABLE, request.headers()));
                    }
                })
                .doOnDiscard(Answer.class, answer -> answer.body().close());
    }

    private static void pass(Answer answer, MonoSink<Answer> sink, Executor connection) {
        try {
            connection.execute(() -> sink.success(answer));
        } catch (RejectedExecutionException e) {
            // The server is gone, and its connections with it.
            answer.body().close();
            sink.error(e);
        }
    }

    /** An answer that may be sent before the request has come whole closes the connection. */
    private static Answer behind(InputStream body, Answer answer) {
        return ReactiveRequest.skipRest(body)
                ? answer
                : new Answer(answer.status(), answer.headers().with("Connection", "close"), answer.body());
    }
}
