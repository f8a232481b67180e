package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.WitnessKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Containers that the maker signed properly over contents that are wrong: none holds, and each report says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedButWrongTest {

    private Path directory;
    private TestAuthority authority;
    private SampleExport sample;

    @BeforeAll
    void makeAnExport(@TempDir Path temporary) throws IOException {
        directory = temporary;
        authority = new TestAuthority();
        sample = SampleExport.make(directory, authority.issue("EC"));
    }

    @Test
    void unchangedContentsSignedAgainHold() throws Exception {
        assertThat(verify(remake(files -> {}, sample.key())).firstFailure()).isEmpty();
    }

    @Test
    void rule7ContainerSignedAgainByAStrangerWithTheSameNamesIsRefused() throws Exception {
        SigningKey stranger = new TestAuthority().issue("EC");
        assertRefused(
                remake(files -> {}, stranger),
                "signature",
                "The certificates inside the signature are not those of data/keys/signer.pem");
        assertRefused(
                remake(
                        files -> files.put(
                                Layout.SIGNER, Pem.write(stranger.chain()).getBytes(StandardCharsets.US_ASCII)),
                        stranger),
                "identity",
                "The signer's certificate is not confirmed by those you gave");
    }

    @Test
    void rule6ViewThatDiffersFromItsEntryIsRefused() throws Exception {
        assertRefused(
                text(Layout.RECORDS, records -> records.replaceFirst("98.70", "99.70")),
                "views",
                "data/records.jsonl does not say what ledger entry 0 says");
        assertRefused(
                text(Layout.RECORDS, SignedButWrongTest::withoutFirstLine),
                "views",
                "data/records.jsonl does not say what ledger entry 0 says");
        assertRefused(
                text(Layout.RECORDS, records -> records + records),
                "views",
                "data/records.jsonl says more than the ledger entries");
    }

    @Test
    void rule6MissingAddedReorderedAndRewrittenEntriesAreRefused() throws Exception {
        assertRefused(
                text(Layout.ENTRIES, SignedButWrongTest::withoutFirstLine),
                "inclusion",
                "Entry 1 is not proven to be in the ledger the checkpoint signs");
        assertRefused(
                text(Layout.ENTRIES, entries -> entries + entries),
                "entries",
                "The entries are not in ledger order at index 0");
        assertRefused(
                text(Layout.ENTRIES, entries -> entries.replaceFirst("\\{", "{\"note\":1,")),
                "entries",
                "The line of entry 0 is not of the one prescribed form");
        assertRefused(
                text(Layout.ENTRIES, entries -> entries.replaceFirst("REC|IQC-1", "IQC-9")),
                "inclusion",
                "Entry 0 is not proven to be in the ledger the checkpoint signs");
    }

    @Test
    void wrongAndMissingProofsAreRefused() throws Exception {
        assertRefused(
                text(Layout.INCLUSION, SignedButWrongTest::withoutFirstLine),
                "inclusion",
                "Entry 0 is not proven to be in the ledger the checkpoint signs");
        assertRefused(
                text(Layout.INCLUSION, proofs -> proofs.replaceFirst("\"path\":\\[\"[^\"]*\",", "\"path\":[")),
                "inclusion",
                "Entry 0 is not proven to be in the ledger the checkpoint signs");
    }

    @Test
    void rule6PageThatSaysOtherThanTheViewsIsRefused() throws Exception {
        assertRefused(
                text(Layout.INDEX, page -> page.replaceFirst("98.70", "99.70")),
                "page",
                "The page for reading does not say what the views say");
        assertRefused(
                text(Layout.INDEX, page -> page + " "), "page", "The page for reading does not say what the views say");
        assertRefused(
                text(Layout.INDEX, page -> page.substring(0, page.length() - 1)),
                "page",
                "The page for reading does not say what the views say");
    }

    @Test
    void rule6PageWithOtherNamesThanThoseBesideItIsRefused() throws Exception {
        assertRefused(
                text(Layout.INDEX, page -> page.replaceFirst("Incoming inspection", "Final inspection")),
                "page",
                "The page for reading does not say what the views say");
        assertRefused(
                text(Layout.NAMES, names -> names.replaceFirst("Incoming inspection", "Final inspection")),
                "page",
                "The page for reading does not say what the views say");
        assertRefused(
                text(Layout.NAMES, names -> "{" + names),
                "page",
                "The page for reading does not say what the views say");
        assertRefused(
                remake(files -> files.remove(Layout.NAMES), sample.key()),
                "page",
                "The page for reading does not say what the views say");
    }

    @Test
    void pageOfAFormTheVerifierDoesNotKnowIsNotCheckableAndNeverHolds() throws Exception {
        for (String form : List.of("\"pageForm\":2", "\"formOfPage\":1")) {
            Verification verification = verify(text(Layout.EXPORT, json -> json.replaceFirst("\"pageForm\":1", form)));
            assertThat(verification.firstFailure()).isEmpty();
            assertThat(verification.exitStatus()).isEqualTo(VerifyMain.NOT_CHECKABLE);
            assertThat(verification.text(Locale.ENGLISH)).contains("[not checkable] The page for reading has form ");
        }
    }

    @Test
    void findingsAndCertificatesThatSayOtherThanTheLedgerAreRefused() throws Exception {
        assertRefused(
                text(Layout.FINDINGS, findings -> findings.replaceFirst("minor-", "major-")),
                "views",
                "data/findings.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.FINDINGS, SignedButWrongTest::withoutFirstLine),
                "views",
                "data/findings.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.CERTIFICATES, reports -> reports.replaceFirst("maintained", "withdrawn")),
                "views",
                "data/certificates.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.EXPORT, json -> json.replaceFirst("\"findingSteps\":\\d+", "\"findingSteps\":1")),
                "counts",
                "The counts are not those export.json states");
    }

    @Test
    void planListAndProfileThatSayOtherThanTheLedgerAreRefused() throws Exception {
        assertRefused(
                text(Layout.PLAN, plan -> plan.replaceFirst("熔喷工序", "灭菌工序")),
                "views",
                "data/plan.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.PREPARATION, list -> list.replaceFirst("\"ready\":true", "\"ready\":false")),
                "views",
                "data/preparation.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.ORGANIZATION, profile -> profile.replaceFirst("赵厂长", "周厂长")),
                "views",
                "data/organization.jsonl does not say what ledger entry");
        assertRefused(
                text(Layout.EXPORT, json -> json.replaceFirst("\"planSteps\":\\d+", "\"planSteps\":1")),
                "counts",
                "The counts are not those export.json states");
    }

    @Test
    void wrongCountsAreRefused() throws Exception {
        assertRefused(
                text(Layout.EXPORT, json -> json.replaceFirst("\"recordVersions\":\\d+", "\"recordVersions\":3")),
                "counts",
                "The counts are not those export.json states");
    }

    @Test
    void missingAndSwappedAttachmentsAreRefused() throws Exception {
        assertRefused(
                remake(files -> files.keySet().removeIf(name -> name.endsWith(".csv")), sample.key()),
                "attachments",
                "An attachment that a record names is missing");
        assertRefused(
                remake(
                        files ->
                                files.replaceAll((name, bytes) -> name.endsWith(".csv") ? new byte[] {3, 2, 1} : bytes),
                        sample.key()),
                "attachments",
                ".csv is not the attachment any disclosed record names");
        assertRefused(
                remake(files -> files.put(Layout.ATTACHMENTS + "0".repeat(64) + ".txt", new byte[] {1}), sample.key()),
                "attachments",
                "0.txt is not the attachment any disclosed record names");
    }

    @Test
    void cosignedCheckpointsOfAnotherLedgerAndThoseThatCannotBeReadAreRefused() throws Exception {
        String foreign = new LogSigner("test.example/audit", new byte[32]).sign(3, Hash.sha256(new byte[] {1}));
        for (String wrong : List.of("no note", "\n", checkpoint() + checkpoint(), checkpoint() + "\n")) {
            assertRefused(cosigned(wrong), "cosignature", "data/log/cosignatures.txt is not a list of signed notes");
        }
        assertRefused(cosigned(foreign), "cosignature", "The checkpoint is not signed by the key test.example/audit+");
        assertRefused(
                remake(files -> files.remove(Layout.COSIGNATURES), sample.key()),
                "cosignature",
                "data/log/cosignatures.txt is missing");
    }

    @Test
    void cosignatureThatDoesNotHoldIsRefused() throws Exception {
        WitnessKey witness = new WitnessKey("body.example/witness", new byte[32]);
        String good = witness.cosign(checkpoint(), Instant.now());
        TrustSettings trust = TrustSettings.nothing().withCosigners(List.of(witness.key()));
        assertThat(ExportVerifier.verify(cosigned(good), trust).firstFailure()).isEmpty();
        int at = good.length() - 12;
        String altered = good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
        Check failure =
                ExportVerifier.verify(cosigned(altered), trust).firstFailure().orElseThrow();
        assertThat(failure.name()).isEqualTo("cosignature");
        assertThat(failure.words().en())
                .startsWith("The cosignature of body.example/witness at size ")
                .endsWith(" does not hold");
    }

    private Path cosigned(String notes) throws Exception {
        return remake(files -> files.put(Layout.COSIGNATURES, notes.getBytes(StandardCharsets.UTF_8)), sample.key());
    }

    private String checkpoint() throws Exception {
        try (ContainerReader reader = ContainerReader.open(sample.file())) {
            return new String(
                    reader.bytes(reader.slot(Layout.CHECKPOINT).orElseThrow(), 1 << 20), StandardCharsets.UTF_8);
        }
    }

    @Test
    void checkpointOfAnotherSizeIsRefused() throws Exception {
        assertRefused(
                remake(
                        files -> files.put(
                                Layout.CHECKPOINT, sample.earlierCheckpoint().getBytes(StandardCharsets.UTF_8)),
                        sample.key()),
                "description",
                "export.json does not fit the checkpoint or the engagement's terms");
    }

    private Path text(String name, UnaryOperator<String> change) throws Exception {
        return remake(
                files -> {
                    String before = new String(files.get(name), StandardCharsets.UTF_8);
                    String after = change.apply(before);
                    assertThat(after).isNotEqualTo(before);
                    files.put(name, after.getBytes(StandardCharsets.UTF_8));
                },
                sample.key());
    }

    private Path remake(Consumer<Map<String, byte[]>> change, SigningKey key) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ContainerReader reader = ContainerReader.open(sample.file())) {
            for (ContainerReader.Slot slot : reader.slots()) {
                String name = slot.name();
                if (!name.equals(Layout.MIMETYPE)
                        && !name.equals(Layout.MANIFEST)
                        && !name.startsWith(Layout.META_INF)) {
                    try (InputStream in = reader.open(slot)) {
                        files.put(name, in.readAllBytes());
                    }
                }
            }
        }
        change.accept(files);
        List<Part> parts = new ArrayList<>();
        files.forEach((name, bytes) -> parts.add(Part.of(name, bytes)));
        Path target = Files.createTempDirectory(directory, "remade").resolve("remade.asice");
        Sealing sealing = new Sealing(key, List.of(), List.of(), path -> List.of());
        ContainerWriter.write(sealing.seal(parts, SignatureLevel.B_B).parts(), target, bytes -> {});
        return target;
    }

    private Verification verify(Path file) throws IOException {
        return ExportVerifier.verify(file, TrustSettings.nothing().withCertificates(List.of(authority.certificate())));
    }

    private void assertRefused(Path file, String check, String reason) throws IOException {
        Check failure = verify(file).firstFailure().orElseThrow();
        assertThat(failure.name()).isEqualTo(check);
        assertThat(failure.words().en()).contains(reason);
    }

    private static String withoutFirstLine(String lines) {
        return lines.substring(lines.indexOf('\n') + 1);
    }
}
