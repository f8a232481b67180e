package io.remoteaudit.example.body;

import io.remoteaudit.api.ExportStatus;
import io.remoteaudit.client.ExportOrder;
import io.remoteaudit.client.ExportsClient;
import io.remoteaudit.export.ExportVerifier;
import io.remoteaudit.export.TrustSettings;
import io.remoteaudit.export.Verification;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.LogKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Evidence is exported, taken away over a line that may break, and verified here. */
final class Takeaway {

    private final Audit audit;
    private final AuditLog log;
    private final ExportsClient exports;
    private final Mail mail;

    Takeaway(Audit audit, Mail mail) {
        this.audit = audit;
        this.log = audit.log();
        this.exports = audit.engagement().exports();
        this.mail = mail;
    }

    void run(Set<String> records) {
        ExportStatus export = export(records);
        Path file = download(export);
        verify(file);
        trail();
    }

    private ExportStatus export(Set<String> records) {
        log.step("导出证据", "Export the evidence");
        ExportStatus started = exports.start(ExportOrder.ofRecords(List.copyOf(records)), Audit.CHINESE);
        ExportStatus ended =
                audit.await("导出完成", "the export is made", () -> exports.export(started.id()), ExportStatus::ended);
        Audit.require(
                ended.done(),
                "导出状态为 " + ended.state() + "：" + ended.failure(),
                "The export is " + ended.state() + ": " + ended.failure());
        log.line(
                ended.id() + "：" + ended.recordsTotal() + " 个条目，" + ended.bytes() + " 字节，账本大小 " + ended.ledgerSize(),
                ended.id() + ": " + ended.recordsTotal() + " entries, " + ended.bytes() + " bytes, ledger size "
                        + ended.ledgerSize());
        return ended;
    }

    private Path download(ExportStatus export) {
        log.step("下载", "Download");
        if (audit.options().cutDownload()) {
            audit.line().breakOnce();
        }
        Path file = audit.options().directory().resolve("audit.asice");
        int before = audit.line().resumed();
        Hash digest = exports.download(export.id(), file, (done, total) -> {});
        int resumed = audit.line().resumed() - before;
        Hash announced = export.files().get(0).sha256();
        Audit.require(
                digest.equals(announced),
                "摘要不符：" + digest.hex(),
                "The digest is another than announced: " + digest.hex());
        log.line("续传次数：" + resumed, "resumed: " + resumed);
        log.fact(file + "  sha-256 " + digest.hex());
        return file;
    }

    private void verify(Path file) {
        log.step("离线核验", "Verify it offline");
        LogKey key = audit.client().describe().keys().get(0);
        TrustSettings trust = mail.certificates(TrustSettings.nothing().withLogKey(key));
        Verification verification = verified(file, trust);
        verification.text(log.language().ofProblems()).lines().forEach(log::fact);
        Audit.require(
                verification.holds(),
                "导出文件未通过核验",
                "The export does not hold: "
                        + verification.firstFailure().map(check -> check.name()).orElse("not checkable"));
    }

    private static Verification verified(Path file, TrustSettings trust) {
        try {
            return ExportVerifier.verify(file, trust);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private void trail() {
        log.step("访问记录", "The access trail");
        long total = audit.engagement().access(null).total();
        log.line("双方均可看到 " + total + " 条访问记录", "both sides see " + total + " entries");
        log.line(
                "最后的检查点大小 " + audit.engagement().ledger().checkpoint().size() + "，延续开始时的账本",
                "the last checkpoint continues the ledger of the beginning");
    }
}
