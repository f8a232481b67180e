package io.remoteaudit.spring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * A table or view of the host's own whose rows become records. The values of mappings are expressions, as FEEDING.md
 * describes them: a column by its name, a fixed text in single quotes.
 *
 * @param dataSource Name of the DataSource bean whose database holds the table. Needed if the host has several.
 * @param query The SELECT that gives the rows, without ORDER BY; or the name of a table or view.
 * @param id Columns that tell records apart.
 * @param severalRows Whether several rows with the same id belong to one record.
 * @param rowOrder Columns by which the rows of one record are ordered.
 * @param watermark Column that grows whenever a row is entered or changed. Without one, all rows are read each time.
 * @param lookBack How far back of the watermark each run reads, for rows that were committed late; for times and days.
 * @param lookBackNumber How far back of the watermark each run reads; for numbers.
 * @param zone Zone of times that have no offset, for example Asia/Shanghai.
 * @param attachmentsDirectory Directory below which the files lie that rows name by a path.
 * @param fetchSize How many rows are fetched at a time, and records saved in one transaction at most; from 1 to 10000.
 * @param every How long after a run the next one begins; 0 for only when asked.
 * @param deletedEvery How often all ids are compared to find rows that were deleted; 0 for never.
 * @param mapping How a row becomes a record.
 * @param mappings How rows of several kinds become records: the first whose condition holds is taken.
 */
public record SourceProperties(
        @Nullable String dataSource,
        @Nullable String query,
        @DefaultValue List<String> id,
        @DefaultValue("false") boolean severalRows,
        @DefaultValue List<String> rowOrder,
        @Nullable String watermark,
        @DefaultValue("10m") Duration lookBack,
        @DefaultValue("1000") long lookBackNumber,
        @Nullable ZoneId zone,
        @Nullable String attachmentsDirectory,
        @DefaultValue("500") int fetchSize,
        @DefaultValue("5m") Duration every,
        @DefaultValue("1d") Duration deletedEvery,
        @Nullable Mapping mapping,
        @DefaultValue List<Mapping> mappings) {

    /** Copies the lists. */
    public SourceProperties {
        id = List.copyOf(id);
        rowOrder = List.copyOf(rowOrder);
        mappings = List.copyOf(mappings);
    }

    /**
     * How a row becomes a record. All but the type are expressions.
     *
     * @param type Id of the record type, without quotes.
     * @param when Condition a row must meet.
     * @param id Business id of the record, unique over all sources.
     * @param title What a person reads first.
     * @param site Id of the site.
     * @param productFamily Product family.
     * @param model Product model.
     * @param lots Lots the record is about.
     * @param standards Editions of standards that apply.
     * @param clauses Clauses the record is evidence for.
     * @param performedBy Who did it.
     * @param performedByRole Role acted in.
     * @param reviewedBy Who reviewed it.
     * @param reviewedByRole Role of who reviewed it.
     * @param occurredAt When it happened.
     * @param changedBy Who is named for a changed row; the source itself unless said otherwise.
     * @param attributes Fields of the record's type by their names.
     * @param measurements What was measured.
     * @param attachments Files that belong to the record.
     */
    public record Mapping(
            @Nullable String type,
            @Nullable String when,
            @Nullable String id,
            @Nullable String title,
            @Nullable String site,
            @Nullable String productFamily,
            @Nullable String model,
            @DefaultValue List<String> lots,
            @DefaultValue List<String> standards,
            @DefaultValue List<String> clauses,
            @Nullable String performedBy,
            @Nullable String performedByRole,
            @Nullable String reviewedBy,
            @Nullable String reviewedByRole,
            @Nullable String occurredAt,
            @Nullable String changedBy,
            @DefaultValue Map<String, String> attributes,
            @DefaultValue List<MeasurementFields> measurements,
            @DefaultValue List<AttachmentFields> attachments) {

        /** Copies lists and map. */
        public Mapping {
            lots = List.copyOf(lots);
            standards = List.copyOf(standards);
            clauses = List.copyOf(clauses);
            attributes = Map.copyOf(attributes);
            measurements = List.copyOf(measurements);
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * How a row becomes a measurement. All are expressions.
     *
     * @param characteristic Code of the characteristic.
     * @param when Condition a row must meet.
     * @param results Individual results.
     * @param observations Individual results that are not numbers.
     * @param unit Unit of the numbers.
     * @param statistic How the value came from the results.
     * @param value Value the verdict was given on.
     * @param limitOperator Operator of the requirement.
     * @param limitValue Bound of the requirement, or the lower one.
     * @param limitUpper Upper bound of the requirement.
     * @param verdict conforming, nonconforming or not-judged.
     * @param standard Edition judged by.
     * @param method Test method.
     * @param instrument Id of the instrument.
     */
    public record MeasurementFields(
            @Nullable String characteristic,
            @Nullable String when,
            @DefaultValue List<String> results,
            @DefaultValue List<String> observations,
            @Nullable String unit,
            @Nullable String statistic,
            @Nullable String value,
            @Nullable String limitOperator,
            @Nullable String limitValue,
            @Nullable String limitUpper,
            @Nullable String verdict,
            @Nullable String standard,
            @Nullable String method,
            @Nullable String instrument) {

        /** Copies the lists. */
        public MeasurementFields {
            results = List.copyOf(results);
            observations = List.copyOf(observations);
        }
    }

    /**
     * How a row names a file: by a path or by a column with its content.
     *
     * @param path Expression for a path below attachments-directory.
     * @param column Name of the column that holds the content itself.
     * @param fileName Expression for the file name shown to people; needed with a column.
     * @param mediaType Expression for the media type; by the name's ending unless said otherwise.
     */
    public record AttachmentFields(
            @Nullable String path,
            @Nullable String column,
            @Nullable @Name("name") String fileName,
            @Nullable String mediaType) {}
}
