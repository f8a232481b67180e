package io.remoteaudit.feed;

import io.remoteaudit.record.Attachments;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.LocalizedText;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source's mappings: of several, the first that takes a row counts. */
final class Assemblies {

    private final List<RecordMapping> mappings;
    private final List<RecordAssembly> assemblies;
    private final SourceFiles files;
    private final Set<String> columns = new HashSet<>();
    private final Set<String> contentColumns = new HashSet<>();

    Assemblies(
            List<RecordMapping> mappings,
            Catalogue catalogue,
            @Nullable ZoneId zone,
            Attachments attachments,
            @Nullable Path directory,
            boolean rehearsal) {
        this.mappings = mappings;
        this.files = new SourceFiles(attachments, directory, rehearsal);
        this.assemblies = mappings.stream()
                .map(mapping -> new RecordAssembly(mapping, catalogue, zone, files))
                .toList();
        mappings.forEach(mapping -> {
            columns.addAll(mapping.columns());
            contentColumns.addAll(mapping.contentColumns());
        });
    }

    Set<String> columns() {
        return columns;
    }

    Set<String> contentColumns() {
        return contentColumns;
    }

    SourceFiles files() {
        return files;
    }

    /** The columns of a row that hold files' content, by the mapping that takes the row. */
    List<AttachmentMapping> contentOf(Row row) {
        if (contentColumns.isEmpty()) {
            return List.of();
        }
        return mappings.stream()
                .filter(mapping -> mapping.appliesTo(row))
                .findFirst()
                .map(mapping -> mapping.attachments().stream()
                        .filter(attachment -> attachment.contentColumn() != null)
                        .toList())
                .orElse(List.of());
    }

    /** The record of a group; empty if no mapping takes any of its rows. */
    Optional<RecordAssembly.Assembled> assemble(Group group) {
        LocalizedText fault = group.fault();
        if (fault != null) {
            return Optional.of(RecordAssembly.Assembled.refused(fault));
        }
        try {
            for (int i = 0; i < mappings.size(); i++) {
                RecordMapping mapping = mappings.get(i);
                List<Row> rows =
                        group.rows().stream().filter(mapping::appliesTo).toList();
                if (!rows.isEmpty()) {
                    return Optional.of(assemblies.get(i).assemble(rows));
                }
            }
            return Optional.empty();
        } catch (RowFault condition) {
            return Optional.of(
                    RecordAssembly.Assembled.refused(condition.in("when").reason()));
        }
    }
}
