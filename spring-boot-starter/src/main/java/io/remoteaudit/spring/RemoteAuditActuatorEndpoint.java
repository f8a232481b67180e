package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.api.Contract;
import io.remoteaudit.export.ExportLoad;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.search.IndexProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * What the module is and what it is doing, for who runs the host: neither secrets nor anything of records or persons. Shown
 * where the host exposes the actuator endpoint {@code remoteaudit}.
 */
@Endpoint(id = "remoteaudit")
final class RemoteAuditActuatorEndpoint {

    private final RemoteAudit remoteAudit;
    private final @Nullable RemoteAuditProperties properties;
    private final List<ActuatorSection> sections;

    RemoteAuditActuatorEndpoint(
            RemoteAudit remoteAudit, @Nullable RemoteAuditProperties properties, List<ActuatorSection> sections) {
        this.remoteAudit = remoteAudit;
        this.properties = properties;
        this.sections = List.copyOf(sections);
    }

    @ReadOperation
    Map<String, Object> read() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
                "version",
                Map.of(
                        "module",
                        RemoteAudit.version(),
                        "contract",
                        Contract.VERSION,
                        "schema",
                        remoteAudit.storage().schema()));
        shown.put("origin", remoteAudit.ledger().key().name());
        shown.put("ledger", ledger());
        shown.put("index", index());
        ExportLoad exports = remoteAudit.exports().load();
        shown.put("exports", Map.of("running", exports.running(), "queued", exports.queued()));
        shown.put("notices", Map.of("givenUp", remoteAudit.notices().dead().size()));
        if (properties != null) {
            shown.put(
                    "endpoint",
                    Map.of(
                            "enabled",
                            properties.endpoint().enabled(),
                            "eventStreams",
                            remoteAudit.endpoint().eventStreams()));
            shown.put("desk", Map.of("enabled", properties.desk().enabled()));
        }
        sections.forEach(section -> shown.put(section.name(), section.content()));
        return shown;
    }

    private Map<String, Object> ledger() {
        SignedCheckpoint checkpoint = remoteAudit.ledger().checkpoint();
        Map<String, Object> ledger = new LinkedHashMap<>();
        ledger.put("database", remoteAudit.storage().database().name());
        ledger.put("size", checkpoint.size());
        ledger.put("root", checkpoint.root().base64());
        ledger.put("signedAt", checkpoint.at().toString());
        ledger.put("key", remoteAudit.ledger().key().vkey());
        ledger.put("waiting", remoteAudit.ledger().standing().waiting());
        return ledger;
    }

    private Map<String, Object> index() {
        IndexProgress progress = remoteAudit.search().progress();
        IndexProgress.Building building = progress.building();
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("size", progress.indexedSize());
        index.put("state", building == null ? "ready" : building.beside() ? "rebuilding" : "building");
        if (building != null) {
            index.put("builtSize", building.builtSize());
        }
        progress.currentTrouble().ifPresent(trouble -> index.put("trouble", trouble.code()));
        return index;
    }
}
