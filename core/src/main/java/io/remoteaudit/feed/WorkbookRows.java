package io.remoteaudit.feed;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRelation;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Rows of a sheet, read one after the other, whatever its size; only the workbook's table of texts is in memory, and
 * bounded. Formulas are not computed: what was shown when the workbook was saved is read. POI itself refuses what unfolds a
 * hundredfold.
 */
final class WorkbookRows implements RowReader {

    private static final long MOST_TEXT = 64L << 20;

    /** Excel keeps no more digits than these. */
    private static final MathContext DIGITS = new MathContext(15);

    private final OPCPackage workbook;
    private final InputStream sheet;
    private final XMLStreamReader xml;
    private final ReadOnlySharedStringsTable texts;
    private final StylesTable styles;
    private final Map<Integer, String> names = new TreeMap<>();
    private long number;

    WorkbookRows(Path file, @Nullable String sheetName) throws IOException {
        boolean opened = false;
        OPCPackage open = null;
        try {
            open = OPCPackage.open(file.toFile(), PackageAccess.READ);
            workbook = open;
            requireText();
            texts = new ReadOnlySharedStringsTable(workbook);
            XSSFReader reader = new XSSFReader(workbook);
            styles = reader.getStylesTable();
            sheet = sheet(reader, sheetName);
            xml = HardenedXml.reader(sheet);
            readNames();
            opened = true;
        } catch (OpenXML4JException
                | OpenXML4JRuntimeException
                | SAXException
                | XMLStreamException
                | UnsupportedFileFormatException e) {
            throw unreadable(e);
        } finally {
            if (!opened && open != null) {
                open.revert();
            }
        }
    }

    private static IOException unreadable(Exception cause) {
        return new IOException("not a readable .xlsx workbook: " + cause.getMessage(), cause);
    }

    private void requireText() throws IOException {
        for (PackagePart part : workbook.getPartsByContentType(XSSFRelation.SHARED_STRINGS.getContentType())) {
            if (part.getSize() > MOST_TEXT) {
                throw new IOException("the workbook's table of texts has " + part.getSize() + " bytes, more than "
                        + MOST_TEXT + "; split it, or save it as CSV");
            }
        }
    }

    private static InputStream sheet(XSSFReader reader, @Nullable String name) throws IOException, OpenXML4JException {
        XSSFReader.SheetIterator sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
        List<String> found = new ArrayList<>();
        while (sheets.hasNext()) {
            InputStream next = sheets.next();
            found.add(sheets.getSheetName());
            if (name == null || name.equals(sheets.getSheetName())) {
                return next;
            }
            next.close();
        }
        throw new IOException("the workbook has no sheet '" + name + "'; it has " + String.join(", ", found));
    }

    private void readNames() throws IOException {
        Map<Integer, String> first = row();
        if (first == null) {
            throw new IOException("the sheet is empty; its first row must name the columns");
        }
        SeparatedRows.requireNames(List.copyOf(first.values()));
        names.putAll(first);
    }

    @Override
    public Optional<List<String>> names() {
        return Optional.of(List.copyOf(names.values()));
    }

    @Override
    public @Nullable Row next() throws IOException {
        Map<Integer, String> row = row();
        while (row != null && row.isEmpty()) {
            row = row();
        }
        if (row == null) {
            return null;
        }
        Map<String, String> cells = new HashMap<>();
        row.forEach((column, text) -> {
            String name = names.get(column);
            if (name != null) {
                cells.put(name, text);
            }
        });
        return Row.of(cells);
    }

    /** The next row's texts by column; null at the end. */
    private @Nullable Map<Integer, String> row() throws IOException {
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("row")) {
                    String place = xml.getAttributeValue(null, "r");
                    number = place == null ? number + 1 : Long.parseLong(place);
                    return cells();
                }
            }
            return null;
        } catch (XMLStreamException | NumberFormatException e) {
            throw unreadable(e);
        }
    }

    private Map<Integer, String> cells() throws XMLStreamException {
        Map<Integer, String> cells = new TreeMap<>();
        int column = -1;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row")) {
                return cells;
            }
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
                String place = xml.getAttributeValue(null, "r");
                column = place == null ? column + 1 : new CellReference(place).getCol();
                String text = cell();
                if (!text.isEmpty()) {
                    cells.put(column, text);
                }
            }
        }
    }

    private String cell() throws XMLStreamException {
        String type = xml.getAttributeValue(null, "t");
        String style = xml.getAttributeValue(null, "s");
        String value = "";
        StringBuilder inline = new StringBuilder();
        while (true) {
            int event = xml.next();
            if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
                return inline.length() > 0 ? inline.toString() : shown(type, style, value);
            }
            if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("v")) {
                value = HardenedXml.text(xml, Row.LONGEST_CELL);
            } else if (event == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("t")) {
                inline.append(HardenedXml.text(xml, Row.LONGEST_CELL));
            }
        }
    }

    private String shown(@Nullable String type, @Nullable String style, String value) {
        if (value.isEmpty()) {
            return "";
        }
        return switch (type == null ? "n" : type) {
            case "s" -> texts.getItemAt(Integer.parseInt(value)).getString();
            case "b" -> value.equals("1") ? "true" : "false";
            case "n" -> number(style, value);
            // A formula's text, a date in ISO 8601, or an error such as #DIV/0!, which no mapping takes for a value.
            default -> value;
        };
    }

    private String number(@Nullable String style, String value) {
        BigDecimal exact = new BigDecimal(value);
        if (style != null) {
            XSSFCellStyle format = styles.getStyleAt(Integer.parseInt(style));
            if (format != null && DateUtil.isADateFormat(format.getDataFormat(), format.getDataFormatString())) {
                return time(exact, String.valueOf(format.getDataFormatString()));
            }
        }
        BigDecimal rounded = exact.round(DIGITS);
        BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return plain.toPlainString();
    }

    private static String time(BigDecimal days, String format) {
        LocalDateTime time = DateUtil.getLocalDateTime(days.doubleValue(), false, true);
        boolean dayOnly = time.toLocalTime().equals(LocalTime.MIDNIGHT)
                && format.toLowerCase(Locale.ROOT).indexOf('h') < 0;
        return dayOnly ? time.toLocalDate().toString() : time.toString();
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw unreadable(e);
        } finally {
            sheet.close();
            workbook.revert();
        }
    }
}
