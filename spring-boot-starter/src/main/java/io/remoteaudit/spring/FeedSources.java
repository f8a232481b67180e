package io.remoteaudit.spring;

import io.remoteaudit.feed.AttachmentMapping;
import io.remoteaudit.feed.FileFormat;
import io.remoteaudit.feed.FileSource;
import io.remoteaudit.feed.MappingException;
import io.remoteaudit.feed.MeasurementMapping;
import io.remoteaudit.feed.RecordMapping;
import io.remoteaudit.feed.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads from the host's properties which tables records are taken from, and how. */
final class FeedSources {

    private static final String PREFIX = "remote-audit.sources.";

    private final LedgerDataSource dataSources;

    FeedSources(LedgerDataSource dataSources) {
        this.dataSources = dataSources;
    }

    List<TableSource> of(Map<String, SourceProperties> given) {
        List<TableSource> sources = new ArrayList<>();
        new TreeMap<>(given).forEach((name, properties) -> sources.add(source(name, properties)));
        return sources;
    }

    private TableSource source(String name, SourceProperties given) {
        String property = PREFIX + name;
        try {
            if (given.every().isNegative()) {
                throw new IllegalArgumentException("'every' is not negative: " + given.every());
            }
            TableSource.Builder source = TableSource.of(
                            name,
                            dataSources.read(property + ".data-source", given.dataSource()),
                            Objects.requireNonNullElse(given.query(), ""))
                    .id(given.id().toArray(String[]::new))
                    .watermark(given.watermark())
                    .lookBack(given.lookBack(), given.lookBackNumber())
                    .zone(given.zone())
                    .attachments(directory(given.attachmentsDirectory()))
                    .fetchSize(given.fetchSize())
                    .deletedEvery(given.deletedEvery());
            if (given.severalRows()) {
                source.severalRows(given.rowOrder().toArray(String[]::new));
            }
            mappings(given.mapping(), given.mappings()).forEach(mapping -> source.mapping(mapping(mapping)));
            return source.build();
        } catch (MappingException | IllegalArgumentException e) {
            throw unusable(property, e);
        }
    }

    static List<FileSource> files(Map<String, FileSourceProperties> given) {
        List<FileSource> sources = new ArrayList<>();
        new TreeMap<>(given).forEach((name, properties) -> sources.add(file(name, properties)));
        return sources;
    }

    private static FileSource file(String name, FileSourceProperties given) {
        String property = "remote-audit.files." + name;
        try {
            FileFormat format = given.format();
            if (format == null || given.every().isNegative()) {
                throw new IllegalArgumentException("'format' is missing, or 'every' is negative");
            }
            FileSource.Builder source = FileSource.of(name, format)
                    .id(given.id().toArray(String[]::new))
                    .severalRows(given.severalRows())
                    .charset(given.charset())
                    .sheet(given.sheet())
                    .zone(given.zone())
                    .attachments(directory(given.attachmentsDirectory()))
                    .folder(directory(given.folder()))
                    .largestUpload(given.largestUpload().toBytes());
            Character separator = given.separator();
            if (separator != null) {
                source.separator(separator);
            }
            mappings(given.mapping(), given.mappings()).forEach(mapping -> source.mapping(mapping(mapping)));
            return source.build();
        } catch (MappingException | IllegalArgumentException e) {
            throw unusable(property, e);
        }
    }

    private static MisconfiguredException unusable(String property, RuntimeException cause) {
        return new MisconfiguredException(
                "RA-0930",
                "The properties '" + property + ".*' cannot be used. " + cause.getMessage() + ".",
                "Correct them; FEEDING.md describes how a source is written. A list whose expressions hold commas is"
                        + " written item by item.",
                cause);
    }

    private static List<SourceProperties.Mapping> mappings(
            SourceProperties.@Nullable Mapping first, List<SourceProperties.Mapping> others) {
        List<SourceProperties.Mapping> mappings = new ArrayList<>(others);
        if (first != null) {
            mappings.add(0, first);
        }
        return mappings;
    }

    private static @Nullable Path directory(@Nullable String directory) {
        // An InvalidPathException is an IllegalArgumentException, whose message says what is wrong with the path.
        return directory == null || directory.isBlank() ? null : Path.of(directory);
    }

    static RecordMapping mapping(SourceProperties.Mapping given) {
        RecordMapping.Builder mapping = RecordMapping.of(Objects.requireNonNullElse(given.type(), ""));
        with(given.when(), mapping::when);
        with(given.id(), mapping::id);
        with(given.title(), mapping::title);
        with(given.site(), mapping::site);
        mapping.product(given.productFamily(), given.model());
        given.lots().forEach(mapping::lot);
        given.standards().forEach(mapping::standard);
        given.clauses().forEach(mapping::clause);
        with(given.performedBy(), name -> mapping.performedBy(name, given.performedByRole()));
        with(given.reviewedBy(), name -> mapping.reviewedBy(name, given.reviewedByRole()));
        with(given.occurredAt(), mapping::occurredAt);
        with(given.changedBy(), mapping::changedBy);
        new TreeMap<>(given.attributes()).forEach(mapping::attribute);
        given.measurements().forEach(measurement -> mapping.measurement(measurement(measurement)));
        given.attachments().forEach(attachment -> mapping.attachment(attachment(attachment)));
        return mapping.build();
    }

    private static MeasurementMapping measurement(SourceProperties.MeasurementFields given) {
        MeasurementMapping.Builder measurement =
                MeasurementMapping.of(Objects.requireNonNullElse(given.characteristic(), ""));
        with(given.when(), measurement::when);
        given.results().forEach(measurement::results);
        given.observations().forEach(measurement::observations);
        with(given.unit(), measurement::unit);
        with(
                given.value(),
                value -> measurement.value(Objects.requireNonNullElse(given.statistic(), "'value'"), value));
        with(
                given.limitValue(),
                value -> measurement.limit(
                        Objects.requireNonNullElse(given.limitOperator(), ""), value, given.limitUpper()));
        with(given.verdict(), measurement::verdict);
        with(given.standard(), measurement::standard);
        with(given.method(), measurement::method);
        with(given.instrument(), measurement::instrument);
        return measurement.build();
    }

    private static AttachmentMapping attachment(SourceProperties.AttachmentFields given) {
        String column = given.column();
        if ((column == null) == (given.path() == null)) {
            throw new IllegalArgumentException("An attachment has either a path or a column");
        }
        return column == null
                ? AttachmentMapping.path(Objects.requireNonNull(given.path()), given.fileName(), given.mediaType())
                : AttachmentMapping.content(
                        column, Objects.requireNonNullElse(given.fileName(), ""), given.mediaType());
    }

    private static void with(@Nullable String given, Consumer<String> setter) {
        if (given != null && !given.isBlank()) {
            setter.accept(given);
        }
    }
}
