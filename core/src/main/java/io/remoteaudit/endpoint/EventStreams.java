package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.api.QuestionJson;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.finding.FindingEvent;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.question.QuestionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** Begins a stream of the questions and findings of a visit's engagement, after a leaf. */
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

    /** Most of what comes into the ledger is neither question nor finding, so one look for all streams comes before a look for each. */
    private void feedAll() {
        long size = services.ledger().size();
        boolean news = true;
        try {
            news = !services.ledger().ofKind(EntryKind.QUESTION, fed, size, 1).isEmpty()
                    || !services.ledger()
                            .ofKind(EntryKind.FINDING, fed, size, 1)
                            .isEmpty();
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
            News news;
            do {
                stream.admission().requireActive();
                news = news(stream.admission(), stream.lastLeaf() + 1);
                for (Map.Entry<Long, byte[]> event : news.pieces().entrySet()) {
                    stream.offerEvent(
                            event.getKey(), event.getValue(), services.clock().millis());
                }
            } while (news.more() && !stream.ended());
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

    /**
     * Events by their leaves.
     *
     * @param more whether there may be more behind them
     */
    private record News(SortedMap<Long, byte[]> pieces, boolean more) {}

    /**
     * Events of both kinds in the order of their leaves. Neither kind gets ahead of the other: behind what was looked at, and
     * behind the end of a full batch, there may be events that were not seen, and who has a later one is not given them.
     */
    private News news(Admission admission, long fromLeaf) {
        long end = services.ledger().size();
        List<QuestionEvent> messages = services.questions().events(admission, fromLeaf, BATCH);
        List<FindingEvent> steps = services.findings().events(admission, fromLeaf, BATCH);
        boolean moreMessages = messages.size() == BATCH;
        boolean moreSteps = steps.size() == BATCH;
        if (moreMessages) {
            end = Math.min(end, messages.get(BATCH - 1).leafIndex() + 1);
        }
        if (moreSteps) {
            end = Math.min(end, steps.get(BATCH - 1).leafIndex() + 1);
        }
        TreeMap<Long, byte[]> pieces = new TreeMap<>();
        messages.forEach(
                event -> pieces.put(event.leafIndex(), piece(event.leafIndex(), "message", QuestionJson.write(event))));
        steps.forEach(event -> pieces.put(event.leafIndex(), piece(event.leafIndex(), "finding", finding(event))));
        return new News(pieces.headMap(end), moreMessages || moreSteps);
    }

    /** A step has more to say than an event should repeat: whoever hears of it reads the finding. */
    private static ObjectNode finding(FindingEvent event) {
        return Json.object().put("findingId", event.findingId()).put("version", event.version());
    }

    private static byte[] piece(long leaf, String name, JsonNode data) {
        return ("id: " + leaf + "\nevent: " + name + "\ndata: " + Json.write(data) + "\n\n")
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
