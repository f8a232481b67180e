package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedDesk;
import io.remoteaudit.feed.FeedProgress;
import io.remoteaudit.feed.RefusedRow;
import io.remoteaudit.feed.RunReport;
import io.remoteaudit.ledger.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is taken in from the maker's own systems: what each source's runs did, what was refused, and having one read now. */
final class DeskSources {

    private static final Logger LOG = LoggerFactory.getLogger(DeskSources.class);

    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_PAGE = 200;
    private static final int LONGEST_KEY = 400;
    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_REPORTS = 20;
    private static final int MOST_REHEARSED = 1_000;

    private final AuditServices services;
    private final FeedDesk desk;
    private final Feed feed;

    DeskSources(AuditServices services) {
        this.services = services;
        this.desk = services.feeds();
        this.feed = desk.feed();
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "sources", view(Set.of(), this::all));
        routes.add("GET", "sources/{source}", view(Set.of(), call -> Document.json(json(source(call)), 1)));
        routes.add("GET", "sources/{source}/reports", view(Set.of(), this::reports));
        routes.add("GET", "sources/{source}/reports/{report}", view(Set.of(), this::report));
        routes.add("GET", "sources/{source}/refused", view(Set.of("after", "limit"), this::refused));
        routes.add("GET", "sources/{source}/missing", view(Set.of("after", "limit"), this::missing));
        routes.add("POST", "sources/{source}/runs", manage(this::run));
        routes.add("POST", "sources/{source}/rehearsals", manage(this::rehearse));
        routes.add("POST", "sources/{source}/dismissals", manage(this::dismiss));
        routes.add("POST", "sources/{source}/rewind", manage(this::rewind));
    }

    private static DeskOperation view(Set<String> parameters, DeskOperation.Handler handler) {
        return new DeskOperation(StaffRole.VIEW, parameters, handler);
    }

    private static DeskOperation manage(DeskOperation.Handler handler) {
        return new DeskOperation(StaffRole.MANAGE, Set.of(), handler);
    }

    /** The source a path names; refused as not found if there is none. */
    static String source(DeskCall call, Feed feed) {
        String source = call.path("source");
        if (!feed.sources().contains(source) && !feed.fileSources().contains(source)) {
            throw Refusal.notFound();
        }
        return source;
    }

    /** Who asks, as it stands beside what was asked for. */
    static String by(DeskCall call) {
        String name = call.staff().name();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private String source(DeskCall call) {
        return source(call, feed);
    }

    private Document all(DeskCall call) {
        List<String> names = Stream.concat(feed.sources().stream(), feed.fileSources().stream())
                .sorted()
                .toList();
        return list(names, this::json);
    }

    private static <T> Document list(List<T> all, Function<T, ObjectNode> item) {
        return Document.json(new Page<>(all, all.size(), null).toJson(item), all.size());
    }

    private ObjectNode json(String source) {
        ObjectNode json = Json.object().put("name", source);
        // Before what a run leaves behind: who sees that it has ended sees its report.
        json.put("asked", desk.isAsked(source));
        feed.progress(source).ifPresent(progress -> json.set("progress", json(progress)));
        json.put("kind", feed.sources().contains(source) ? "table" : "files");
        json.put("readable", desk.isReadable(source));
        desk.largestUpload(source).ifPresent(bytes -> json.put("largestUpload", bytes));
        json.put("refused", feed.countRefused(source));
        json.put("missing", feed.countMissing(source));
        feed.reports(source, 1).stream().findFirst().ifPresent(last -> json.set("last", summary(last)));
        desk.note(source).ifPresent(note -> json.set("note", note.toJson()));
        return json;
    }

    private static ObjectNode json(FeedProgress progress) {
        ObjectNode json = Json.object();
        json.put("startedAt", progress.startedAt().toString());
        json.put("read", progress.read());
        progress.total().ifPresent(total -> json.put("total", total));
        json.put("perSecond", Math.round(progress.perSecond()));
        progress.remaining().ifPresent(left -> json.put("remainingSeconds", left.toSeconds()));
        return json;
    }

    /** A report without its rows. */
    private static ObjectNode summary(RunReport report) {
        ObjectNode json = report.toJson();
        json.remove(List.of("refusals", "examples"));
        return json;
    }

    /** A report, and as people read it, in both languages. */
    static ObjectNode whole(RunReport report) {
        ObjectNode json = report.toJson();
        json.putObject("texts").put("zh", report.text(Locale.CHINESE)).put("en", report.text(Locale.ENGLISH));
        return json;
    }

    private Document reports(DeskCall call) {
        return list(feed.reports(source(call), MOST_REPORTS), DeskSources::summary);
    }

    private Document report(DeskCall call) {
        String source = source(call);
        String number = call.path("report");
        if (!number.matches("[0-9]{1,18}")) {
            throw Refusal.notFound();
        }
        RunReport report = feed.report(source, Long.parseLong(number)).orElseThrow(Refusal::notFound);
        return Document.json(whole(report), 1);
    }

    private Document refused(DeskCall call) {
        String source = source(call);
        return page(
                call,
                feed.countRefused(source),
                (after, limit) -> feed.refused(source, after, limit).stream()
                        .map(RefusedRow::toJson)
                        .toList());
    }

    private Document missing(DeskCall call) {
        String source = source(call);
        return page(
                call,
                feed.countMissing(source),
                (after, limit) -> feed.missing(source, after, limit).stream()
                        .map(row -> Json.object()
                                .put("key", row.key())
                                .put("row", row.row())
                                .put("record", row.recordId())
                                .put("noticedAt", row.noticedAt().toString()))
                        .toList());
    }

    /** Gives the rows behind one, as many as are wanted. */
    private interface Rows {
        List<ObjectNode> after(String key, int limit);
    }

    /** A page of rows; the key of its last is where the next begins. */
    private static Document page(DeskCall call, long total, Rows rows) {
        String after = call.query().text("after", LONGEST_KEY).orElse("");
        int limit = call.query().integer("limit", 1, LONGEST_PAGE).orElse(DEFAULT_LIMIT);
        List<ObjectNode> found = new ArrayList<>(rows.after(after, limit + 1));
        boolean more = found.size() > limit;
        if (more) {
            found.remove(limit);
        }
        String next = more ? found.get(limit - 1).path("key").asText() : null;
        return Document.json(new Page<>(found, total, next).toJson(row -> row), found.size());
    }

    private Document run(DeskCall call) {
        String source = source(call);
        desk.run(source, by(call));
        LOG.info("{}", logged("source-read", call));
        return Document.json(json(source), 1).status(202).tagged(null);
    }

    private Document rehearse(DeskCall call) {
        String source = table(call);
        JsonBody body = call.body(services.limits());
        int records = body.requiredInteger("records", 1, MOST_REHEARSED);
        body.end();
        return Document.json(whole(desk.rehearse(source, records)), 1).tagged(null);
    }

    private Document dismiss(DeskCall call) {
        String source = source(call);
        JsonBody body = call.body(services.limits());
        String key = body.requiredText("key", LONGEST_KEY);
        String reason = body.requiredText("reason", LONGEST_REASON);
        body.end();
        if (!feed.dismiss(source, key, reason, by(call))) {
            throw Refusal.notFound();
        }
        LOG.info("{}", logged("source-row-dismissed", call));
        return Document.json(json(source), 1).tagged(null);
    }

    private Document rewind(DeskCall call) {
        String source = table(call);
        feed.rewind(source);
        LOG.info("{}", logged("source-rewound", call));
        return Document.json(json(source), 1).tagged(null);
    }

    private String table(DeskCall call) {
        String source = source(call);
        if (!feed.sources().contains(source)) {
            throw Refusal.notFound();
        }
        return source;
    }

    static LogLine logged(String event, DeskCall call) {
        return LogLine.of(event).with("source", call.path("source")).with("by", by(call));
    }
}
