package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real exports, one with everything a signature can keep and one with the signature alone, each changed in one way: none
 * is accepted, and each report names a true reason. More positions are tried with {@code -Dmutations=…}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedExportTest {

    /** Positions in each file's content. */
    private static final int POSITIONS = Integer.getInteger("mutations", 6);

    /** In those files that hold the signature, of which nothing else holds the last. */
    private static final int POSITIONS_IN_META_INF = 20 * POSITIONS;

    private final Clock clock = Clock.systemUTC();
    private final DemonstrationAuthority demonstration = DemonstrationAuthority.start(clock);
    private final List<Sample> samples = new ArrayList<>();
    private Path directory;
    private int made;

    /** An export as its bytes, and what an auditor brings to trust. */
    private record Sample(String name, List<Entry> entries, TrustSettings trust) {}

    // Arrays compare by identity, but entries are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(String name, byte[] content) {}

    @BeforeAll
    void makeExports(@TempDir Path temporary) throws IOException {
        directory = temporary;
        char[] password = "demonstration".toCharArray();
        SigningKey key = SigningKey.pkcs12(
                Files.write(temporary.resolve("signer.p12"), demonstration.issueSigner("口罩厂", password)), password);
        List<X509Certificate> roots = List.of(demonstration.root());
        TimestampAuthority authority =
                TimestampAuthority.overHttp("demonstration", demonstration.timestampAddress(), roots, clock);
        TrustSettings trust = TrustSettings.nothing().withCertificates(roots).withTimestampCertificates(roots);
        samples.add(sample(
                "B-LTA",
                SampleExport.make(
                        Files.createDirectory(temporary.resolve("lta")),
                        key,
                        builder -> builder.timestamps(List.of(authority), Anchors.DAILY),
                        remoteAudit -> {}),
                trust));
        samples.add(sample("B-B", SampleExport.make(Files.createDirectory(temporary.resolve("bb")), key), trust));
    }

    @AfterAll
    void close() {
        demonstration.close();
    }

    private static Sample sample(String name, SampleExport export, TrustSettings trust) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ContainerReader reader = ContainerReader.open(export.file())) {
            for (ContainerReader.Slot slot : reader.slots()) {
                try (var in = reader.open(slot)) {
                    entries.add(new Entry(slot.name(), in.readAllBytes()));
                }
            }
        } catch (ContainerReader.DeviantException e) {
            throw new IllegalStateException(e);
        }
        return new Sample(name, entries, trust);
    }

    @Test
    void unchangedBytesHold() throws IOException {
        for (Sample sample : samples) {
            assertThat(failure(sample, zip(sample.entries()))).as(sample.name()).isEqualTo("holds");
        }
    }

    @Test
    void rule1FlipOfAnyBitGroupOfAnyByteOfTheContainersOwnStructureIsRefused() throws IOException {
        for (Sample sample : samples) {
            byte[] whole = zip(sample.entries());
            boolean[] content = contentOf(sample.entries(), whole.length);
            int flipped = 0;
            for (int at = 0; at < whole.length; at++) {
                if (!content[at]) {
                    byte[] changed = whole.clone();
                    changed[at] ^= (byte) (1 << (at % 8));
                    assertThat(failure(sample, changed))
                            .as(sample.name() + " byte " + at)
                            .isIn("container", "no export");
                    flipped++;
                }
            }
            assertThat(flipped).isGreaterThan(2_000);
        }
    }

    @Test
    void flipInAnyContentIsRefusedAlsoIfItsChecksumIsSetRight() throws IOException {
        Random random = new Random(POSITIONS);
        for (Sample sample : samples) {
            for (int i = 0; i < sample.entries().size(); i++) {
                Entry entry = sample.entries().get(i);
                for (int at : positions(entry, random)) {
                    byte[] content = entry.content().clone();
                    content[at] ^= (byte) (1 << random.nextInt(8));
                    List<Entry> changed = new ArrayList<>(sample.entries());
                    changed.set(i, new Entry(entry.name(), content));
                    String as = sample.name() + " " + entry.name() + " byte " + at;
                    assertThat(reason(sample, zip(changed))).as(as).matches(reasonOfContent(entry.name()));
                    assertThat(reason(sample, zipWithChecksumsOf(changed, sample.entries())))
                            .as(as)
                            .isEqualTo("container: " + entry.name() + " does not fit its checksum");
                }
            }
        }
    }

    @Test
    void rule1DroppedDoubledRenamedAndReorderedEntriesAreRefused() throws IOException {
        for (Sample sample : samples) {
            for (int i = 0; i < sample.entries().size(); i++) {
                Entry entry = sample.entries().get(i);
                String as = sample.name() + " " + entry.name();
                List<Entry> dropped = new ArrayList<>(sample.entries());
                dropped.remove(i);
                assertThat(failure(sample, zip(dropped))).as("without " + as).isIn("container", "manifest");
                List<Entry> doubled = new ArrayList<>(sample.entries());
                doubled.add(i, entry);
                assertThat(reason(sample, zip(doubled)))
                        .as("doubled " + as)
                        .startsWith("container: Container: a file's name is not allowed or stands twice");
                List<Entry> shouted = new ArrayList<>(sample.entries());
                shouted.add(i, new Entry(entry.name().toUpperCase(Locale.ROOT), entry.content()));
                assertThat(failure(sample, zip(shouted)))
                        .as("in capitals " + as)
                        .isEqualTo("container");
                for (String other :
                        List.of("x" + entry.name(), "../" + entry.name(), entry.name() + "/", "META-INF/x")) {
                    List<Entry> renamed = new ArrayList<>(sample.entries());
                    renamed.set(i, new Entry(other, entry.content()));
                    assertThat(failure(sample, zip(renamed)))
                            .as("renamed to " + other)
                            .isIn("container", "manifest");
                }
                if (i > 0) {
                    List<Entry> reordered = new ArrayList<>(sample.entries());
                    Collections.swap(reordered, i, i - 1);
                    assertThat(failure(sample, zip(reordered)))
                            .as("before its neighbour " + as)
                            .isIn("container", "manifest");
                }
            }
        }
    }

    @Test
    void rule2NamesOutsideTheAlphabetAndNamesThatDifferOnlyInCaseAreRefused() throws IOException {
        for (Sample sample : samples) {
            for (String name : List.of(
                    "data/a b.txt",
                    "data/a\u007f.txt",
                    "data/./a.txt",
                    "data/../a.txt",
                    "data//a.txt",
                    "/data/a.txt",
                    "data\\a.txt",
                    "DATA/export.json",
                    "data/" + "a".repeat(200))) {
                List<Entry> added = new ArrayList<>(sample.entries());
                added.add(1, new Entry(name, new byte[] {1}));
                assertThat(failure(sample, zip(added))).as(name).isIn("container", "manifest");
            }
        }
    }

    @Test
    void swappedContentsAreRefused() throws IOException {
        for (Sample sample : samples) {
            for (int i = 1; i < sample.entries().size(); i++) {
                Entry one = sample.entries().get(i);
                Entry other = sample.entries().get(i - 1);
                if (!Arrays.equals(one.content(), other.content())) {
                    List<Entry> swapped = new ArrayList<>(sample.entries());
                    swapped.set(i, new Entry(one.name(), other.content()));
                    swapped.set(i - 1, new Entry(other.name(), one.content()));
                    assertThat(failure(sample, zip(swapped)))
                            .as(sample.name() + " " + one.name())
                            .isIn("container", "manifest");
                }
            }
        }
    }

    @Test
    void rule3AddedEntriesAreRefusedWhereverTheyStand() throws IOException {
        for (Sample sample : samples) {
            for (String name : List.of(
                    "data/added.txt",
                    "data/attachments/" + "0".repeat(64),
                    "added.txt",
                    "META-INF/signature002.p7s",
                    "META-INF/ASiCManifest002.xml",
                    "META-INF/manifest.xml",
                    "META-INF/timestamp002.tst",
                    "data/",
                    "alt-signatures/manifest-sha256.sm2.p7s")) {
                for (int at = 0; at <= sample.entries().size(); at++) {
                    List<Entry> added = new ArrayList<>(sample.entries());
                    added.add(at, new Entry(name, new byte[] {1, 2, 3}));
                    assertThat(failure(sample, zip(added)))
                            .as(sample.name() + " " + name + " at " + at)
                            .isIn("container", "manifest");
                }
            }
        }
    }

    @Test
    void rule1LeadingTrailingAndLooseBytesAreRefused() throws IOException {
        for (Sample sample : samples) {
            byte[] whole = zip(sample.entries());
            for (byte[] stray : List.of(new byte[] {0}, new byte[22], whole)) {
                assertThat(failure(sample, joined(whole, stray))).isIn("container", "no export");
                assertThat(failure(sample, joined(stray, whole))).isIn("container", "no export");
            }
            for (int cut = 1; cut < 60; cut++) {
                assertThat(failure(sample, Arrays.copyOf(whole, whole.length - cut)))
                        .isIn("container", "no export");
                assertThat(failure(sample, Arrays.copyOfRange(whole, cut, whole.length)))
                        .isIn("container", "no export");
            }
            byte[] commented = joined(whole, "comment".getBytes(StandardCharsets.US_ASCII));
            commented[whole.length - 2] = 7;
            assertThat(failure(sample, commented)).isIn("container", "no export");
        }
    }

    @Test
    void partsOfOneExportPutIntoAnotherAreRefused() throws IOException {
        Sample one = samples.get(0);
        Sample other = samples.get(1);
        Map<String, byte[]> others = new LinkedHashMap<>();
        other.entries().forEach(entry -> others.put(entry.name(), entry.content()));
        for (int i = 1; i < one.entries().size(); i++) {
            Entry entry = one.entries().get(i);
            byte[] foreign = others.get(entry.name());
            if (foreign != null && !Arrays.equals(foreign, entry.content())) {
                List<Entry> mixed = new ArrayList<>(one.entries());
                mixed.set(i, new Entry(entry.name(), foreign));
                assertThat(failure(one, zip(mixed))).as(entry.name()).isIn("manifest", "signature");
            }
        }
    }

    /** A true reason for a file whose content was changed and nothing else. */
    private static String reasonOfContent(String name) {
        return switch (name) {
            case Layout.MIMETYPE -> "container: The files' order or the media type is not as prescribed";
            case Layout.ASIC_MANIFEST, Layout.BAGIT, Layout.HOW_TO_VERIFY ->
                "manifest: The signed manifest does not name exactly the files with their digests: .*";
            case Layout.ARCHIVE_MANIFEST ->
                "manifest: The archive manifest does not name exactly the files with their digests";
            // What covers the signature is looked at before it; where there is no archive, only its own reading is
            // left.
            case Layout.SIGNATURE ->
                "(manifest: The archive manifest does not name exactly .*|signature: The container's signature .*"
                        + "|signature: The certificates inside the signature .*)";
            case Layout.ARCHIVE_TIMESTAMP -> "(archive: The archive time-stamp: .*|archive: The time-stamp: .*)";
            default -> "manifest: manifest-sha256.txt does not name exactly the files under data/ with their digests";
        };
    }

    private static int[] positions(Entry entry, Random random) {
        int length = entry.content().length;
        if (length == 0) {
            return new int[0];
        }
        int most = entry.name().startsWith(Layout.META_INF) ? POSITIONS_IN_META_INF : POSITIONS;
        int[] positions = new int[Math.min(length, most)];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i == 0 ? 0 : i == 1 ? length - 1 : random.nextInt(length);
        }
        return positions;
    }

    private String failure(Sample sample, byte[] bytes) throws IOException {
        return firstFailure(sample, bytes, Check::name);
    }

    /** The check that fails first and its sentence. */
    private String reason(Sample sample, byte[] bytes) throws IOException {
        return firstFailure(
                sample, bytes, check -> check.name() + ": " + check.words().en());
    }

    private String firstFailure(Sample sample, byte[] bytes, Function<Check, String> said) throws IOException {
        Path file = Files.write(directory.resolve("mutated-" + made++), bytes);
        try {
            return ExportVerifier.verify(file, sample.trust())
                    .firstFailure()
                    .map(said)
                    .orElse("holds");
        } catch (NotAnExportException e) {
            return "no export";
        } finally {
            Files.delete(file);
        }
    }

    /** Which bytes are content and not the container's own. */
    private static boolean[] contentOf(List<Entry> entries, int length) {
        boolean[] content = new boolean[length];
        int offset = 0;
        for (Entry entry : entries) {
            offset += ZipForm.LOCAL_HEADER + entry.name().length();
            Arrays.fill(content, offset, offset + entry.content().length, true);
            offset += entry.content().length;
        }
        return content;
    }

    private static byte[] zip(List<Entry> entries) {
        return zipWithChecksumsOf(entries, entries);
    }

    /** A container in the prescribed form of whatever it is given. */
    private static byte[] zipWithChecksumsOf(List<Entry> entries, List<Entry> checksums) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream central = new ByteArrayOutputStream();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            CRC32 crc = new CRC32();
            crc.update(checksums.get(i).content());
            central.writeBytes(ZipForm.centralHeader(entry.name(), crc.getValue(), entry.content().length, out.size()));
            out.writeBytes(ZipForm.localHeader(entry.name(), crc.getValue(), entry.content().length));
            out.writeBytes(entry.content());
        }
        int offset = out.size();
        out.writeBytes(central.toByteArray());
        out.writeBytes(ZipForm.end(entries.size(), central.size(), offset));
        return out.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
