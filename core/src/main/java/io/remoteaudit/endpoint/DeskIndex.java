package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.IndexProgress;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search index as the maker sees it: how far it is, and having it built anew. */
final class DeskIndex {

    private static final Logger LOG = LoggerFactory.getLogger(DeskIndex.class);

    private final AuditServices services;

    DeskIndex(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "index", new DeskOperation(StaffRole.VIEW, Set.of(), this::progress));
        routes.add("POST", "index/rebuild", new DeskOperation(StaffRole.MANAGE, Set.of(), this::rebuild));
    }

    private Document progress(DeskCall call) {
        return Document.json(json(services.search().progress(), call.locale()), 1);
    }

    private Document rebuild(DeskCall call) {
        services.search().rebuild();
        LOG.info(
                "The search index is rebuilt at the desk by {}",
                LogText.of(call.staff().name()));
        return Document.json(json(services.search().progress(), call.locale()), 1)
                .status(202)
                .tagged(null);
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
