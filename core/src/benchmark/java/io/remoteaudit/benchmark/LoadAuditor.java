package io.remoteaudit.benchmark;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.FoundRecords;
import io.remoteaudit.api.Page;
import io.remoteaudit.api.RecordDocument;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.client.EngagementClient;
import io.remoteaudit.client.Progress;
import io.remoteaudit.client.QuestionListener;
import io.remoteaudit.client.QuestionSubscription;
import io.remoteaudit.client.SearchQuery;
import io.remoteaudit.question.Message;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.Question;
import io.remoteaudit.question.QuestionEvent;
import io.remoteaudit.question.QuestionState;
import io.remoteaudit.search.Facet;
import io.remoteaudit.search.Sort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One auditor, who reads and asks as people do, one thing after another, and hears of answers meanwhile. */
final class LoadAuditor implements AutoCloseable, QuestionListener {

    /** What one auditor thinks between two things, on average. */
    private static final int THINKING = Integer.getInteger("load.thinking", 400);

    private static final List<String> WORDS =
            List.of("熔喷布", "进货检验", "BFE>=95", "lots:MB-20260401-03", "melt-blown", "BFE<98 site:%s", "verdict:conforming");

    private final String site;
    private final AuditClient client;
    private final EngagementClient audit;
    private final LoadTimings timings;
    private final Path directory;
    private final Random random;
    private final List<QuestionEvent> heard = new CopyOnWriteArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final QuestionSubscription subscription;
    private List<RecordDocument> found = List.of();

    LoadAuditor(String url, String token, String engagement, String site, Path directory, LoadTimings timings, int seed) {
        this.site = site;
        this.timings = timings;
        this.directory = directory;
        this.random = new Random(seed);
        // What fails is not tried again behind the run's back.
        this.client = AuditClient.builder(url, token)
                .attempts(1, Duration.ofMillis(200), Duration.ofSeconds(1))
                .open();
        this.audit = client.engagement(engagement);
        this.subscription = audit.questions().follow(OptionalLong.of(0), this);
    }

    @Override
    public void onMessage(QuestionEvent event) {
        heard.add(event);
    }

    @Override
    public void onEnd(RemoteAuditException failure) {
        timings.failed("An event stream ended: " + failure);
    }

    /** Works until a moment of {@link System#nanoTime}. */
    void work(long end) {
        while (System.nanoTime() < end) {
            try {
                step(random.nextInt(100));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(2 * THINKING));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                timings.failed(site + ": " + e);
            }
        }
    }

    private void step(int dice) throws Exception {
        if (dice < 25 || found.isEmpty()) {
            search(SearchQuery.of(WORDS.get(random.nextInt(WORDS.size())).formatted(site)), "search");
        } else if (dice < 35) {
            search(
                    SearchQuery.of("").facets(Facet.TYPE, Facet.MONTH, Facet.VERDICT, Facet.STANDARD, Facet.CHARACTERISTIC),
                    "search with five facets");
        } else if (dice < 50) {
            timings.timed("record", () -> audit.records().record(any().id()));
        } else if (dice < 60) {
            RecordDocument record = any();
            timings.timed("record proven, ledger checked", () -> audit.records().prove(record.id(), record.version()));
        } else if (dice < 65) {
            timings.timed("history", () -> audit.records().versions(any().id(), null));
        } else if (dice < 70) {
            timings.timed("suggestions", () -> audit.records().suggest("MB-2026", 7, 10));
        } else if (dice < 78) {
            download();
        } else if (dice < 84) {
            timings.timed("questions, first page", () -> audit.questions().list(null));
        } else if (dice < 92 || asked.isEmpty()) {
            RecordDocument record = any();
            Question question = timings.timed("ask", () -> audit.questions()
                    .ask(new NewQuestion(
                            "复测的依据", "Why was it measured again?", "en", List.of(new Pin(record.id(), record.version())))));
            asked.add(question.id());
        } else {
            followUp();
        }
    }

    private void search(SearchQuery query, String what) throws Exception {
        FoundRecords result = timings.timed(what, () -> audit.records().search(query.limit(20).sort(Sort.RELEVANCE)));
        if (!result.items().isEmpty()) {
            found = result.items().stream().map(FoundRecords.Item::record).toList();
        }
    }

    private void download() throws Exception {
        Path target = directory.resolve("file");
        Files.deleteIfExists(target);
        timings.timed(
                "attachment of 100 kB",
                () -> audit.records().download(LoadBenchmark.withFile(site), 1, LoadBenchmark.FILE, target, Progress.ignored()));
    }

    private void followUp() throws Exception {
        String id = asked.get(random.nextInt(asked.size()));
        Question question = timings.timed("question", () -> audit.questions().question(id));
        if (question.state() == QuestionState.ANSWERED) {
            timings.timed(
                    "follow-up",
                    () -> audit.questions().add(question, MessageKind.FOLLOW_UP, "And the first result?", "en"));
        }
    }

    private RecordDocument any() {
        return found.get(random.nextInt(found.size()));
    }

    /** Every message of the engagement's questions, as the endpoint lists them in the end. */
    Set<String> truth() {
        Set<String> truth = new HashSet<>();
        String cursor = null;
        do {
            Page<Question> page = audit.questions().list(cursor);
            for (Question question : page.items()) {
                for (Message message : question.messages()) {
                    truth.add(question.id() + "#" + message.number());
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return truth;
    }

    int heard() {
        return heard.size();
    }

    /** How many messages of the truth were not heard, were heard twice or out of order, or were none. */
    int wrong(Set<String> truth) {
        Set<String> once = new HashSet<>();
        int wrong = 0;
        long last = -1;
        for (QuestionEvent event : heard) {
            String name = event.questionId() + "#" + event.message().number();
            if (!once.add(name) || !truth.contains(name) || event.leafIndex() <= last) {
                wrong++;
            }
            last = event.leafIndex();
        }
        Set<String> lost = new HashSet<>(truth);
        lost.removeAll(once);
        return wrong + lost.size();
    }

    /** How many records the auditor's search finds in all. */
    long records() {
        return audit.records().search(SearchQuery.of("").limit(1)).total();
    }

    @Override
    public void close() {
        subscription.close();
        client.close();
    }
}
