package io.remoteaudit.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.BlobStore;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import io.remoteaudit.store.Migrations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of each kind, good and hostile, read by a real process. */
class AttachmentTextsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final AttachmentTextSettings SETTINGS =
            new AttachmentTextSettings(AttachmentTextSettings.Mode.AUTO, 25L << 20, Duration.ofSeconds(60), 96L << 20);

    @TempDir
    private Path directory;

    private HikariDataSource dataSource;
    private Ledger ledger;
    private Attachments content;
    private AttachmentTexts texts;

    @BeforeEach
    void open() {
        dataSource = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        Database database = Database.of(dataSource, HostTransactions.none());
        new Migrations(database, Clock.systemUTC()).run(Migrations.Mode.AUTO);
        ledger = Ledger.open(database, new LogSigner("test.example/audit", new byte[32]), Clock.systemUTC());
        content = RecordKeeping.over(
                        ledger,
                        database,
                        new BlobStore(directory.resolve("attachments")),
                        Catalogue.standard(),
                        Clock.systemUTC())
                .attachments();
        texts = open(SETTINGS);
    }

    @AfterEach
    void close() {
        texts.close();
        ledger.close();
        dataSource.close();
    }

    @Test
    void documentsOfEachFormatAreRead() {
        assertThat(text(SampleFiles.pdf("Certificate MB-20260415", "BFE 98.7 %")))
                .contains("Certificate MB-20260415")
                .contains("BFE 98.7 %");
        assertThat(text(SampleFiles.word("熔喷布检验报告", "细菌过滤效率合格"))).isEqualTo("熔喷布检验报告\n细菌过滤效率合格");
        assertThat(text(SampleFiles.spreadsheet("压差", "49.5", "Pa")))
                .contains("压差")
                .contains("49.5");
        assertThat(text(SampleFiles.oldSpreadsheet("环氧乙烷残留", "2.1")))
                .contains("环氧乙烷残留")
                .contains("2.1");
        assertThat(text("{\\rtf1\\ansi\\ansicpg936 \\'c3\\'f0\\'be\\'fa\\'bc\\'c7\\'c2\\'bc\\par}"
                        .getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("灭菌记录");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16", "GB18030", "GBK"})
    void plainTextIsReadInTheEncodingsChineseSystemsWrite(String encoding) {
        byte[] csv = "批号,细菌过滤效率\r\nMB-1,98.70".getBytes(Charset.forName(encoding));
        assertThat(text(csv)).isEqualTo("批号,细菌过滤效率\nMB-1,98.70");
    }

    @Test
    void textLongerThanIsKeptIsCutAndSaysSo() {
        AttachmentText text = read("x.txt", "灭菌。".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        assertThat(text).isInstanceOfSatisfying(AttachmentText.Read.class, read -> {
            assertThat(read.cut()).isTrue();
            assertThat(read.text()).hasSize(AttachmentTexts.MOST_CHARACTERS).startsWith("灭菌。灭菌。");
        });
        AttachmentText sheet = read("x.xlsx", SampleFiles.hugeSpreadsheet(60_000));
        assertThat(sheet).isInstanceOfSatisfying(AttachmentText.Read.class, read -> {
            assertThat(read.cut()).isTrue();
            assertThat(read.text()).hasSize(AttachmentTexts.MOST_CHARACTERS).contains("样品5999列7");
        });
    }

    @Test
    void encryptedFilesSayThatTheyAre() {
        assertUnreadable(NoTextReason.ENCRYPTED, SampleFiles.encryptedPdf("secret"));
        assertUnreadable(NoTextReason.ENCRYPTED, SampleFiles.encryptedSpreadsheet("secret"));
    }

    @Test
    void scanSaysThatThereIsNoText() {
        assertUnreadable(NoTextReason.NO_TEXT, SampleFiles.scannedPdf());
        assertUnreadable(NoTextReason.NO_TEXT, new byte[0]);
    }

    @Test
    void damagedFilesSayThatTheyAre() {
        byte[] word = SampleFiles.word("检验报告");
        assertUnreadable(NoTextReason.CORRUPT, Arrays.copyOf(word, word.length / 2));
        assertUnreadable(NoTextReason.CORRUPT, "%PDF-1.7\nnothing more".getBytes(StandardCharsets.US_ASCII));
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] compound = HexFormat.of().parseHex("d0cf11e0a1b11ae1");
        System.arraycopy(compound, 0, noise, 0, compound.length);
        assertUnreadable(NoTextReason.CORRUPT, noise);
    }

    @Test
    void fileIsReadByItsContentWhateverItsNameSays() {
        assertThat(read("picture.png", SampleFiles.pdf("Certificate"))).isInstanceOf(AttachmentText.Read.class);
        byte[] picture = new byte[4_096];
        new Random(2).nextBytes(picture);
        assertThat(read("report.pdf", picture)).isEqualTo(new AttachmentText.NotAttempted(NoTextReason.OTHER_FORMAT));
        byte[] archive = SampleFiles.archive(Map.of("a.txt", out -> out.write(65)));
        assertThat(read("report.docx", archive)).isEqualTo(new AttachmentText.NotAttempted(NoTextReason.OTHER_FORMAT));
    }

    @Test
    void declaredTextInAnotherEncodingSaysSo() {
        byte[] latin = {'a', (byte) 0xff, (byte) 0xff, 'b'};
        assertThat(read("a.txt", "text/plain", latin))
                .isEqualTo(new AttachmentText.Unreadable(NoTextReason.UNKNOWN_ENCODING));
    }

    @Test
    void fileLargerThanTheLimitIsNotAttempted() {
        texts.close();
        texts = open(
                new AttachmentTextSettings(AttachmentTextSettings.Mode.AUTO, 1_000, Duration.ofSeconds(60), 96L << 20));
        assertThat(read("a.txt", new byte[1_001])).isEqualTo(new AttachmentText.NotAttempted(NoTextReason.TOO_LARGE));
    }

    @Test
    void hostileFilesHarmNeitherTheHostNorTheFilesAfterThem() {
        assertUnreadable(SampleFiles.billionLaughs());
        assertUnreadable(SampleFiles.inflatingWord());
        assertUnreadable(SampleFiles.nestedWord());
        assertThat(text(SampleFiles.word("下一份"))).isEqualTo("下一份");
    }

    @Test
    void fileOfTheMachineIsNotReadThroughADocumentThatNamesIt() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "topsecret");
        AttachmentText text = read("a.docx", SampleFiles.wordThatNames(secret));
        if (text instanceof AttachmentText.Read read) {
            assertThat(read.text()).doesNotContain("topsecret");
        } else {
            assertThat(text).isInstanceOf(AttachmentText.Unreadable.class);
        }
    }

    @Test
    void archiveInsideADocumentIsLeftClosed() {
        ByteArrayOutputStream inflating = new ByteArrayOutputStream();
        inflating.writeBytes(SampleFiles.inflatingWord());
        byte[] document = SampleFiles.written(out -> {
            try (var word = new XWPFDocument()) {
                word.createParagraph().createRun().setText("正文");
                word.getPackage()
                        .createPart(
                                PackagingURIHelper.createPartName("/word/embeddings/a.docx"),
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                inflating);
                word.write(out);
            } catch (InvalidFormatException e) {
                throw new IOException(e);
            }
        });
        assertThat(text(document)).isEqualTo("正文");
    }

    @Test
    void fileThatTakesTooLongIsGivenUpAndLaterFilesAreRead() {
        texts.close();
        texts = open(new AttachmentTextSettings(
                AttachmentTextSettings.Mode.AUTO, 25L << 20, Duration.ofSeconds(1), 96L << 20));
        assertUnreadable(NoTextReason.TOO_SLOW, SampleFiles.busyPdf(4_000));
        texts.close();
        texts = open(SETTINGS);
        assertThat(text(SampleFiles.word("下一份"))).isEqualTo("下一份");
    }

    @Test
    void killedReaderReadsTheFileAgain() throws Exception {
        Attachment busy = store("busy.pdf", "application/pdf", SampleFiles.busyPdf(100));
        assertThat(text(SampleFiles.word("先启动"))).isEqualTo("先启动");
        CompletableFuture<AttachmentText> reading = CompletableFuture.supplyAsync(() -> texts.read(busy));
        ProcessHandle first = Awaitility.await()
                .atMost(LONG)
                .until(this::reader, Optional::isPresent)
                .orElseThrow();
        Awaitility.await().atMost(LONG).until(() -> Files.exists(scratch().resolve("content")));
        assertThat(first.destroyForcibly()).isTrue();
        Awaitility.await()
                .atMost(LONG)
                .until(() -> reader().filter(next -> next.pid() != first.pid()).isPresent());
        assertThat(reading.get(60, TimeUnit.SECONDS)).isEqualTo(new AttachmentText.Unreadable(NoTextReason.NO_TEXT));
    }

    @Test
    void readerThatIsKilledAgainAndAgainIsNotStartedForEver() {
        assertThat(text(SampleFiles.word("先启动"))).isEqualTo("先启动");
        Attachment busy = store("busy.pdf", "application/pdf", SampleFiles.busyPdf(4_000));
        CompletableFuture<AttachmentText> reading = CompletableFuture.supplyAsync(() -> texts.read(busy));
        Awaitility.await().atMost(LONG).until(() -> {
            // Not before it is ready, which would say nothing about the file.
            reader().filter(AttachmentTextsTest::isBusy).ifPresent(ProcessHandle::destroyForcibly);
            return reading.isDone();
        });
        assertThat(reading)
                .isCompletedWithValueMatching(
                        text -> text.equals(new AttachmentText.Unreadable(NoTextReason.BREAKS_READER)),
                        "is said to break the reader");
    }

    @Test
    void restingEndsTheProcessAndReadingStartsAnother() {
        assertThat(text(SampleFiles.word("一"))).isEqualTo("一");
        assertThat(reader()).isPresent();
        texts.rest();
        Awaitility.await().atMost(LONG).until(() -> reader().isEmpty());
        assertThat(text(SampleFiles.word("二"))).isEqualTo("二");
    }

    @Test
    void missingContentIsSaidAndAskedForAgainAfterARestart() throws IOException {
        Attachment attachment = store("a.txt", "text/plain", "灭菌".getBytes(StandardCharsets.UTF_8));
        Path blob = directory
                .resolve("attachments")
                .resolve(attachment.sha256().substring(0, 2))
                .resolve(attachment.sha256());
        byte[] kept = Files.readAllBytes(blob);
        Files.writeString(blob, "另文");
        assertThat(texts.read(attachment)).isEqualTo(new AttachmentText.Unreadable(NoTextReason.NO_CONTENT));
        assertThat(texts.state(attachment)).isEqualTo(new TextState.NotSearchable(NoTextReason.NO_CONTENT));
        Files.write(blob, kept);
        texts.close();
        texts = open(SETTINGS);
        assertThat(texts.find(attachment)).isEmpty();
        assertThat(texts.read(attachment)).isEqualTo(new AttachmentText.Read("灭菌", false));
    }

    @Test
    void textIsKeptAndNotReadTwice() throws IOException {
        Attachment attachment = store("a.docx", "application/msword", SampleFiles.word("灭菌"));
        assertThat(texts.state(attachment)).isEqualTo(new TextState.NotSearchable(NoTextReason.NOT_YET_READ));
        texts.read(attachment);
        texts.close();
        delete(directory.resolve("attachments"));
        texts = open(SETTINGS);
        assertThat(texts.find(attachment)).contains(new AttachmentText.Read("灭菌", false));
        assertThat(texts.state(attachment)).isEqualTo(new TextState.Searchable(2, false));
    }

    @Test
    void damagedTextIsReadAnew() throws IOException {
        Attachment attachment = store("a.txt", "text/plain", "灭菌记录".getBytes(StandardCharsets.UTF_8));
        texts.read(attachment);
        Path kept = directory
                .resolve("texts")
                .resolve(attachment.sha256().substring(0, 2))
                .resolve(attachment.sha256());
        byte[] bytes = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(texts.find(attachment)).isEmpty();
        Files.write(kept, new byte[2_000]);
        assertThat(texts.find(attachment)).isEmpty();
        assertThat(texts.read(attachment)).isEqualTo(new AttachmentText.Read("灭菌记录", false));
    }

    @Test
    void whatOneReaderCouldNotReadAnotherMay() {
        texts.close();
        texts = open(
                new AttachmentTextSettings(AttachmentTextSettings.Mode.AUTO, 10, Duration.ofSeconds(60), 96L << 20));
        Attachment attachment = store("a.txt", "text/plain", "灭菌记录".getBytes(StandardCharsets.UTF_8));
        assertThat(texts.read(attachment)).isEqualTo(new AttachmentText.NotAttempted(NoTextReason.TOO_LARGE));
        texts.close();
        texts = open(SETTINGS);
        assertThat(texts.find(attachment)).isEmpty();
        assertThat(texts.read(attachment)).isEqualTo(new AttachmentText.Read("灭菌记录", false));
    }

    @Test
    void switchedOffNothingIsReadAndThatIsSaid() {
        Attachment attachment = store("a.txt", "text/plain", "灭菌".getBytes(StandardCharsets.UTF_8));
        try (AttachmentTexts off = AttachmentTexts.open(
                directory.resolve("off"),
                content,
                new AttachmentTextSettings(AttachmentTextSettings.Mode.OFF, 1, Duration.ofSeconds(1), 64L << 20))) {
            assertThat(off.read(attachment)).isEqualTo(new AttachmentText.NotAttempted(NoTextReason.SWITCHED_OFF));
            assertThat(directory.resolve("off")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonIsSaidInBothLanguages(NoTextReason reason) {
        assertThat(reason.words(Locale.CHINA)).containsPattern("\\p{IsHan}");
        assertThat(reason.words(Locale.ENGLISH)).matches("[ -~]+");
        assertThat(NoTextReason.named(reason.wireName())).contains(reason);
    }

    @Test
    void relativePlacesOfTheClassPathAreFoundFromTheReadersDirectory() {
        Path here = Path.of("").toAbsolutePath();
        assertThat(ReaderCommand.absolute("app.jar" + File.pathSeparator + here.resolve("b.jar")))
                .isEqualTo(here.resolve("app.jar") + File.pathSeparator + here.resolve("b.jar"));
    }

    /** A host may have Tika's reader of PDF and not that of Office files, which are most of its size. */
    @Test
    void pdfIsReadWhereTheReaderOfOfficeFilesIsMissing() throws Exception {
        // A launcher that looks for the main method loads what stands in any method's signature.
        assertThat(Stream.of(DocumentReader.class.getDeclaredMethods()).map(Method::toGenericString))
                .noneMatch(method -> method.contains("parser.microsoft") || method.contains("parser.pdf"));
        Path good = Files.write(directory.resolve("good.pdf"), SampleFiles.pdf("Certificate"));
        Path bad = Files.writeString(directory.resolve("bad.pdf"), "%PDF-1.7 nothing more");
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("microsoft") && !place.contains("poi"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        DocumentReader.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (DataOutputStream orders = new DataOutputStream(process.getOutputStream());
                DataInputStream answers = new DataInputStream(process.getInputStream())) {
            for (Path file : List.of(bad, good)) {
                orders.writeUTF(FileKind.PDF.name());
                orders.writeUTF(file.toString());
            }
            orders.flush();
            assertThat(answers.readInt()).isEqualTo(DocumentReader.READY);
            assertThat(answers.readByte()).isEqualTo((byte) DocumentReader.NOT_READ);
            assertThat(answers.readUTF()).isEqualTo(NoTextReason.CORRUPT.wireName());
            assertThat(answers.readByte()).isEqualTo((byte) DocumentReader.READ);
            assertThat(new String(answers.readNBytes(answers.readInt()), StandardCharsets.UTF_8))
                    .isEqualTo("Certificate");
        } finally {
            process.destroyForcibly();
        }
    }

    private AttachmentTexts open(AttachmentTextSettings settings) {
        return AttachmentTexts.open(directory.resolve("texts"), content, settings);
    }

    private Path scratch() {
        return directory.resolve("texts").resolve("scratch");
    }

    /** The process of this test, by the directory it was told to work in. */
    private Optional<ProcessHandle> reader() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .filter(arguments -> Stream.of(arguments)
                                .anyMatch(a -> a.contains(scratch().toString())))
                        .isPresent())
                .findFirst();
    }

    private static boolean isBusy(ProcessHandle reader) {
        return reader.info()
                .totalCpuDuration()
                .filter(used -> used.compareTo(Duration.ofSeconds(3)) > 0)
                .isPresent();
    }

    private Attachment store(String name, String mediaType, byte[] bytes) {
        try {
            return content.store(name, mediaType, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AttachmentText read(String name, byte[] bytes) {
        return read(name, "application/octet-stream", bytes);
    }

    private AttachmentText read(String name, String mediaType, byte[] bytes) {
        return texts.read(store(name, mediaType, bytes));
    }

    private String text(byte[] bytes) {
        AttachmentText text = read("file", bytes);
        assertThat(text).isInstanceOf(AttachmentText.Read.class);
        return ((AttachmentText.Read) text).text();
    }

    private void assertUnreadable(NoTextReason reason, byte[] bytes) {
        assertThat(read("file", bytes)).isEqualTo(new AttachmentText.Unreadable(reason));
    }

    private void assertUnreadable(byte[] bytes) {
        assertThat(read("file", bytes)).isInstanceOf(AttachmentText.Unreadable.class);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
