package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.LedgerCheck;
import java.util.Locale;
import java.util.Set;

/** The self-check as the maker sees it: what the last one found, and asking for one. */
final class DeskSelfCheck {

    private final AuditServices services;

    DeskSelfCheck(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "ledger/check", new DeskOperation(StaffRole.VIEW, Set.of(), this::last));
        routes.add("POST", "ledger/check", new DeskOperation(StaffRole.MANAGE, Set.of(), this::start));
    }

    private Document last(DeskCall call) {
        return Document.json(json(call.locale()), 1);
    }

    private Document start(DeskCall call) {
        services.selfCheck().start();
        return Document.json(json(call.locale()), 1).status(202).tagged(null);
    }

    private ObjectNode json(Locale locale) {
        ObjectNode json = Json.object();
        services.selfCheck().reached().ifPresent(leaf -> json.put("reached", leaf));
        json.put("failed", services.selfCheck().hasFailed());
        services.selfCheck().last().ifPresent(check -> json.set("last", json(check, locale)));
        return json;
    }

    private static ObjectNode json(LedgerCheck check, Locale locale) {
        ObjectNode json = Json.object();
        json.put("startedAt", check.startedAt().toString());
        json.put("tookMilliseconds", check.took().toMillis());
        json.put("ledgerSize", check.ledgerSize());
        json.put("checkpoints", check.checkpoints());
        check.firstDefect()
                .ifPresent(defect -> json.putObject("defect")
                        .put("row", defect.row())
                        .put("message", locale.getLanguage().equals("zh") ? defect.chinese() : defect.english()));
        return json;
    }
}
