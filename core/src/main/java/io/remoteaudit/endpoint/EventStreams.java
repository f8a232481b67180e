package io.remoteaudit.endpoint;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.question.QuestionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All event streams of the endpoint. One thread feeds them: woken by the ledger, and once a second for heartbeats and
 * ends. Safe for use by several threads.
 */
final class EventStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BATCH = 100;

    private final AuditServices services;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor feeder;
    private final ScheduledFuture<?> ticks;
    private final Ledger.Registration growth;
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** Below this leaf nobody's stream lacks anything; of the feeder's thread alone. */
    private long fed;

    EventStreams(AuditServices services) {
        this.services = services;
        this.feeder = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "remote-audit-events");
            thread.setDaemon(true);
            return thread;
        });
        feeder.setRemoveOnCancelPolicy(true);
        feeder.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.ticks = feeder.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        this.fed = services.ledger().size();
        this.growth = services.ledger().onGrowth(size -> wake());
    }

    /** Begins a stream of the questions of a visit's engagement, after a leaf. */
    synchronized EventStream begin(Visit visit, long afterLeaf) {
        Limits limits = services.limits();
        String person = Gatekeeper.person(visit.caller());
        long own =
                open.stream().filter(stream -> stream.person().equals(person)).count();
        if (own >= limits.streamsPerAuditor() || open.size() >= limits.streams()) {
            throw Refusal.of(ProblemType.TOO_MANY_STREAMS, String.valueOf(limits.streamsPerAuditor()))
                    .with("Retry-After", "15");
        }
        long now = services.clock().millis();
        EventStream stream = new EventStream(
                person,
                visit.admitted(),
                afterLeaf,
                now,
                now + limits.streamDuration().toMillis());
        open.add(stream);
        stream.onClose(() -> open.remove(stream));
        // An id without data is no event, but what the reader goes on after if it is cut off before the first one. As
        // the first piece it also shows a proxy in between that the answer has begun.
        stream.offer(("id: " + Math.max(0, afterLeaf) + "\n\n").getBytes(StandardCharsets.US_ASCII), now);
        Ledger.Registration end = visit.admitted().onEnd(stream::close);
        stream.onClose(end::close);
        feeder.execute(() -> feedFirst(stream));
        return stream;
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    private void wake() {
        if (!open.isEmpty() && waiting.compareAndSet(false, true)) {
            feeder.execute(() -> {
                waiting.set(false);
                feedAll();
            });
        }
    }

    private void feedFirst(EventStream stream) {
        long size = services.ledger().size();
        feed(stream);
        // Nobody looked while no stream was open, and what came then is nobody else's.
        if (open.equals(Set.of(stream))) {
            fed = size;
        }
    }

    /** Most of what comes into the ledger is no question, so one look for all streams comes before a look for each. */
    private void feedAll() {
        long size = services.ledger().size();
        boolean news = true;
        try {
            news = !services.ledger().ofKind(EntryKind.QUESTION, fed, size, 1).isEmpty();
        } catch (RemoteAuditException e) {
            LOG.debug("{}", LogLine.of("events-not-looked-for").with("code", e.code()));
        }
        if (news) {
            open.forEach(this::feed);
        }
        fed = size;
    }

    private void tick() {
        long now = services.clock().millis();
        for (EventStream stream : open) {
            if (!stream.admission().active()) {
                stream.close();
            } else if (stream.over(now)) {
                stream.finish();
            } else if (stream.silentFor(services.limits().heartbeat(), now)) {
                stream.offer(HEARTBEAT, now);
            }
        }
    }

    private void feed(EventStream stream) {
        try {
            List<QuestionEvent> events;
            do {
                stream.admission().requireActive();
                events = services.questions().events(stream.admission(), stream.lastLeaf() + 1, BATCH);
                for (QuestionEvent event : events) {
                    stream.offerEvent(
                            event.leafIndex(), piece(event), services.clock().millis());
                }
            } while (events.size() == BATCH && !stream.ended());
        } catch (NotAdmittedException e) {
            stream.close();
        } catch (RemoteAuditException e) {
            // The client connects again and goes on after the last event it got.
            LOG.warn(
                    "{}",
                    LogLine.of("event-stream-ended").with("code", e.code()).because(e));
            stream.close();
        }
    }

    private static byte[] piece(QuestionEvent event) {
        String data = Json.write(QuestionJson.write(event));
        return ("id: " + event.leafIndex() + "\nevent: message\ndata: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        growth.close();
        ticks.cancel(false);
        feeder.shutdownNow();
        open.forEach(EventStream::finish);
    }
}
