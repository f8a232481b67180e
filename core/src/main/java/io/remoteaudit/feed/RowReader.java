package io.remoteaudit.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one file, one at a time. For one thread. */
interface RowReader extends AutoCloseable {

    /** The longest row; what claims to be longer is no row of a quality record. */
    int LONGEST_ROW = 2_000_000;

    /**
     * The next row; null at the end.
     *
     * @throws RowFault if this row cannot be read, and others may be
     * @throws IOException if nothing more can be read
     */
    @Nullable
    Row next() throws IOException;

    /** The columns the file's first row names; empty if it is of a form in which each row names its own. */
    default Optional<List<String>> names() {
        return Optional.empty();
    }

    /** The number of the row {@link #next} gave last, as a person counts them in the file. */
    long number();

    @Override
    void close() throws IOException;

    /** A reader for a file of a source. */
    static RowReader open(FileSource source, Path file) throws IOException {
        return switch (source.format()) {
            case CSV, TSV -> new SeparatedRows(file, source.charset(), source.separator());
            case JSON_LINES -> new JsonLines(file, source.charset());
            case EXCEL -> Workbooks.open(file, source.sheet());
            case EPCIS_JSON -> new EpcisJsonRows(file);
            case EPCIS_XML -> new EpcisXmlRows(file);
        };
    }
}
