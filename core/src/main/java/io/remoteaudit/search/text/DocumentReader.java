package io.remoteaudit.search.text;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import java.util.zip.ZipFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The reading process: takes the names of files on standard input, one at a time, and answers each with its text on
 * standard output. It ends with its host. A file may break it; the host knows, and starts another.
 */
final class DocumentReader {

    /** Said once at start, so that whatever else prints is not taken for an answer. */
    static final int READY = 0x52415458;

    static final int READ = 1;
    static final int CUT = 2;
    static final int NOT_READ = 3;
    /** Something went wrong that may have left the process in disorder. */
    static final int NOT_READ_AND_TIRED = 4;

    /** What both PDFBox's and POI's side throw; by name, since either may be missing. */
    private static final String ENCRYPTED = "EncryptedDocumentException";

    private final DataOutputStream answers;

    private DocumentReader(DataOutputStream answers) {
        this.answers = answers;
    }

    /** One file to be read. */
    private record Order(FileKind kind, Path file) {}

    /**
     * Reads files until there is no host any more.
     *
     * @param arguments none
     * @throws Exception if the host cannot be answered
     */
    public static void main(String[] arguments) throws Exception {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        // What libraries print is no answer, and nobody reads their complaints about a file.
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(out));
        SynchronousQueue<Order> orders = new SynchronousQueue<>();
        Thread thread = new Thread(() -> take(System.in, orders), "orders");
        thread.setDaemon(true);
        thread.start();
        answers.writeInt(READY);
        answers.flush();
        DocumentReader reader = new DocumentReader(answers);
        while (true) {
            reader.answer(orders.take());
        }
    }

    /** On a thread of its own, so that the host's end is noticed while a file is being read. */
    private static void take(InputStream in, SynchronousQueue<Order> orders) {
        try {
            DataInputStream data = new DataInputStream(in);
            while (true) {
                orders.put(new Order(FileKind.valueOf(data.readUTF()), Path.of(data.readUTF())));
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void answer(Order order) throws IOException {
        TextCollector collector = new TextCollector(AttachmentTexts.MOST_CHARACTERS, order.kind() == FileKind.PDF);
        NoTextReason reason = null;
        boolean tired = false;
        Collecting collecting = new Collecting(collector);
        try {
            reason = parse(order, collecting);
        } catch (Exception e) {
            if (!collecting.full) {
                reason = reason(e);
            }
        } catch (StackOverflowError | OutOfMemoryError e) {
            reason = NoTextReason.EXPANDS;
            tired = true;
        } catch (LinkageError e) {
            reason = NoTextReason.CORRUPT;
            tired = true;
        }
        if (reason == null && collector.result() instanceof AttachmentText.Read read) {
            answers.writeByte(read.cut() ? CUT : READ);
            byte[] bytes = read.text().getBytes(StandardCharsets.UTF_8);
            answers.writeInt(bytes.length);
            answers.write(bytes);
        } else {
            answers.writeByte(tired ? NOT_READ_AND_TIRED : NOT_READ);
            answers.writeUTF((reason == null ? NoTextReason.NO_TEXT : reason).wireName());
        }
        answers.flush();
    }

    private static @Nullable NoTextReason parse(Order order, Collecting collecting)
            throws IOException, SAXException, TikaException {
        if (order.kind() == FileKind.ZIP && !isOfficeDocument(order.file())) {
            return NoTextReason.OTHER_FORMAT;
        }
        try (TikaInputStream content = TikaInputStream.get(order.file())) {
            parser(order.kind())
                    .parse(content, new BodyContentHandler(collecting), new Metadata(), context(order.kind()));
        }
        return null;
    }

    private static boolean isOfficeDocument(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return archive.getEntry("[Content_Types].xml") != null;
        }
    }

    private static Parser parser(FileKind kind) {
        return switch (kind) {
            case PDF -> new PDFParser();
            case ZIP -> new OOXMLParser();
            case COMPOUND -> new OfficeParser();
            case RTF -> new RTFParser();
            case PLAIN -> throw new IllegalArgumentException("Plain text is read by the host");
        };
    }

    private static ParseContext context(FileKind kind) {
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new LeavingEmbedded());
        if (kind == FileKind.PDF) {
            setPdf(context);
        } else {
            setOffice(context);
        }
        return context;
    }

    // A host may have the one parser and not the other, so neither stands in a method's signature: a launcher that
    // looks for the main method has all signatures loaded.

    private static void setPdf(ParseContext context) {
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setMaxMainMemoryBytes(64L << 20);
        context.set(PDFParserConfig.class, pdf);
    }

    private static void setOffice(ParseContext context) {
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setExtractMacros(false);
        context.set(OfficeParserConfig.class, office);
    }

    private static NoTextReason reason(Exception failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getClass().getSimpleName().equals(ENCRYPTED)) {
                return NoTextReason.ENCRYPTED;
            }
            if (String.valueOf(at.getMessage()).contains("Zip bomb")) {
                return NoTextReason.EXPANDS;
            }
        }
        return NoTextReason.CORRUPT;
    }

    /** Hands on what a parser says until there is enough. */
    private static final class Collecting extends DefaultHandler {

        private final TextCollector collector;
        private boolean full;

        Collecting(TextCollector collector) {
            this.collector = collector;
        }

        @Override
        public void characters(char[] characters, int start, int length) throws SAXException {
            if (!collector.take(characters, start, length)) {
                full = true;
                throw new SAXException("There is text enough");
            }
        }

        @Override
        public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
            characters(characters, start, length);
        }
    }

    /** Files inside files stay unread: they are how a small file becomes a large one. */
    private static final class LeavingEmbedded implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            throw new IllegalStateException("It was said that none is parsed");
        }
    }
}
