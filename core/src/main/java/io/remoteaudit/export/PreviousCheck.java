package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the ledger continues the one an auditor saw before. */
final class PreviousCheck {

    private PreviousCheck() {}

    static void run(ContainerReader reader, Checkpoint kept, Checkpoint now, Findings findings) throws IOException {
        if (kept.size() > now.size()) {
            findings.notCheckable(
                    "previous",
                    "您保存的检查点（规模 " + kept.size() + "）晚于本导出",
                    "The checkpoint you kept (size " + kept.size() + ") is later than this export");
        } else if (kept.size() == now.size()) {
            report(kept.root().equals(now.root()), kept, findings);
        } else if (kept.size() == 0) {
            report(true, kept, findings);
        } else {
            Optional<ConsistencyProof> proof = find(reader, kept.size(), now.size());
            if (proof.isPresent()) {
                report(proof.get().verify(kept.root(), now.root()), kept, findings);
            } else {
                findings.notCheckable(
                        "previous",
                        "本导出不含自规模 " + kept.size() + " 起的一致性证明；请向审核端点索取",
                        "This export holds no proof from size " + kept.size() + "; ask the audit endpoint for one");
            }
        }
    }

    private static void report(boolean consistent, Checkpoint kept, Findings findings) {
        if (consistent) {
            findings.holds(
                    "previous",
                    "账本延续您以前看到的状态（规模 " + kept.size() + "）",
                    "The ledger continues the one you saw at size " + kept.size());
        } else {
            findings.fails(
                    "previous",
                    "账本与您以前看到的状态（规模 " + kept.size() + "）不一致：已被改写",
                    "The ledger does not continue the one you saw at size " + kept.size() + ": it was rewritten");
        }
    }

    private static Optional<ConsistencyProof> find(ContainerReader reader, long from, long to) throws IOException {
        return Optional.ofNullable(proofs(reader, Set.of(from), to).get(from));
    }

    /** The proofs that trees of these sizes are the beginnings of another, by their size; those that are there. */
    static Map<Long, ConsistencyProof> proofs(ContainerReader reader, Set<Long> from, long to) throws IOException {
        Map<Long, ConsistencyProof> proofs = new HashMap<>();
        ContainerReader.Slot slot = reader.slot(Layout.CONSISTENCY)
                .orElseThrow(() -> new MalformedException(Layout.CONSISTENCY + " is missing"));
        try (JsonLines lines = new JsonLines(reader.open(slot))) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                JsonNode json = Json.parse(line.get());
                long fromSize = json.path("fromSize").asLong();
                if (from.contains(fromSize) && json.path("toSize").asLong() == to) {
                    List<Hash> path = new ArrayList<>();
                    json.path("path").forEach(hash -> path.add(Hash.parseBase64(hash.asText())));
                    proofs.putIfAbsent(fromSize, new ConsistencyProof(fromSize, to, path));
                }
            }
        }
        return proofs;
    }
}
