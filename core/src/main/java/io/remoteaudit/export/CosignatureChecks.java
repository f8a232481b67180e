package io.remoteaudit.export;

import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.ConsistencyProof;
import io.remoteaudit.ledger.CosignerKey;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.ledger.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the checkpoints that witnesses have cosigned (C2SP tlog-cosignature) are of the ledger this export is of, and
 * whether the witnesses an auditor trusts have cosigned them. Which witnesses there are the file cannot show: a maker
 * could leave one out.
 */
final class CosignatureChecks {

    private static final String CHECK = "cosignature";
    private static final int LARGEST = 16 << 20;

    private final ContainerReader reader;
    private final KeyHistory keys;
    private final Checkpoint checkpoint;
    private final List<CosignerKey> trusted;
    private final Findings findings;

    CosignatureChecks(
            ContainerReader reader,
            KeyHistory keys,
            Checkpoint checkpoint,
            List<CosignerKey> trusted,
            Findings findings) {
        this.reader = reader;
        this.keys = keys;
        this.checkpoint = checkpoint;
        this.trusted = trusted;
        this.findings = findings;
    }

    /** Signed notes with an empty line between two; none holds one twice in a row. */
    static byte[] write(List<String> notes) {
        return String.join("\n", notes).getBytes(StandardCharsets.UTF_8);
    }

    private static List<SignedNote> read(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            return List.of();
        }
        // Each note is its text, an empty line, and its signatures.
        String[] blocks = text.split("\n\n", -1);
        if (blocks.length % 2 != 0) {
            throw new MalformedException(Layout.COSIGNATURES + " is not a list of signed notes");
        }
        List<SignedNote> notes = new ArrayList<>();
        for (int i = 0; i < blocks.length; i += 2) {
            boolean last = i + 2 == blocks.length;
            notes.add(SignedNote.parse(blocks[i] + "\n\n" + blocks[i + 1] + (last ? "" : "\n")));
        }
        return notes;
    }

    void run() throws IOException {
        try {
            ContainerReader.Slot slot = reader.slot(Layout.COSIGNATURES)
                    .orElseThrow(() -> new MalformedException(Layout.COSIGNATURES + " is missing"));
            List<SignedNote> notes = read(reader.bytes(slot, LARGEST));
            requireThisLedger(notes);
            if (notes.isEmpty()) {
                findings.notChecked(
                        CHECK,
                        "没有见证人联署过账本检查点",
                        "No witness has cosigned a checkpoint of the ledger in this engagement");
            }
            for (CosignerKey witness : trusted) {
                check(witness, notes);
            }
            reportOthers(notes);
        } catch (MalformedException | ProofException | ContainerReader.DeviantException e) {
            findings.fails(CHECK, "联署的检查点与本账本不一致", "The cosigned checkpoints: " + e.getMessage());
        }
    }

    /** A cosigned checkpoint that this export's does not continue shows a rewritten ledger, whoever cosigned it. */
    private void requireThisLedger(List<SignedNote> notes) throws IOException {
        Map<Long, Checkpoint> cosigned = new LinkedHashMap<>();
        for (SignedNote note : notes) {
            Checkpoint one = keys.open(note.format());
            if (one.size() > checkpoint.size()) {
                throw new ProofException("one is of size " + one.size() + ", later than this export");
            }
            cosigned.put(one.size(), one);
        }
        Map<Long, ConsistencyProof> proofs =
                PreviousCheck.proofs(reader, new TreeSet<>(cosigned.keySet()), checkpoint.size());
        for (Checkpoint one : cosigned.values()) {
            ConsistencyProof proof = proofs.get(one.size());
            boolean continued = one.size() == checkpoint.size()
                    ? one.root().equals(checkpoint.root())
                    : one.size() == 0 || (proof != null && proof.verify(one.root(), checkpoint.root()));
            if (!continued) {
                throw new ProofException("this export's ledger does not continue the one of size " + one.size());
            }
        }
    }

    private void check(CosignerKey witness, List<SignedNote> notes) {
        List<SignedNote> own = notes.stream().filter(witness::isNamedOn).toList();
        if (own.isEmpty()) {
            findings.notCheckable(
                    CHECK,
                    "本导出不含见证人 " + witness.name() + " 的联署",
                    "This export holds no cosignature of the witness " + witness.name());
            return;
        }
        long largest = 0;
        Instant newest = Instant.EPOCH;
        for (SignedNote note : own) {
            long size = Checkpoint.parse(note.text()).size();
            Optional<Instant> at = witness.verify(note);
            if (at.isEmpty()) {
                findings.fails(
                        CHECK,
                        "见证人 " + witness.name() + " 对规模 " + size + " 的联署不成立",
                        "The cosignature of " + witness.name() + " at size " + size + " does not hold");
                return;
            }
            largest = Math.max(largest, size);
            newest = newest.isAfter(at.get()) ? newest : at.get();
        }
        findings.holds(
                CHECK,
                "见证人 " + witness.name() + " 联署过本账本的 " + own.size() + " 个检查点，最近在 " + newest + "，规模至 " + largest,
                "The witness " + witness.name() + " has cosigned " + own.size()
                        + " checkpoints of this ledger, last at " + newest + ", up to size " + largest);
    }

    private void reportOthers(List<SignedNote> notes) {
        TreeSet<String> others = new TreeSet<>();
        for (SignedNote note : notes) {
            String origin = Checkpoint.parse(note.text()).origin();
            for (SignedNote.Signature line : note.signatures()) {
                boolean known = line.keyName().equals(origin)
                        || trusted.stream()
                                .anyMatch(witness -> witness.name().equals(line.keyName())
                                        && witness.isNamedOn(new SignedNote(note.text(), List.of(line))));
                if (!known) {
                    others.add(line.keyName());
                }
            }
        }
        if (!others.isEmpty()) {
            String names = others.stream().limit(12).collect(Collectors.joining(", "))
                    + (others.size() > 12 ? " (+" + (others.size() - 12) + ")" : "");
            findings.notChecked(
                    CHECK,
                    "未检查以下见证人的联署（--cosigner）：" + names,
                    "Not checked, since no key of theirs was given (--cosigner), are the cosignatures of: " + names);
        }
    }
}
