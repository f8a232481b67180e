package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.feed.FeedDesk;
import io.remoteaudit.feed.FileReport;
import io.remoteaudit.feed.HandedFile;
import io.remoteaudit.feed.RunReport;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that staff hands over to be taken in: tried first, then taken in if somebody still wants it. */
final class DeskUploads {

    private static final Logger LOG = LoggerFactory.getLogger(DeskUploads.class);

    private static final int LONGEST_NAME = 200;

    private final FeedDesk desk;

    DeskUploads(AuditServices services) {
        this.desk = services.feeds();
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "sources/{source}/files", new DeskOperation(StaffRole.VIEW, Set.of(), this::all));
        routes.add("GET", "sources/{source}/files/{file}", new DeskOperation(StaffRole.VIEW, Set.of(), this::one));
        routes.add(
                "POST", "sources/{source}/files", new DeskOperation(StaffRole.MANAGE, Set.of("name"), this::receive));
        routes.add(
                "POST",
                "sources/{source}/files/{file}/intake",
                new DeskOperation(StaffRole.MANAGE, Set.of(), this::take));
        routes.add(
                "POST",
                "sources/{source}/files/{file}/removal",
                new DeskOperation(StaffRole.MANAGE, Set.of(), this::remove));
    }

    private Document all(DeskCall call) {
        return list(DeskSources.source(call, desk.feed()));
    }

    private Document list(String source) {
        List<HandedFile> files = desk.handed(source);
        return Document.json(new Page<>(files, files.size(), null).toJson(DeskUploads::json), files.size())
                .tagged(null);
    }

    private Document one(DeskCall call) {
        HandedFile file = file(call);
        ObjectNode json = json(file);
        FileReport report = file.report();
        if (report != null) {
            json.set("report", DeskSources.whole(new RunReport(0, null, report.failure(), report, report.rows())));
        }
        return Document.json(json, 1);
    }

    private Document receive(DeskCall call) {
        String source = DeskSources.source(call, desk.feed());
        long largest = desk.largestUpload(source).orElseThrow(Refusal::notFound);
        Optional<String> name = call.query().text("name", LONGEST_NAME).filter(text -> !text.isBlank());
        if (name.isEmpty()) {
            throw Refusal.parameter("name", "missing-parameter");
        }
        try {
            HandedFile file =
                    desk.hand(source, name.get(), new BoundedBody(call.request(), largest), DeskSources.by(call));
            LOG.info("{}", DeskSources.logged("source-file-received", call).with("file", file.id()));
            return Document.json(json(file), 1).status(201).tagged(null);
        } catch (IOException e) {
            throw new UncheckedIOException("A file for a source could not be taken whole", e);
        }
    }

    private Document take(DeskCall call) {
        HandedFile file = desk.take(file(call), DeskSources.by(call));
        LOG.info("{}", DeskSources.logged("source-file-taken", call).with("file", file.id()));
        return Document.json(json(file), 1).status(202).tagged(null);
    }

    private Document remove(DeskCall call) {
        desk.remove(file(call));
        LOG.info("{}", DeskSources.logged("source-file-removed", call).with("file", call.path("file")));
        return list(call.path("source"));
    }

    private HandedFile file(DeskCall call) {
        String source = DeskSources.source(call, desk.feed());
        return desk.handed(source, call.path("file")).orElseThrow(Refusal::notFound);
    }

    private static ObjectNode json(HandedFile file) {
        return Json.object()
                .put("id", file.id())
                .put("name", file.name())
                .put("size", file.size())
                .put("by", file.by())
                .put("at", file.at().toString())
                .put("state", file.state().wireName());
    }
}
