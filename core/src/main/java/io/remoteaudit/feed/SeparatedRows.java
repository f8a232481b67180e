package io.remoteaudit.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Rows of values separated by a sign, by RFC 4180; the first names the columns. */
final class SeparatedRows implements RowReader {

    private static final int MOST_COLUMNS = 2_000;

    private final TextFiles.Bounded text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> names;
    private long number;

    SeparatedRows(Path file, @Nullable Charset charset, char separator) throws IOException {
        text = TextFiles.open(file, charset);
        boolean opened = false;
        try {
            parser = CSVParser.builder()
                    .setReader(text)
                    .setFormat(CSVFormat.RFC4180
                            .builder()
                            .setDelimiter(separator)
                            .setIgnoreEmptyLines(true)
                            .get())
                    .get();
            records = parser.iterator();
            CSVRecord header = read();
            if (header == null) {
                throw new IOException("the file is empty; its first row must name the columns");
            }
            names = requireNames(header.toList());
            opened = true;
        } finally {
            if (!opened) {
                text.close();
            }
        }
    }

    /** The names of columns, checked. */
    static List<String> requireNames(List<String> names) throws IOException {
        if (names.size() > MOST_COLUMNS) {
            throw new IOException("the first row names " + names.size() + " columns, more than " + MOST_COLUMNS);
        }
        Set<String> met = new HashSet<>();
        for (String name : names) {
            if (!name.isBlank() && !met.add(Row.key(name))) {
                throw new IOException("the first row names the column '" + name.strip() + "' twice");
            }
        }
        return names;
    }

    @Override
    public Optional<List<String>> names() {
        return Optional.of(names);
    }

    @Override
    public @Nullable Row next() throws IOException {
        CSVRecord record = read();
        if (record == null) {
            return null;
        }
        if (record.size() > names.size()) {
            throw new RowFault(
                    "该行有 " + record.size() + " 个值，而表头只有 " + names.size() + " 列",
                    "the row has " + record.size() + " values, but the first row names " + names.size() + " columns");
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < record.size(); i++) {
            if (record.get(i).length() > Row.LONGEST_CELL) {
                throw new RowFault(
                        "第 " + (i + 1) + " 列超过 " + Row.LONGEST_CELL + " 个字符",
                        "column " + (i + 1) + " has more than " + Row.LONGEST_CELL + " characters");
            }
            cells.put(names.get(i), record.get(i));
        }
        return Row.of(cells);
    }

    private @Nullable CSVRecord read() throws IOException {
        text.beginRow();
        number = parser.getCurrentLineNumber() + 1;
        try {
            if (!records.hasNext()) {
                return null;
            }
            return records.next();
        } catch (UncheckedIOException e) {
            throw new IOException(said(e), e);
        } catch (IllegalStateException e) {
            // What the parser says of a quote in the wrong place; where the next row begins is not known then.
            throw new IOException(said(e), e);
        }
    }

    private static String said(Throwable failure) {
        Throwable cause = failure.getCause();
        String said = String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
        return cause instanceof CSVException ? "not valid CSV: " + said : said;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
