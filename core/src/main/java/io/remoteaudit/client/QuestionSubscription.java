package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event stream that connects again by itself, after the last event it got, so that none is missed or repeated.
 */
public final class QuestionSubscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionSubscription.class);

    /** Three heartbeats of the contract: longer silence is a dead connection. */
    private static final Duration SILENCE = Duration.ofSeconds(50);

    private final Transport transport;
    private final OkHttpClient http;
    private final HttpUrl url;
    private final QuestionListener listener;
    private final Thread thread;
    private OptionalLong last;
    private @Nullable Call call;
    private boolean closed;

    private QuestionSubscription(Transport transport, HttpUrl url, OptionalLong afterLeaf, QuestionListener listener) {
        this.transport = transport;
        this.http = transport.http().newBuilder().readTimeout(SILENCE).build();
        this.url = url;
        this.last = afterLeaf;
        this.listener = listener;
        this.thread = new Thread(this::run, "remote-audit-question-events");
        thread.setDaemon(true);
    }

    static QuestionSubscription open(
            Transport transport, HttpUrl url, OptionalLong afterLeaf, QuestionListener listener) {
        QuestionSubscription subscription = new QuestionSubscription(transport, url, afterLeaf, listener);
        subscription.thread.start();
        return subscription;
    }

    /** Stops. No call of the listener begins afterwards, except one that is under way. */
    @Override
    public void close() {
        Call running;
        synchronized (this) {
            closed = true;
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
        thread.interrupt();
    }

    private void run() {
        int failures = 0;
        while (!isClosed()) {
            try {
                failures = listen() ? 1 : failures + 1;
                transport.pause(failures, Duration.ZERO);
            } catch (AuditConnectionException e) {
                LOG.debug("An event stream was interrupted", e);
            } catch (RemoteAuditException e) {
                if (!isClosed()) {
                    listener.onEnd(e);
                }
                return;
            }
        }
    }

    /** Listens to one connection until it ends; true if anything came. */
    private boolean listen() {
        boolean heard = false;
        Request.Builder request = transport.request(url).header("Accept", "text/event-stream");
        lastLeaf().ifPresent(leaf -> request.header("Last-Event-ID", String.valueOf(leaf)));
        try (Response response = begin(request.build())) {
            if (!response.isSuccessful()) {
                AuditProblemException problem = Transport.problem(response);
                if (problem.status() == 429 || problem.status() >= 500) {
                    transport.pause(1, problem.retryAfter());
                    return false;
                }
                throw problem;
            }
            EventReader reader = new EventReader(response.body().source());
            try {
                for (Optional<EventReader.Event> event = reader.next(); event.isPresent(); event = reader.next()) {
                    heard = true;
                    deliver(event.get());
                }
            } finally {
                begunAfter(reader.lastId());
            }
        } catch (IOException e) {
            LOG.debug("An event stream broke off and is begun again", e);
        }
        return heard;
    }

    /** A stream says where it begins, so that what comes until it is begun again is not missed if nothing came before. */
    private synchronized void begunAfter(String id) {
        if (last.isEmpty() && id.matches("[0-9]{1,18}")) {
            last = OptionalLong.of(Long.parseLong(id));
        }
    }

    private Response begin(Request request) throws IOException {
        Call next = http.newCall(request);
        synchronized (this) {
            if (closed) {
                throw new IOException("The subscription is closed");
            }
            call = next;
        }
        return next.execute();
    }

    private void deliver(EventReader.Event event) {
        if (!event.id().matches("[0-9]{1,18}")) {
            throw new MalformedException("An event's id is not a leaf index");
        }
        long leaf = Long.parseLong(event.id());
        OptionalLong before = lastLeaf();
        if (isClosed() || (before.isPresent() && leaf <= before.getAsLong())) {
            return;
        }
        // Of findings, and of whatever a later version tells of, the leaf alone matters here.
        if (event.name().equals("message")) {
            listener.onMessage(QuestionJson.readEvent(Json.parse(event.data()), leaf));
        }
        synchronized (this) {
            last = OptionalLong.of(leaf);
        }
    }

    private synchronized OptionalLong lastLeaf() {
        return last;
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
