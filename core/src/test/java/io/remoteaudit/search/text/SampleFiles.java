package io.remoteaudit.search.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Files as they are attached to records, and files as somebody might attach them to do harm. */
public final class SampleFiles {

    private static final String CONTENT_TYPES = "<?xml version=\"1.0\"?><Types"
            + " xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
            + " PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
            + ".wordprocessingml.document.main+xml\"/></Types>";

    private static final String RELATIONSHIPS = "<?xml version=\"1.0\"?><Relationships"
            + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
            + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
            + " Target=\"word/document.xml\"/></Relationships>";

    private SampleFiles() {}

    /** What writes a file. */
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    public static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] pdf(String... lines) {
        return written(out -> {
            try (PDDocument document = document(lines)) {
                document.save(out);
            }
        });
    }

    public static byte[] encryptedPdf(String line) {
        return written(out -> {
            try (PDDocument document = document(line)) {
                document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
                document.save(out);
            }
        });
    }

    /** As a scanner makes it: pages without a character. */
    public static byte[] scannedPdf() {
        return pdf();
    }

    private static PDDocument document(String... lines) throws IOException {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
            content.setLeading(16);
            content.newLineAtOffset(56, 700);
            for (String line : lines) {
                content.showText(line);
                content.newLine();
            }
            content.endText();
        }
        return document;
    }

    /** A page whose drawing inflates to as many bytes of operators as asked for. */
    public static byte[] busyPdf(int megabytes) {
        byte[] operators = "0 0 m 9 9 l 1 0 0 RG S q Q 1 0 0 1 0 0 cm BT ET\n"
                .repeat(1 << 14)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] drawing = written(out -> {
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
                for (long bytes = 0; bytes < (long) megabytes << 20; bytes += operators.length) {
                    deflater.write(operators);
                }
            }
        });
        return written(out -> {
            out.write(("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
                            + "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
                            + "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n"
                            + "4 0 obj\n<< /Filter /FlateDecode /Length " + drawing.length + " >>\nstream\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(drawing);
            out.write("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"
                    .getBytes(StandardCharsets.US_ASCII));
        });
    }

    public static byte[] word(String... paragraphs) {
        return written(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                for (String paragraph : paragraphs) {
                    document.createParagraph().createRun().setText(paragraph);
                }
                document.write(out);
            }
        });
    }

    public static byte[] spreadsheet(String... cells) {
        return written(out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                fill(workbook, cells);
                workbook.write(out);
            }
        });
    }

    public static byte[] oldSpreadsheet(String... cells) {
        return written(out -> {
            try (HSSFWorkbook workbook = new HSSFWorkbook()) {
                fill(workbook, cells);
                workbook.write(out);
            }
        });
    }

    public static byte[] encryptedSpreadsheet(String... cells) {
        byte[] open = spreadsheet(cells);
        return written(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("password");
                try (OutputStream sealed = encryptor.getDataStream(files)) {
                    sealed.write(open);
                } catch (GeneralSecurityException e) {
                    throw new IOException(e);
                }
                files.writeFilesystem(out);
            }
        });
    }

    public static byte[] hugeSpreadsheet(int rows) {
        return written(out -> {
            try (SXSSFWorkbook workbook = new SXSSFWorkbook(50)) {
                Sheet sheet = workbook.createSheet("数据");
                for (int i = 0; i < rows; i++) {
                    Row row = sheet.createRow(i);
                    for (int column = 0; column < 8; column++) {
                        row.createCell(column).setCellValue("样品" + i + "列" + column);
                    }
                }
                workbook.write(out);
            }
        });
    }

    private static void fill(Workbook workbook, String... cells) {
        Row row = workbook.createSheet("检验").createRow(0);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }

    /** A Word file whose one part is what is given. */
    public static byte[] wordOf(Writing document) {
        return archive(Map.of(
                "[Content_Types].xml",
                out -> out.write(CONTENT_TYPES.getBytes(StandardCharsets.UTF_8)),
                "_rels/.rels",
                out -> out.write(RELATIONSHIPS.getBytes(StandardCharsets.UTF_8)),
                "word/document.xml",
                document));
    }

    public static byte[] archive(Map<String, Writing> entries) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, Writing> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    entry.getValue().to(zip);
                    zip.closeEntry();
                }
            }
        });
    }

    /** Each entity stands for ten of the one before: a billion words of a few hundred bytes. */
    public static byte[] billionLaughs() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY l0 \"呵呵\">");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY l").append(i).append(" \"");
            xml.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        xml.append(
                        "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>")
                .append("<w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>");
        return wordOf(out -> out.write(xml.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** An entity that stands for a file of the machine. */
    public static byte[] wordThatNames(Path file) {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY f SYSTEM \"" + file.toUri() + "\">]>"
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>"
                + "<w:r><w:t>前 &f; 后</w:t></w:r></w:p></w:body></w:document>";
        return wordOf(out -> out.write(xml.getBytes(StandardCharsets.UTF_8)));
    }

    /** One megabyte that inflates to a gigabyte, inside one text of one paragraph. */
    public static byte[] inflatingWord() {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'A');
        return wordOf(out -> {
            out.write(("<?xml version=\"1.0\"?><w:document"
                            + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:bomb=\"")
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1_024; i++) {
                out.write(chunk);
            }
            out.write("\"><w:body/></w:document>".getBytes(StandardCharsets.UTF_8));
        });
    }

    /** XML that is nested deeper than a stack is. */
    public static byte[] nestedWord() {
        return wordOf(out -> {
            out.write(("<?xml version=\"1.0\"?><w:document"
                            + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] open = "<w:tbl><w:tr><w:tc>".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_000; i++) {
                out.write(open);
            }
        });
    }
}
