package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger: each message of a question becomes a row for each target, in the transaction that notes how far the
 * ledger was read, so that of several nodes one does it and a crash neither loses nor repeats any. Rows are then delivered,
 * each target on its own, so that none waits for another.
 */
final class LedgerNotices implements Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

    /** Longer than an attempt may take, so that no other node tries meanwhile. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private static final int BATCH = 500;
    private static final int NOTED_EVERY = 10_000;
    private static final int AT_ONCE = 50;
    private static final List<EntryKind> TOLD_OF =
            List.of(EntryKind.QUESTION, EntryKind.FINDING, EntryKind.PLAN, EntryKind.PREPARATION, EntryKind.CONSENT);

    private final Ledger ledger;
    private final Database database;
    private final AnswerDesk desk;
    private final Deadlines deadlines;
    private final NoticeSettings settings;
    private final Clock clock;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor threads;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private Instant reminded = Instant.EPOCH;
    private long read;
    private Ledger.@Nullable Registration growth;

    /** Delivers a notice, or says why it could not. */
    @FunctionalInterface
    private interface Target {
        void take(Notice notice) throws WebhookSender.Undelivered;
    }

    LedgerNotices(
            Ledger ledger,
            Database database,
            AnswerDesk desk,
            Deadlines deadlines,
            NoticeSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.database = database;
        this.desk = desk;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
        if (!settings.listeners().isEmpty()) {
            targets.put(Delivery.LISTENERS, this::tellListeners);
        }
        for (Webhook webhook : settings.webhooks()) {
            WebhookSender sender = new WebhookSender(webhook, clock);
            targets.put(webhook.name(), notice -> sender.send(notice.id(), notice.content()));
        }
        this.threads = new ScheduledThreadPoolExecutor(1 + targets.size(), work -> {
            Thread thread = new Thread(work, "remote-audit-notices");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        if (targets.isEmpty()) {
            return;
        }
        OptionalLong begun = database.reading("read how far notices are", NoticeRows::position);
        if (begun.isEmpty()) {
            long size = ledger.size();
            database.execute("begin notices", connection -> NoticeRows.begin(connection, size));
        }
        every(this::look);
        targets.forEach((name, target) -> every(() -> deliver(name, target)));
        growth = ledger.onGrowth(size -> wake());
    }

    private void every(Runnable work) {
        // A look reports its own failures, and only closing ends them.
        Future<?> unused =
                threads.scheduleWithFixedDelay(() -> reporting(work), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wake() {
        if (waiting.compareAndSet(false, true)) {
            threads.execute(() -> {
                waiting.set(false);
                reporting(this::follow);
            });
        }
    }

    private void reporting(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Notices are tried again in {}: {}", LOOK, e.getMessage());
            LOG.debug("Notices failed", e);
        }
    }

    private void look() {
        follow();
        Instant now = clock.instant();
        if (Duration.between(reminded, now).abs().compareTo(BETWEEN_REMINDERS) >= 0) {
            remind();
            reminded = now;
        }
    }

    /**
     * Reads on, whichever of this node's threads gets there first. Where no question comes, how far this node has read is
     * noted now and then only: records come in thousands, and each note is a transaction.
     */
    private synchronized void follow() {
        long to;
        long size;
        do {
            long noted = database.reading("read how far notices are", NoticeRows::position)
                    .orElse(0);
            long from = Math.max(noted, read);
            size = ledger.size();
            if (from >= size) {
                return;
            }
            to = size;
            List<Entry> entries = new ArrayList<>();
            for (EntryKind kind : TOLD_OF) {
                List<Entry> some = ledger.ofKind(kind, from, to, BATCH);
                to = some.size() < BATCH ? to : some.get(BATCH - 1).leafIndex().orElseThrow() + 1;
                entries.addAll(some);
            }
            long end = to;
            List<Notice> notices = entries.stream()
                    .filter(entry -> entry.leafIndex().orElseThrow() < end)
                    .sorted(Comparator.comparingLong(entry -> entry.leafIndex().orElseThrow()))
                    .flatMap(entry -> notice(entry).stream())
                    .toList();
            if ((notices.isEmpty() && to - noted < NOTED_EVERY) || keep(noted, to, notices)) {
                read = to;
            }
        } while (to < size);
    }

    /** Keeps notices and how far they reach; false if another node has done so meanwhile. */
    private boolean keep(long noted, long to, List<Notice> notices) {
        return database.transaction("keep notices", connection -> {
            boolean own = NoticeRows.advance(connection, noted, to);
            if (own) {
                for (Notice notice : notices) {
                    insert(connection, notice);
                }
            }
            return own;
        });
    }

    private void insert(Connection connection, Notice notice) throws SQLException {
        Instant now = clock.instant();
        for (String target : targets.keySet()) {
            NoticeRows.insert(connection, notice, target, now);
        }
    }

    private Optional<Notice> notice(Entry entry) {
        if (entry.kind() != EntryKind.QUESTION) {
            String id =
                    entry.kind().wireName().charAt(0) + "-" + entry.leafIndex().orElseThrow();
            return NoticeKind.of(entry)
                    .map(kind -> notice(
                            id,
                            kind,
                            String.valueOf(entry.context()),
                            entry.field("item")
                                    .filter(item -> kind == NoticeKind.PREPARATION_FULFILLED)
                                    .map(JsonNode::asText)
                                    .orElse(entry.subject()),
                            entry.version(),
                            entry.at(),
                            null));
        }
        Message message = MessageFields.message(entry);
        String id = "q-" + entry.leafIndex().orElseThrow();
        return desk.find(entry.subject())
                .map(question -> notice(id, NoticeKind.of(message.kind()), question, message.number(), message.at()));
    }

    private static Notice notice(
            String id,
            NoticeKind kind,
            String engagement,
            String subject,
            int number,
            Instant at,
            @Nullable LocalDate due) {
        return new Notice(id, kind, engagement, subject, number, at, null, null, due, null);
    }

    private Notice notice(String id, NoticeKind kind, Question question, int number, Instant at) {
        Assignment assignment = desk.assignments(List.of(question)).get(question.id());
        return new Notice(
                id,
                kind,
                question.engagement(),
                question.id(),
                number,
                at,
                question.topic().category(),
                question.topic().priority(),
                question.topic().due(),
                assignment == null ? null : assignment.assignee());
    }

    /** Reminds of what is due, once for each time it was asked. */
    private void remind() {
        LocalDate today = LocalDate.now(clock);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Notice> notices = new ArrayList<>();
        for (Question question : desk.pending()) {
            LocalDate due = question.topic().due();
            if (due == null) {
                continue;
            }
            if (question.overdue(today) || isSoon(due, now)) {
                NoticeKind kind = question.overdue(today) ? NoticeKind.OVERDUE : NoticeKind.DUE_SOON;
                int asked = lastAsked(question);
                String id = (kind == NoticeKind.OVERDUE ? "o-" : "d-") + asked + "-" + question.id();
                notices.add(notice(id, kind, question, asked, now));
            }
        }
        for (Deadlines.Deadline deadline : deadlines.open()) {
            boolean over = deadline.due().isBefore(today);
            if (over || isSoon(deadline.due(), now)) {
                NoticeKind kind = over ? deadline.overdue() : deadline.soon();
                // Items of different lists may have one name.
                String id = (over ? "o-" : "d-") + deadline.round() + "-" + kind.subject() + "-" + deadline.engagement()
                        + "-" + deadline.subjectId();
                notices.add(notice(
                        Hash.sha256(id.getBytes(StandardCharsets.UTF_8)).hex(),
                        kind,
                        deadline.engagement(),
                        deadline.subjectId(),
                        deadline.round(),
                        now,
                        deadline.due()));
            }
        }
        for (Notice notice : notices) {
            database.execute("keep a reminder", connection -> {
                if (NoticeRows.remind(connection, notice, now)) {
                    insert(connection, notice);
                }
            });
        }
    }

    private boolean isSoon(LocalDate due, Instant now) {
        return !due.plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant()
                .minus(settings.remindBefore())
                .isAfter(now);
    }

    private static int lastAsked(Question question) {
        return question.messages().stream()
                .filter(message -> message.kind() == MessageKind.QUESTION || message.kind() == MessageKind.FOLLOW_UP)
                .mapToInt(Message::number)
                .max()
                .orElse(1);
    }

    private void deliver(String name, Target target) {
        List<Delivery> due = database.reading(
                "read notices to deliver", connection -> NoticeRows.due(connection, name, clock.instant(), AT_ONCE));
        for (Delivery delivery : due) {
            boolean own = database.transaction(
                    "claim a notice",
                    connection -> NoticeRows.claim(
                            connection, delivery, clock.instant().plus(CLAIM)));
            if (own && !threads.isShutdown()) {
                attempt(delivery, target);
            }
        }
    }

    private void attempt(Delivery delivery, Target target) {
        try {
            target.take(delivery.notice());
            database.execute("note a delivery", connection -> NoticeRows.delivered(connection, delivery));
        } catch (WebhookSender.Undelivered e) {
            int attempts = delivery.attempts() + 1;
            boolean dead = e.forGood() || attempts > settings.backOff().size();
            Instant next = clock.instant()
                    .plus(dead ? Duration.ZERO : settings.backOff().get(attempts - 1));
            String failure = String.valueOf(e.getMessage());
            database.execute(
                    "note a failed delivery",
                    connection -> NoticeRows.failed(connection, delivery, next, dead, failure));
            LOG.warn(
                    "The notice {} did not reach '{}': {}; {}",
                    delivery.notice().id(),
                    delivery.target(),
                    failure,
                    dead ? "it is given up and can be sent again at the desk" : "it is tried again at " + next);
        }
    }

    private void tellListeners(Notice notice) throws WebhookSender.Undelivered {
        for (NoticeListener listener : settings.listeners()) {
            try {
                listener.onNotice(notice);
            } catch (RuntimeException e) {
                LOG.debug("A listener failed", e);
                WebhookSender.Undelivered undelivered =
                        new WebhookSender.Undelivered("a listener of the host failed: " + e, false);
                undelivered.initCause(e);
                throw undelivered;
            }
        }
    }

    @Override
    public List<Delivery> dead() {
        return database.reading("read notices that were given up", NoticeRows::dead);
    }

    @Override
    public boolean replay(String id, String target) {
        return database.transaction(
                "deliver a notice anew", connection -> NoticeRows.replay(connection, id, target, clock.instant()));
    }

    @Override
    public void close() {
        Ledger.Registration registration = growth;
        if (registration != null) {
            registration.close();
        }
        threads.shutdownNow();
        try {
            // One delivery may still be under way; the pool of connections must outlive it.
            if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("A webhook or listener still holds the module's closing up; what is not delivered is kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
