package io.remoteaudit.feed;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files of one kind whose rows are records, for example the export of a test bench. Rows are told apart by their id columns
 * over all of its files: a row that comes again and is the same changes nothing, one that differs becomes a new version, and
 * a file that was taken in before changes nothing at all. Immutable.
 */
public final class FileSource {

    /** The largest file a person may hand over unless said otherwise, in bytes: 25 MiB. */
    public static final long LARGEST_UPLOAD = 25L << 20;

    private final String name;
    private final FileFormat format;
    private final List<String> idColumns;
    private final boolean severalRows;
    private final List<RecordMapping> mappings;
    private final @Nullable Charset charset;
    private final char separator;
    private final @Nullable String sheet;
    private final @Nullable ZoneId zone;
    private final @Nullable Path attachments;
    private final @Nullable Path folder;
    private final long largestUpload;

    private FileSource(Builder builder) {
        this.name = builder.name;
        this.format = builder.format;
        this.idColumns = List.copyOf(builder.idColumns);
        this.severalRows = builder.severalRows;
        this.mappings = List.copyOf(builder.mappings);
        this.charset = builder.charset;
        this.separator = builder.separator;
        this.sheet = builder.sheet;
        this.zone = builder.zone;
        this.attachments = builder.attachments;
        this.folder = builder.folder;
        this.largestUpload = builder.largestUpload;
    }

    /**
     * Starts a source.
     *
     * @param name what it is called, for good: 1 to 30 small letters, digits or -
     * @param format the form of its files
     * @return a builder
     */
    public static Builder of(String name, FileFormat format) {
        return new Builder(name, format);
    }

    /**
     * What the source is called.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    FileFormat format() {
        return format;
    }

    List<String> idColumns() {
        return idColumns;
    }

    boolean severalRows() {
        return severalRows;
    }

    List<RecordMapping> mappings() {
        return mappings;
    }

    @Nullable
    Charset charset() {
        return charset;
    }

    char separator() {
        return separator;
    }

    @Nullable
    String sheet() {
        return sheet;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    @Nullable
    Path attachments() {
        return attachments;
    }

    @Nullable
    Path folder() {
        return folder;
    }

    long largestUpload() {
        return largestUpload;
    }

    /** Collects what a source needs. Not safe for use by several threads. */
    public static final class Builder {

        private final String name;
        private final FileFormat format;
        private final List<String> idColumns = new ArrayList<>();
        private final List<RecordMapping> mappings = new ArrayList<>();
        private boolean severalRows;
        private @Nullable Charset charset;
        private char separator;
        private @Nullable String sheet;
        private @Nullable ZoneId zone;
        private @Nullable Path attachments;
        private @Nullable Path folder;
        private long largestUpload = LARGEST_UPLOAD;

        private Builder(String name, FileFormat format) {
            this.name = SourceName.require(name);
            this.format = Objects.requireNonNull(format, "format");
            this.separator = format == FileFormat.TSV ? '\t' : ',';
        }

        /**
         * Names the columns that tell records apart.
         *
         * @param columns one or more, together unique for each record over all files; {@code eventID} of EPCIS documents
         *     unless said otherwise
         * @return this builder
         */
        public Builder id(String... columns) {
            idColumns.addAll(List.of(columns));
            return this;
        }

        /**
         * Says whether several rows with the same id, one after the other, belong to one record.
         *
         * @param severalRows false unless said otherwise: then a second row of an id is refused
         * @return this builder
         */
        public Builder severalRows(boolean severalRows) {
            this.severalRows = severalRows;
            return this;
        }

        /**
         * Adds how rows become records. Of several mappings the first whose condition holds is taken; a row none of them
         * takes is left out, and counted.
         *
         * @param mapping one or more
         * @return this builder
         */
        public Builder mapping(RecordMapping mapping) {
            mappings.add(mapping);
            return this;
        }

        /**
         * Says how texts are encoded.
         *
         * @param charset for example UTF-8 or GB18030; null to look: what is valid UTF-8 is that, all else GB18030
         * @return this builder
         */
        public Builder charset(@Nullable Charset charset) {
            this.charset = charset;
            return this;
        }

        /**
         * Says what separates the values of a CSV file.
         *
         * @param separator a comma unless said otherwise
         * @return this builder
         * @throws IllegalArgumentException if it is a quote, a line end, a letter or a digit
         */
        public Builder separator(char separator) {
            if (separator == '"' || separator == '\n' || separator == '\r' || Character.isLetterOrDigit(separator)) {
                throw new IllegalArgumentException("Values cannot be separated by '" + separator + "'");
            }
            this.separator = separator;
            return this;
        }

        /**
         * Names the sheet of a workbook.
         *
         * @param sheet its name; null for the first
         * @return this builder
         */
        public Builder sheet(@Nullable String sheet) {
            this.sheet = sheet;
            return this;
        }

        /**
         * Says which zone times without an offset are in.
         *
         * @param zone the source's zone; null for none, and such times are refused
         * @return this builder
         */
        public Builder zone(@Nullable ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /**
         * Says where the files lie that rows name by a path, as {@link TableSource.Builder#attachments} does.
         *
         * @param directory a directory; null for none
         * @return this builder
         */
        public Builder attachments(@Nullable Path directory) {
            this.attachments =
                    directory == null ? null : directory.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Names a folder whose files are taken in once they grow no more. What was taken in is moved to {@code done}, what was
         * not, or not wholly, to {@code failed}, each beside a report.
         *
         * @param folder a folder; null for files that are handed over only
         * @return this builder
         */
        public Builder folder(@Nullable Path folder) {
            this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Says how large a file may be that a member of the staff hands over at the desk; those in a folder may be larger.
         *
         * @param bytes {@link #LARGEST_UPLOAD} unless said otherwise
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder largestUpload(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("The largest upload is one byte or more, not " + bytes);
            }
            this.largestUpload = bytes;
            return this;
        }

        /**
         * Ends the source. Nothing is read yet.
         *
         * @return the source
         * @throws MappingException {@code RA-1003} if id or mapping is missing
         */
        public FileSource build() {
            boolean epcis = format == FileFormat.EPCIS_JSON || format == FileFormat.EPCIS_XML;
            if (idColumns.isEmpty() && epcis) {
                idColumns.add("eventID");
            }
            if (idColumns.isEmpty() || mappings.isEmpty()) {
                throw new MappingException(
                        "RA-1003",
                        "The source '" + name + "' lacks " + (mappings.isEmpty() ? "its mapping" : "its id columns")
                                + "; give it");
            }
            return new FileSource(this);
        }
    }
}
