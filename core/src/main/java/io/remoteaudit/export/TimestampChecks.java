package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.timestamp.RevocationLookup;
import io.remoteaudit.timestamp.RevocationStatus;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Whether authorities outside confirm when the ledger was in the state the checkpoint signs (RFC 3161). */
final class TimestampChecks {

    private static final String CHECK = "timestamp";
    private static final String EXTENSION = ".tst";
    private static final int LARGEST = 64 * 1024;

    private final ContainerReader reader;
    private final long ledgerSize;
    private final Hash imprint;
    private final List<X509Certificate> trusted;
    private final RevocationLookup revocations;
    private final Findings findings;

    TimestampChecks(
            ContainerReader reader,
            long ledgerSize,
            Hash imprint,
            List<X509Certificate> trusted,
            RevocationLookup revocations,
            Findings findings) {
        this.reader = reader;
        this.ledgerSize = ledgerSize;
        this.imprint = imprint;
        this.trusted = trusted;
        this.revocations = revocations;
        this.findings = findings;
    }

    static String fileName(long ledgerSize, String authority) {
        return Layout.TIMESTAMPS + ledgerSize + "-" + authority + EXTENSION;
    }

    /** Each file is one that export.json names, and each it names is there. */
    void run(JsonNode description) throws IOException {
        List<String> expected = new ArrayList<>();
        description.path("timestamps").forEach(name -> expected.add(fileName(ledgerSize, name.asText())));
        List<ContainerReader.Slot> found = reader.slots().stream()
                .filter(slot -> slot.name().startsWith(Layout.TIMESTAMPS))
                .toList();
        List<String> names = found.stream().map(ContainerReader.Slot::name).toList();
        if (!names.equals(expected.stream().sorted().toList())) {
            findings.fails(CHECK, "时间戳文件与 export.json 所列不一致", "The time-stamps are not those export.json names");
            return;
        }
        for (ContainerReader.Slot slot : found) {
            check(slot);
        }
        for (JsonNode pending : description.path("timestampsPending")) {
            findings.notChecked(
                    CHECK, "时间戳待获取：" + pending.asText(), "A time-stamp was still pending: " + pending.asText());
        }
        if (found.isEmpty()) {
            findings.notChecked(
                    CHECK,
                    "账本检查点没有时间戳：其时间只由企业的时钟给出",
                    "The ledger's checkpoint has no time-stamp: its time is the maker's own clock's");
        }
    }

    private void check(ContainerReader.Slot slot) throws IOException {
        String name = slot.name();
        try {
            Timestamp timestamp = Timestamp.parse(reader.bytes(slot, LARGEST));
            timestamp.requireOneForm(trusted);
            if (trusted.isEmpty()) {
                timestamp.requireSound(imprint);
                findings.notChecked(
                        CHECK,
                        name + "：时间 " + timestamp.at() + "；未检查时间戳机构身份（--tsa-cert）",
                        name + ": " + timestamp.at() + "; who says so was not checked: no certificate of a time-stamp"
                                + " authority was given (--tsa-cert)");
                return;
            }
            timestamp.verify(imprint, trusted);
            RevocationStatus status = RevocationChecks.ofAuthority(revocations, timestamp, trusted);
            LocalizedText words = RevocationWords.of(status, timestamp.at());
            if (status instanceof RevocationStatus.Revoked) {
                findings.fails(
                        CHECK,
                        name + "：时间戳机构的证书不可信：" + words.zh(),
                        name + ": its authority is not to be believed: " + words.en());
                return;
            }
            findings.holds(
                    CHECK,
                    "账本在 " + timestamp.at() + " 已处于该状态，由您信任的时间戳机构证明；" + words.zh(),
                    "The ledger was in this state at " + timestamp.at() + ", as a time-stamp authority you trust says; "
                            + words.en());
        } catch (MalformedException | TimestampException | ContainerReader.DeviantException e) {
            findings.fails(CHECK, name + " 时间戳不成立", name + ": " + e.getMessage());
        }
    }
}
