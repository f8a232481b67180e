package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.KeyHistory;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.ledger.ProvenRotation;
import io.remoteaudit.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Checks an export offline: the container's one byte form, every digest, the signature, each ledger entry against the
 * checkpoint, the readable views against the entries, and what the auditor brings to trust. Streams, and never unpacks
 * to disk.
 */
public final class ExportVerifier {

    private static final int CHUNK = 64 * 1024;
    private static final int SMALL = 1 << 20;

    /** Revocation lists of large issuers stand in it. */
    private static final int MOST_OF_SIGNATURE = 48 << 20;

    private static final List<String> SIGNED = List.of(Layout.ASIC_MANIFEST, Layout.SIGNATURE);
    private static final List<String> SIGNED_AND_ARCHIVED =
            List.of(Layout.ARCHIVE_MANIFEST, Layout.ASIC_MANIFEST, Layout.SIGNATURE, Layout.ARCHIVE_TIMESTAMP);

    private final ContainerReader reader;
    private final TrustSettings trust;
    private @Nullable KeyHistory logKeys;
    private final Findings findings = new Findings();

    private ExportVerifier(ContainerReader reader, TrustSettings trust) {
        this.reader = reader;
        this.trust = trust;
    }

    /**
     * Checks an export.
     *
     * @param file the export
     * @param trust what the auditor trusts, from outside the file
     * @return every check with what came of it
     * @throws NotAnExportException if the file is not a container at all
     * @throws IOException if it cannot be read
     */
    public static Verification verify(Path file, TrustSettings trust) throws IOException {
        NotAnExportException.requireContainer(file);
        try (ContainerReader reader = ContainerReader.open(file)) {
            ExportVerifier verifier = new ExportVerifier(reader, trust);
            verifier.findings.holds(
                    "container", "容器结构符合规定的唯一形式", "The container has the one prescribed form; nothing is hidden in it");
            verifier.checkAll();
            return new Verification(verifier.findings.checks());
        } catch (ContainerReader.DeviantException e) {
            Findings findings = new Findings();
            findings.fails("container", "容器结构：" + e.chinese(), "Container: " + e.getMessage());
            return new Verification(findings.checks());
        }
    }

    /**
     * Checks one or several files, each by itself and, where they are parts of one export, together.
     *
     * @param files the exports, or parts of one; at least one
     * @param trust what the auditor trusts, from outside the files
     * @return what was found; a file that is no export or cannot be read is said to be not checkable
     */
    public static JointVerification verify(List<Path> files, TrustSettings trust) {
        List<JointVerification.Member> members = new ArrayList<>();
        for (Path file : files) {
            members.add(new JointVerification.Member(file, verifyIfPossible(file, trust)));
        }
        return new JointVerification(members, PartsCheck.of(files));
    }

    private static Verification verifyIfPossible(Path file, TrustSettings trust) {
        Findings findings = new Findings();
        try {
            return verify(file, trust);
        } catch (NotAnExportException e) {
            findings.notCheckable("container", "不是签名的导出文件（.asice）", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            findings.notCheckable("container", "文件无法读取", "RA-0611: the file cannot be read: " + e.getMessage());
        }
        return new Verification(findings.checks());
    }

    private void checkAll() throws IOException {
        List<Part> parts = digests();
        if (parts.isEmpty() || !checkManifests(parts)) {
            return;
        }
        SignatureChecks signature = checkSignature(parts);
        new AlternativeChecks(reader, trust, findings).run(bytes(Layout.MANIFEST, SMALL));
        Optional<Checkpoint> checkpoint = checkCheckpoint();
        Optional<JsonNode> description = checkDescription(checkpoint);
        if (checkpoint.isEmpty() || description.isEmpty()) {
            return;
        }
        signature.checkLevel(description.get());
        EntryChecks entries = new EntryChecks(
                reader,
                checkpoint.get(),
                EngagementTerms.fromJson(description.get().path("terms")),
                findings);
        entries.run();
        entries.checkCounts(description.get());
        entries.checkAttachments(parts);
        entries.checkEngagement(description.get());
        new TimestampChecks(
                        reader,
                        checkpoint.get().size(),
                        Hash.sha256(bytes(Layout.CHECKPOINT, SMALL)),
                        trust.timestampCertificates(),
                        signature.revocations(),
                        findings)
                .run(description.get());
        new CosignatureChecks(
                        reader,
                        Objects.requireNonNull(logKeys, "checked before"),
                        checkpoint.get(),
                        trust.cosigners(),
                        findings)
                .run();
        checkPrevious(checkpoint.get());
        PageCheck.run(reader, description.get(), findings);
    }

    /** Reads every file once; empty, with a finding, if one does not fit its checksum or the order is wrong. */
    private List<Part> digests() throws IOException {
        List<Part> parts = new ArrayList<>();
        byte[] chunk = new byte[CHUNK];
        for (ContainerReader.Slot slot : reader.slots()) {
            CRC32 crc = new CRC32();
            MessageDigest digest = Sha256.newDigest();
            try (InputStream in = reader.open(slot)) {
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    crc.update(chunk, 0, read);
                    digest.update(chunk, 0, read);
                }
            }
            if (crc.getValue() != slot.crc()) {
                findings.fails("container", "文件内容与其校验和不符：" + slot.name(), slot.name() + " does not fit its checksum");
                return List.of();
            }
            parts.add(
                    new Part(slot.name(), slot.size(), slot.crc(), Hash.of(digest.digest()), () -> reader.open(slot)));
        }
        return parts;
    }

    private boolean checkManifests(List<Part> parts) throws IOException {
        List<String> names = parts.stream().map(Part::name).toList();
        List<String> meta =
                names.stream().filter(name -> name.startsWith(Layout.META_INF)).toList();
        int end = names.size() - meta.size();
        boolean framed = end > 1
                && names.get(0).equals(Layout.MIMETYPE)
                && (meta.equals(SIGNED) || meta.equals(SIGNED_AND_ARCHIVED))
                && names.subList(end, names.size()).equals(meta);
        if (!framed) {
            findings.fails("container", "缺少规定的文件或其次序不对", "A prescribed file is missing or not in its place");
            return false;
        }
        List<Part> payload = parts.subList(1, end);
        List<String> payloadNames = names.subList(1, end);
        if (!payloadNames.equals(payloadNames.stream().sorted().toList())
                || !is(Layout.MIMETYPE, Layout.MEDIA_TYPE.getBytes(StandardCharsets.US_ASCII))) {
            findings.fails("container", "文件次序或类型标记不对", "The files' order or the media type is not as prescribed");
            return false;
        }
        if (!is(Layout.MANIFEST, Layout.manifest(payload))) {
            findings.fails(
                    "manifest",
                    "manifest-sha256.txt 与文件内容不符",
                    "manifest-sha256.txt does not name exactly the files under data/ with their digests");
            return false;
        }
        if (!is(Layout.ASIC_MANIFEST, Layout.asicManifest(payload))) {
            findings.fails(
                    "manifest",
                    "被签名的清单与文件内容不符",
                    "The signed manifest does not name exactly the files with their digests: one was changed, added or"
                            + " removed");
            return false;
        }
        if (meta.equals(SIGNED_AND_ARCHIVED) && !is(Layout.ARCHIVE_MANIFEST, Layout.archiveManifest(covered(parts)))) {
            findings.fails(
                    "manifest",
                    "存档清单与文件内容不符",
                    "The archive manifest does not name exactly the files with their digests");
            return false;
        }
        findings.holds(
                "manifest",
                "清单与全部 " + payload.size() + " 个文件的摘要一致",
                "The manifests name exactly the " + payload.size() + " files, with their digests");
        return true;
    }

    private SignatureChecks checkSignature(List<Part> parts) throws IOException {
        SignatureChecks checks = new SignatureChecks(
                bytes(Layout.ASIC_MANIFEST, SMALL),
                bytes(Layout.SIGNATURE, MOST_OF_SIGNATURE),
                reader.slot(Layout.ARCHIVE_TIMESTAMP).isPresent() ? bytes(Layout.ARCHIVE_TIMESTAMP, SMALL) : null,
                covered(parts),
                certificatesInside(),
                trust,
                findings);
        checks.run();
        return checks;
    }

    /** What an archive time-stamp is over: all but the media type and itself. */
    private static List<Part> covered(List<Part> parts) {
        return parts.stream()
                .filter(part -> !part.name().equals(Layout.MIMETYPE)
                        && !part.name().equals(Layout.ARCHIVE_MANIFEST)
                        && !part.name().equals(Layout.ARCHIVE_TIMESTAMP))
                .toList();
    }

    private List<X509Certificate> certificatesInside() throws IOException {
        try {
            return Pem.read(bytes(Layout.SIGNER, SMALL));
        } catch (CertificateException | MalformedException e) {
            findings.fails("signature", "所附证书无法读取", "The certificates beside the signature cannot be read");
            return List.of();
        }
    }

    private Optional<Checkpoint> checkCheckpoint() throws IOException {
        try {
            LogKey own = LogKey.parse(text(Layout.VKEY));
            LogKey given = trust.logKey();
            String note = text(Layout.CHECKPOINT);
            KeyHistory keys = KeyHistory.verify(
                    given == null ? List.of(own) : List.of(own, given),
                    ProvenRotation.readLines(text(Layout.KEYS)),
                    note);
            Checkpoint checkpoint = keys.open(note);
            if (!own.equals(keys.current())) {
                throw new ProofException("vkey.txt holds another key than the one that signs");
            }
            logKeys = keys;
            findings.holds(
                    "checkpoint",
                    "账本检查点签名成立（规模 " + checkpoint.size() + "）",
                    "The ledger's checkpoint is signed (size " + checkpoint.size() + ")");
            if (trust.logKey() == null) {
                findings.notChecked(
                        "log-key",
                        "未检查账本密钥：没有提供可信的密钥（--log-key）",
                        "Whose ledger it is was not checked: no log key was given to trust (--log-key)");
            } else {
                findings.holds(
                        "log-key",
                        "账本密钥就是您提供的，或由它经双方签名的更换而来",
                        "The ledger's key is the one you gave, or follows from it by changes both keys signed");
            }
            return Optional.of(checkpoint);
        } catch (MalformedException | ProofException e) {
            findings.fails("checkpoint", "账本检查点不成立", "The ledger's checkpoint: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<JsonNode> checkDescription(Optional<Checkpoint> checkpoint) throws IOException {
        try {
            JsonNode description = Json.parse(bytes(Layout.EXPORT, 16 * SMALL));
            EngagementTerms terms = EngagementTerms.fromJson(description.path("terms"));
            boolean fits = checkpoint.isPresent()
                    && description.path("ledgerSize").asLong(-1)
                            == checkpoint.get().size()
                    && description
                            .path("origin")
                            .asText()
                            .equals(checkpoint.get().origin())
                    && description
                            .path("engagementDigest")
                            .asText()
                            .equals(terms.digest().hex());
            if (fits) {
                return Optional.of(description);
            }
            findings.fails(
                    "description",
                    "export.json 与检查点或审核约定不一致",
                    "export.json does not fit the checkpoint or the engagement's terms");
        } catch (MalformedException | IllegalArgumentException e) {
            findings.fails("description", "export.json 无法读取", "export.json: " + e.getMessage());
        }
        return Optional.empty();
    }

    private void checkPrevious(Checkpoint checkpoint) throws IOException {
        String kept = trust.checkpoint();
        if (kept == null) {
            findings.notChecked(
                    "previous",
                    "未与您以前保存的检查点比较（--checkpoint）",
                    "Not compared with a checkpoint you kept earlier (--checkpoint)");
            return;
        }
        try {
            KeyHistory keys = Objects.requireNonNull(logKeys, "checked before");
            PreviousCheck.run(reader, keys.open(kept), checkpoint, findings);
        } catch (MalformedException | ProofException e) {
            findings.fails("previous", "与以前的检查点不一致：账本可能被改写", "The earlier checkpoint: " + e.getMessage());
        }
    }

    private boolean is(String name, byte[] expected) throws IOException {
        Optional<ContainerReader.Slot> slot = reader.slot(name);
        return slot.isPresent()
                && slot.get().size() == expected.length
                && Arrays.equals(bytes(name, Math.max(1, expected.length)), expected);
    }

    private String text(String name) throws IOException {
        return new String(bytes(name, SMALL), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String name, int most) throws IOException {
        ContainerReader.Slot slot =
                reader.slot(name).orElseThrow(() -> new MalformedException("The file " + name + " is missing"));
        try {
            return reader.bytes(slot, most);
        } catch (ContainerReader.DeviantException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }
}
