package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.Page;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.question.Delivery;
import io.remoteaudit.question.Notice;
import java.util.List;
import java.util.Set;

/** Notices of questions that reached nobody, and sending them again. */
final class DeskNotices {

    private static final int LONGEST_TARGET = 60;

    private final AuditServices services;

    DeskNotices(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<DeskOperation> routes) {
        routes.add("GET", "notices", new DeskOperation(StaffRole.VIEW, Set.of(), this::dead));
        routes.add("POST", "notices/{notice}/replay", new DeskOperation(StaffRole.MANAGE, Set.of(), this::replay));
    }

    private Document dead(DeskCall call) {
        List<Delivery> dead = services.notices().dead();
        return Document.json(new Page<>(dead, dead.size(), null).toJson(DeskNotices::json), dead.size());
    }

    private Document replay(DeskCall call) {
        JsonBody body = call.body(services.limits());
        String target = body.requiredText("target", LONGEST_TARGET);
        body.end();
        if (!services.notices().replay(call.path("notice"), target)) {
            throw Refusal.notFound();
        }
        return dead(call);
    }

    private static ObjectNode json(Delivery delivery) {
        Notice notice = delivery.notice();
        return Json.object()
                .put("id", notice.id())
                .put("type", notice.kind().wireName())
                .put("subjectId", notice.subjectId())
                .put("target", delivery.target())
                .put("createdAt", delivery.createdAt().toString())
                .put("attempts", delivery.attempts())
                .put("failure", delivery.failure());
    }
}
