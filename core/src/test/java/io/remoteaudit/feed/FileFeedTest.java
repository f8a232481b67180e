package io.remoteaudit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.MovedClock;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Records;
import io.remoteaudit.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose rows become records, of each form. */
class FileFeedTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    @TempDir
    private Path directory;

    private final MovedClock clock = new MovedClock();
    private HikariDataSource pool;
    private TestFeed opened;

    @BeforeEach
    void open() {
        pool = EmbeddedDatabase.open(directory.resolve("ledger.db"));
        opened = new TestFeed(pool, directory.resolve("ra"), clock);
    }

    @AfterEach
    void close() {
        opened.close();
        pool.close();
    }

    @Test
    void separatedValuesAreReadInWhateverEncodingTheyCome() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        assertThat(take(feed, bytes("a.csv", TestFeed.HEADER + TestFeed.FIRST, StandardCharsets.UTF_8))
                        .rows()
                        .saved())
                .isEqualTo(1);
        assertThat(take(
                                feed,
                                bytes(
                                        "b.csv",
                                        "\uFEFF" + TestFeed.HEADER + TestFeed.FIRST.replaceFirst("1", "2"),
                                        StandardCharsets.UTF_8))
                        .rows()
                        .saved())
                .as("with a byte order mark")
                .isEqualTo(1);
        assertThat(take(feed, bytes("c.csv", TestFeed.HEADER + TestFeed.FIRST.replaceFirst("1", "3"), GB18030))
                        .rows()
                        .saved())
                .as("in GB18030")
                .isEqualTo(1);
        for (String id : List.of("IQC-1", "IQC-2", "IQC-3")) {
            QualityRecord record = records().find(id).orElseThrow().record();
            assertThat(record.performedBy().name()).isEqualTo("李娜");
            assertThat(record.measurements().get(0).results().get(0)).hasToString("98.70");
            assertThat(record.occurredAt()).hasToString("2026-04-15T16:30+08:00");
        }
    }

    @Test
    void quotedValuesHoldSeparatorsQuotesAndLineEnds() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        FileReport report = take(
                feed,
                bytes(
                        "a.csv",
                        TestFeed.HEADER
                                + "1,\"MB-1, \"\"neu\"\"\",98.7,OK,\"李娜\n王芳\",2026/4/15 16:30\r\n\r\n2,MB-2,98.7,OK,李娜,2026/4/15 16:30",
                        StandardCharsets.UTF_8));
        assertThat(report.rows().saved()).as(report.text(Locale.ENGLISH)).isEqualTo(2);
        assertThat(records().find("IQC-1").orElseThrow().record().lots()).containsExactly("MB-1, \"neu\"");
    }

    @Test
    void tabsAndOtherSignsSeparateToo() throws IOException {
        Feed tabs = opened.of(TestFeed.bench(FileFormat.TSV).build());
        assertThat(take(
                                tabs,
                                bytes(
                                        "a.tsv",
                                        (TestFeed.HEADER + TestFeed.FIRST).replace(',', '\t'),
                                        StandardCharsets.UTF_8))
                        .rows()
                        .saved())
                .isEqualTo(1);
        Feed semicolons =
                opened.of(TestFeed.bench(FileFormat.CSV).separator(';').build());
        assertThat(take(
                                semicolons,
                                bytes(
                                        "b.csv",
                                        (TestFeed.HEADER + TestFeed.FIRST.replaceFirst("1", "2")).replace(',', ';'),
                                        StandardCharsets.UTF_8))
                        .rows()
                        .saved())
                .isEqualTo(1);
    }

    @Test
    void sameFileTwiceChangesNothingAndAnOlderOneDoesNotUndoANewer() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        Path first = bytes("first.csv", TestFeed.HEADER + TestFeed.FIRST, StandardCharsets.UTF_8);
        take(feed, first);
        FileReport again = take(feed, first);
        assertThat(again.takenBefore()).isTrue();
        assertThat(again.rows().unchanged()).isEqualTo(1);
        Path second =
                bytes("second.csv", TestFeed.HEADER + TestFeed.FIRST.replace("98.70", "94.00"), StandardCharsets.UTF_8);
        assertThat(take(feed, second).rows().newVersions()).isEqualTo(1);
        assertThat(take(feed, first).rows().newVersions()).isZero();
        assertThat(records().versions("IQC-1")).hasSize(2);
        assertThat(records().find("IQC-1").orElseThrow().record().change().reason())
                .contains("source changed");
    }

    @Test
    void refusedRowsAreReportedByNumberAndTheOthersAreSaved() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        Path file = bytes(
                "a.csv",
                TestFeed.HEADER + TestFeed.FIRST + "2,MB-2,98.7,maybe,李娜,2026/4/15 16:30\n"
                        + "3,MB-3,98.7,OK,李娜,2026/2/30 16:30\n"
                        + ",MB-4,98.7,OK,李娜,2026/4/15 16:30\n" + "1,MB-5,98.7,OK,李娜,2026/4/15 16:30\n"
                        + "6,MB-6,98.7,OK,李娜,2026/4/15 16:30,too many\n" + "7,MB-7,98.7,OK,李娜,2026/4/15 16:30\n",
                StandardCharsets.UTF_8);
        assertThat(feed.rehearseFile("bench", "a.csv", file).rows().saved()).isEqualTo(2);
        FileReport report = take(feed, file);
        assertThat(report.whole()).isFalse();
        assertThat(report.rows().saved()).isEqualTo(2);
        assertThat(report.rows().refusals())
                .extracting(refusal -> refusal.row() + ": " + refusal.reason().en())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).startsWith("#3 2: attributes.verdict: 'maybe'"),
                        text -> assertThat(text).startsWith("#4 3: occurred-at: "),
                        text -> assertThat(text).startsWith("#5: the id column 单号 has no value"),
                        text -> assertThat(text).startsWith("#6: another row of the file has this id"),
                        text -> assertThat(text).startsWith("#7: the row has 7 values"));
        assertThat(report.text(Locale.CHINESE)).contains("a.csv", "被拒 5", "没有值");
        assertThat(feed.countRefused("bench")).isEqualTo(5);
        take(feed, bytes("b.csv", TestFeed.HEADER + "2,MB-2,98.7,OK,李娜,2026/4/15 16:30\n", StandardCharsets.UTF_8));
        assertThat(feed.countRefused("bench"))
                .as("what came again and is right")
                .isEqualTo(4);
    }

    @Test
    void fileThatCannotBeReadToItsEndSaysWhyAndKeepsWhatWasRead() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).build());
        assertThat(take(feed, bytes("empty.csv", "", StandardCharsets.UTF_8))
                        .failure()
                        .en())
                .contains("must name the columns");
        assertThat(take(feed, bytes("other.csv", "a,b\n1,2\n", StandardCharsets.UTF_8))
                        .failure()
                        .en())
                .contains("does not name the columns", "单号", "it names a, b");
        assertThat(take(feed, bytes("none-yet.csv", "a,b\n", StandardCharsets.UTF_8))
                        .failure()
                        .en())
                .as("a file of another kind, though it has no row")
                .contains("does not name the columns", "it names a, b");
        assertThat(take(feed, bytes("twice.csv", "a,A\n1,2\n", StandardCharsets.UTF_8))
                        .failure()
                        .en())
                .contains("twice");
        FileReport open = take(
                feed,
                bytes(
                        "open.csv",
                        TestFeed.HEADER + TestFeed.FIRST + "2,\"" + "never closed ".repeat(200_000),
                        StandardCharsets.UTF_8));
        assertThat(open.failure().en()).contains("quote may not be closed");
        assertThat(open.rows().saved()).isEqualTo(1);
        Feed strict = opened.of(
                TestFeed.bench(FileFormat.CSV).charset(StandardCharsets.UTF_8).build());
        assertThat(take(strict, bytes("gb.csv", TestFeed.HEADER + TestFeed.FIRST, GB18030))
                        .failure()
                        .zh())
                .contains("编码不符");
        assertThat(take(feed, directory.resolve("none.csv")).failure().en()).contains("none.csv");
    }

    @Test
    void linesOfJsonAreRows() throws IOException {
        Feed feed = opened.of(TestFeed.bench(FileFormat.JSON_LINES).build());
        String line =
                "{\"单号\":1,\"批号\":\"MB-1\",\"BFE\":98.70,\"结果\":\"OK\",\"检验员\":\"李娜\",\"时间\":\"2026/4/15 16:30\"}\n";
        FileReport report = take(
                feed,
                bytes("a.jsonl", line + "\n{\"单号\":2,\n[3]\n" + line.replace(":1,", ":4,"), StandardCharsets.UTF_8));
        assertThat(report.rows().saved()).as(report.text(Locale.ENGLISH)).isEqualTo(2);
        assertThat(report.rows().refused()).isEqualTo(2);
        assertThat(records()
                        .find("IQC-1")
                        .orElseThrow()
                        .record()
                        .measurements()
                        .get(0)
                        .results()
                        .get(0))
                .hasToString("98.70");
    }

    @Test
    void sheetOfAWorkbookIsReadWithItsDatesAndNumbersAndNoFormulaIsComputed() throws IOException {
        Path file = directory.resolve("a.xlsx");
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            workbook.createSheet("说明").createRow(0).createCell(0).setCellValue("看第二页");
            Sheet sheet = workbook.createSheet("检验");
            Row header = sheet.createRow(0);
            List<String> names = List.of("单号", "批号", "BFE", "结果", "检验员", "时间");
            for (int i = 0; i < names.size(); i++) {
                header.createCell(i).setCellValue(names.get(i));
            }
            CellStyle time = workbook.createCellStyle();
            time.setDataFormat(workbook.createDataFormat().getFormat("yyyy/m/d h:mm"));
            Row row = sheet.createRow(3);
            row.createCell(0).setCellValue(1);
            row.createCell(1).setCellValue("MB-1");
            row.createCell(2).setCellFormula("98+0.7");
            row.getCell(2).setCellValue(98.7);
            row.createCell(3).setCellValue("OK");
            row.createCell(4).setCellValue("李娜");
            Cell at = row.createCell(5);
            at.setCellValue(LocalDateTime.parse("2026-04-15T16:30:00"));
            at.setCellStyle(time);
            workbook.write(out);
        }
        RecordMapping mapping = TestFeed.fileMapping().occurredAt("时间").build();
        Feed feed = opened.of(FileSource.of("bench", FileFormat.EXCEL)
                .id("单号")
                .sheet("检验")
                .zone(ZoneId.of("Asia/Shanghai"))
                .mapping(mapping)
                .build());
        FileReport report = take(feed, file);
        assertThat(report.rows().saved()).as(report.text(Locale.ENGLISH)).isEqualTo(1);
        QualityRecord record = records().find("IQC-1").orElseThrow().record();
        assertThat(record.occurredAt()).hasToString("2026-04-15T16:30+08:00");
        Measurement measurement = record.measurements().get(0);
        assertThat(measurement.results().get(0)).hasToString("98.7");
        assertThat(take(feed, bytes("b.xlsx", "no workbook", StandardCharsets.UTF_8))
                        .failure()
                        .en())
                .contains("not a readable .xlsx workbook");
        Feed other = opened.of(FileSource.of("bench", FileFormat.EXCEL)
                .id("单号")
                .sheet("第三页")
                .mapping(mapping)
                .build());
        assertThat(take(other, file).failure().en()).contains("no sheet '第三页'", "说明, 检验");
        Feed wrong = opened.of(FileSource.of("bench", FileFormat.EXCEL)
                .id("单号")
                .sheet("说明")
                .mapping(mapping)
                .build());
        assertThat(take(wrong, file).failure().en()).contains("does not name the columns", "it names 看第二页");
    }

    @Test
    void eventsOfPartnersBecomeRecordsFromJsonAndFromXml() throws IOException {
        Feed json = opened.of(epcis("partner", FileFormat.EPCIS_JSON));
        String event = "{\"type\":\"ObjectEvent\",\"eventID\":\"urn:uuid:1\",\"eventTime\":\"2026-04-15T08:30:00Z\","
                + "\"eventTimeZoneOffset\":\"+08:00\",\"action\":\"OBSERVE\",\"bizStep\":\"receiving\",\"quantityList\":[{"
                + "\"epcClass\":\"urn:epc:class:lgtin:4012345.012345.998877\",\"quantity\":200,\"uom\":\"KGM\"}],"
                + "\"bizTransactionList\":[{\"type\":\"po\",\"bizTransaction\":\"urn:epcglobal:cbv:bt:0614141073468:1152\"}]}";
        String document =
                "{\"@context\":[],\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"epcisBody\":{\"eventList\":["
                        + event + "," + event.replace("uuid:1", "uuid:2").replace("\"receiving\"", "\"holding\"")
                        + "]}}";
        FileReport report = take(json, "partner", bytes("a.json", document, StandardCharsets.UTF_8));
        assertThat(report.rows().saved()).as(report.text(Locale.ENGLISH)).isEqualTo(1);
        assertThat(report.rows().leftOut()).isEqualTo(1);
        QualityRecord received =
                records().find("EPCIS-urn-uuid-1").orElseThrow().record();
        assertThat(received.occurredAt()).hasToString("2026-04-15T16:30+08:00");
        assertThat(received.lots()).containsExactly("urn:epc:class:lgtin:4012345.012345.998877");
        assertThat(received.attributes().text("quantity")).contains("200");
        assertThat(received.attributes().text("uom")).contains("KGM");

        Feed xml = opened.of(epcis("supplier", FileFormat.EPCIS_XML));
        String inXml = "<?xml version=\"1.0\"?><epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\""
                + " schemaVersion=\"2.0\"><EPCISBody><EventList><ObjectEvent><eventTime>2026-04-15T08:30:00Z</eventTime>"
                + "<eventTimeZoneOffset>+08:00</eventTimeZoneOffset><eventID>urn:uuid:3</eventID><action>OBSERVE</action>"
                + "<bizStep>urn:epcglobal:cbv:bizstep:receiving</bizStep><bizTransactionList><bizTransaction"
                + " type=\"urn:epcglobal:cbv:btt:po\">urn:epcglobal:cbv:bt:1</bizTransaction></bizTransactionList><extension>"
                + "<quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.998877</epcClass>"
                + "<quantity>200</quantity><uom>KGM</uom></quantityElement></quantityList></extension></ObjectEvent>"
                + "</EventList></EPCISBody></epcis:EPCISDocument>";
        report = take(xml, "supplier", bytes("a.xml", inXml, StandardCharsets.UTF_8));
        assertThat(report.rows().saved()).as(report.text(Locale.ENGLISH)).isEqualTo(1);
        QualityRecord fromXml = records().find("EPCIS-urn-uuid-3").orElseThrow().record();
        assertThat(fromXml.attributes().text("quantity")).contains("200");
        assertThat(fromXml.attributes().text("receiptNo")).contains("urn:epcglobal:cbv:bt:1");
    }

    @Test
    void entitiesOfAnXmlDocumentAreNeitherFetchedNorUnfolded() throws IOException {
        Files.writeString(directory.resolve("secret.txt"), "SECRET");
        Feed feed = opened.of(epcis("supplier", FileFormat.EPCIS_XML));
        for (String entity : List.of(
                "<!ENTITY x SYSTEM \"" + directory.resolve("secret.txt").toUri() + "\">",
                "<!ENTITY y \"" + "y".repeat(100) + "\"><!ENTITY x \"" + "&y;".repeat(100) + "\">")) {
            String document =
                    "<?xml version=\"1.0\"?><!DOCTYPE EPCISDocument [" + entity + "]><EPCISDocument><EPCISBody>"
                            + "<EventList><ObjectEvent><eventID>&x;</eventID></ObjectEvent></EventList></EPCISBody></EPCISDocument>";
            FileReport report = take(feed, "supplier", bytes("a.xml", document, StandardCharsets.UTF_8));
            assertThat(report.rows().saved()).isZero();
            assertThat(report.failure().en()).contains("document type");
            assertThat(report.text(Locale.ENGLISH)).doesNotContain("SECRET").doesNotContain("yyy");
        }
    }

    @Test
    void folderTakesWhatHasSettledAndPutsItBesideItsReport() throws IOException {
        Path folder = directory.resolve("inbox");
        Feed feed = opened.of(TestFeed.bench(FileFormat.CSV).folder(folder).build());
        assertThat(feed.look("bench", progress -> {})).isEmpty();
        Files.writeString(folder.resolve("good.csv"), TestFeed.HEADER + TestFeed.FIRST);
        Files.writeString(
                folder.resolve("bad.csv"),
                TestFeed.HEADER + TestFeed.FIRST.replaceFirst("1", "2").replace("OK", "?"));
        Files.writeString(folder.resolve("growing.csv.part"), TestFeed.HEADER);
        assertThat(feed.look("bench", progress -> {}))
                .as("seen for the first time")
                .isEmpty();
        clock.moveTo(Duration.ofSeconds(6));
        Files.writeString(
                folder.resolve("good.csv"), TestFeed.HEADER + TestFeed.FIRST + TestFeed.FIRST.replaceFirst("1", "3"));
        assertThat(feed.look("bench", progress -> {}))
                .as("one has grown meanwhile")
                .extracting(FileReport::file)
                .containsExactly("bad.csv");
        clock.moveTo(Duration.ofSeconds(12));
        assertThat(feed.look("bench", progress -> {}))
                .extracting(report -> report.rows().saved())
                .containsExactly(2L);
        assertThat(folder.resolve("done/good.csv")).exists();
        assertThat(folder.resolve("done/good.csv.report.json")).content().contains("\"saved\":2");
        assertThat(folder.resolve("failed/bad.csv.report.txt"))
                .content()
                .contains("被拒 1", "1 refused", "#2 2", "is none of the values");
        assertThat(folder.resolve("growing.csv.part")).exists();

        Files.writeString(folder.resolve("good.csv"), TestFeed.HEADER + TestFeed.FIRST);
        feed.look("bench", progress -> {});
        clock.moveTo(Duration.ofSeconds(18));
        feed.look("bench", progress -> {});
        assertThat(folder.resolve("done/good-2.csv")).exists();
    }

    private FileReport take(Feed feed, Path file) {
        return take(feed, "bench", file);
    }

    private static FileReport take(Feed feed, String source, Path file) {
        return feed.file(source, String.valueOf(file.getFileName()), file, progress -> {})
                .orElseThrow();
    }

    private Path bytes(String name, String content, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), content.getBytes(charset));
    }

    private static FileSource epcis(String name, FileFormat format) {
        return FileSource.of(name, format)
                .mapping(RecordMapping.of("goods-receipt")
                        .when("bizStep = 'receiving'")
                        .id("'EPCIS-urn-uuid-' + part(eventID, ':', 3)")
                        .title("'到货 ' + items")
                        .site("'S1'")
                        .lot("split(items, ' ')")
                        .performedBy("'EPCIS'", null)
                        .occurredAt("eventTime")
                        .attribute("receiptNo", "transaction.po")
                        .attribute("supplierLot", "items")
                        .attribute("internalLot", "items")
                        .attribute("quantity", "quantity")
                        .attribute("uom", "uom")
                        .build())
                .build();
    }

    private Records records() {
        return opened.recordKeeping().records();
    }
}
