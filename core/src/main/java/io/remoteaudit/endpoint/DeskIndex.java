package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.IndexProgress;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search index as the maker sees it: how far it is, having it built anew, and having it compared with the ledger. */
final class DeskIndex {

    private static final Logger LOG = LoggerFactory.getLogger(DeskIndex.class);

    private final AuditServices services;

    DeskIndex(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "index", new DeskOperation(StaffRole.VIEW, Set.of(), this::state));
        routes.add("POST", "index/rebuild", new DeskOperation(StaffRole.MANAGE, Set.of(), this::rebuild));
        routes.add("POST", "index/check", new DeskOperation(StaffRole.MANAGE, Set.of(), this::check));
    }

    private Document state(DeskCall call) {
        return Document.json(json(call.locale()), 1);
    }

    private Document rebuild(DeskCall call) {
        services.search().rebuild();
        LOG.info("{}", LogLine.of("index-rebuilt").with("by", call.staff().name()));
        return begun(call);
    }

    private Document check(DeskCall call) {
        services.indexCheck().start();
        return begun(call);
    }

    private Document begun(DeskCall call) {
        return state(call).status(202).tagged(null);
    }

    private ObjectNode json(Locale locale) {
        ObjectNode json = json(services.search().progress(), locale);
        ObjectNode check = json.putObject("check");
        services.indexCheck().reached().ifPresent(leaf -> check.put("reached", leaf));
        check.put("failed", services.indexCheck().hasFailed());
        services.indexCheck().last().ifPresent(last -> check.set("last", json(last, locale)));
        return json;
    }

    private static ObjectNode json(IndexCheck check, Locale locale) {
        ObjectNode json = Json.object();
        json.put("startedAt", check.startedAt().toString());
        json.put("tookMilliseconds", check.took().toMillis());
        json.put("indexedSize", check.indexedSize());
        json.put("versions", check.versions());
        json.put("total", check.total());
        ArrayNode differences = json.putArray("differences");
        for (IndexCheck.Difference difference : check.differences()) {
            ObjectNode one = differences.addObject();
            if (difference.recordId() != null) {
                one.put("record", difference.recordId()).put("version", difference.version());
            }
            one.put("message", locale.getLanguage().equals("zh") ? difference.chinese() : difference.english());
        }
        return json;
    }

    private static ObjectNode json(IndexProgress progress, Locale locale) {
        ObjectNode json = Json.object();
        json.put("indexedSize", progress.indexedSize());
        json.put("ledgerSize", progress.ledgerSize());
        IndexProgress.Building building = progress.building();
        if (building != null) {
            ObjectNode built = json.putObject("building");
            built.put("beside", building.beside());
            built.put("builtSize", building.builtSize());
            built.put("since", building.since().toString());
            built.put("perSecond", Math.round(building.perSecond()));
            if (building.remaining() != null) {
                built.put("remainingSeconds", building.remaining().toSeconds());
            }
        }
        progress.currentTrouble()
                .ifPresent(trouble ->
                        json.putObject("trouble").put("code", trouble.code()).put("message", trouble.words(locale)));
        return json;
    }
}
