package io.remoteaudit.feed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A table or view of the maker's own whose rows are records: read again and again, never written. Immutable.
 *
 * <p>Rows are told apart by their id columns. With a watermark, a column whose value grows whenever a row is entered or
 * changed, only what came since is read; without one, all is read each time. What was read before and is the same is left
 * as it is; what is not becomes a new version of its record.
 */
public final class TableSource {

    /** How far back of the watermark a run reads, for rows that were committed late or share its value. */
    public static final Duration LOOK_BACK = Duration.ofMinutes(10);

    private final String name;
    private final DataSource dataSource;
    private final String query;
    private final List<String> idColumns;
    private final boolean severalRows;
    private final List<String> rowOrder;
    private final @Nullable String watermark;
    private final Duration lookBack;
    private final long lookBackNumber;
    private final List<RecordMapping> mappings;
    private final @Nullable ZoneId zone;
    private final @Nullable Path attachments;
    private final Duration deletedEvery;
    private final int fetchSize;

    private TableSource(Builder builder) {
        this.name = builder.name;
        this.dataSource = builder.dataSource;
        this.query = builder.query;
        this.idColumns = List.copyOf(builder.idColumns);
        this.severalRows = builder.severalRows;
        this.rowOrder = List.copyOf(builder.rowOrder);
        this.watermark = builder.watermark;
        this.lookBack = builder.lookBack;
        this.lookBackNumber = builder.lookBackNumber;
        this.mappings = List.copyOf(builder.mappings);
        this.zone = builder.zone;
        this.attachments = builder.attachments;
        this.deletedEvery = builder.deletedEvery;
        this.fetchSize = builder.fetchSize;
    }

    /**
     * Starts a source.
     *
     * @param name what it is called, for good: 1 to 30 small letters, digits or -; what was read before is known by it
     * @param dataSource where its rows are; any database with a JDBC driver
     * @param query a {@code SELECT} without {@code ORDER BY}, or the name of a table or view
     * @return a builder
     */
    public static Builder of(String name, DataSource dataSource, String query) {
        return new Builder(name, dataSource, query);
    }

    /**
     * What the source is called.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    DataSource dataSource() {
        return dataSource;
    }

    String query() {
        return query;
    }

    List<String> idColumns() {
        return idColumns;
    }

    boolean severalRows() {
        return severalRows;
    }

    List<String> rowOrder() {
        return rowOrder;
    }

    @Nullable
    String watermark() {
        return watermark;
    }

    Duration lookBack() {
        return lookBack;
    }

    long lookBackNumber() {
        return lookBackNumber;
    }

    List<RecordMapping> mappings() {
        return mappings;
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    @Nullable
    Path attachments() {
        return attachments;
    }

    Duration deletedEvery() {
        return deletedEvery;
    }

    int fetchSize() {
        return fetchSize;
    }

    /** Collects what a source needs. Not safe for use by several threads. */
    public static final class Builder {

        private final String name;
        private final DataSource dataSource;
        private final String query;
        private final List<String> idColumns = new ArrayList<>();
        private final List<RecordMapping> mappings = new ArrayList<>();
        private final List<String> rowOrder = new ArrayList<>();
        private boolean severalRows;
        private @Nullable String watermark;
        private Duration lookBack = LOOK_BACK;
        private long lookBackNumber = 1_000;
        private @Nullable ZoneId zone;
        private @Nullable Path attachments;
        private Duration deletedEvery = Duration.ofDays(1);
        private int fetchSize = 500;

        private Builder(String name, DataSource dataSource, String query) {
            this.name = SourceName.require(name);
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            String text = query.strip();
            while (text.endsWith(";")) {
                text = text.substring(0, text.length() - 1).strip();
            }
            boolean table = text.matches("[\\p{L}\\p{N}_.$\"`]{1,200}");
            this.query = table ? "SELECT * FROM " + text : text;
        }

        /**
         * Names the columns that tell records apart.
         *
         * @param columns one or more, together unique for each record
         * @return this builder
         */
        public Builder id(String... columns) {
            idColumns.addAll(List.of(columns));
            return this;
        }

        /**
         * Says that several rows with the same id belong to one record, for example one row a result. Otherwise a second row
         * of an id is refused.
         *
         * @param order the columns by which the rows of a record are ordered, and so its results; by their content if none
         *     is named, since databases keep no order of their own
         * @return this builder
         */
        public Builder severalRows(String... order) {
            this.severalRows = true;
            rowOrder.addAll(List.of(order));
            return this;
        }

        /**
         * Names the column that grows whenever a row is entered or changed: a time, a day or a number.
         *
         * @param column the column; null for none, and all rows are read each time
         * @return this builder
         */
        public Builder watermark(@Nullable String column) {
            this.watermark = column;
            return this;
        }

        /**
         * Says how far back of the newest watermark each run reads, so that a row that was committed late is not lost.
         *
         * @param time for times and days: longer than any transaction of the source lasts, 10 minutes unless said
         *     otherwise
         * @param number for numbers: how many below, 1,000 unless said otherwise
         * @return this builder
         * @throws IllegalArgumentException if one is negative
         */
        public Builder lookBack(Duration time, long number) {
            if (time.isNegative() || number < 0) {
                throw new IllegalArgumentException("How far back is read is not negative: " + time + ", " + number);
            }
            this.lookBack = time;
            this.lookBackNumber = number;
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
         * Says where the files lie that rows name by a path. Nothing outside of it is read, and no link is followed.
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
         * Says how often all ids are compared with those read before, to find rows that were deleted. Their records stay;
         * they are reported.
         *
         * @param interval a day unless said otherwise; zero for never
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder deletedEvery(Duration interval) {
            if (interval.isNegative()) {
                throw new IllegalArgumentException("The interval is not negative: " + interval);
            }
            this.deletedEvery = interval;
            return this;
        }

        /**
         * Says how many rows are fetched at a time, and how many records are saved in one transaction at most.
         *
         * @param rows from 1 to 10,000; 500 unless said otherwise
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder fetchSize(int rows) {
            if (rows < 1 || rows > 10_000) {
                throw new IllegalArgumentException("From 1 to 10,000 rows are fetched at a time, not " + rows);
            }
            this.fetchSize = rows;
            return this;
        }

        /**
         * Ends the source. Nothing is read yet.
         *
         * @return the source
         * @throws MappingException {@code RA-1003} if query, id or mapping is missing
         */
        public TableSource build() {
            if (query.isEmpty() || idColumns.isEmpty() || mappings.isEmpty()) {
                throw new MappingException(
                        "RA-1003",
                        "The source '" + name + "' lacks "
                                + (query.isEmpty()
                                        ? "its query"
                                        : idColumns.isEmpty() ? "its id columns" : "its mapping")
                                + "; give it");
            }
            return new TableSource(this);
        }
    }
}
