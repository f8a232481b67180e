package io.remoteaudit.spring;

import io.remoteaudit.feed.FileFormat;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Files of one kind whose rows become records. Mappings are written as for tables.
 *
 * @param format Form of the files.
 * @param id Columns that tell records apart, over all files.
 * @param severalRows Whether several rows with the same id, one after the other, belong to one record.
 * @param charset Encoding of texts, for example UTF-8 or GB18030; looked for unless said otherwise.
 * @param separator What separates the values of a CSV file; a comma unless said otherwise.
 * @param sheet Name of the sheet of an Excel workbook; the first unless said otherwise.
 * @param zone Zone of times that have no offset, for example Asia/Shanghai.
 * @param attachmentsDirectory Directory below which the files lie that rows name by a path.
 * @param folder Folder whose files are taken in; without one, files are handed over only.
 * @param largestUpload Largest file that staff may hand over at the desk.
 * @param every How often the folder is looked into.
 * @param mapping How a row becomes a record.
 * @param mappings How rows of several kinds become records: the first whose condition holds is taken.
 */
public record FileSourceProperties(
        @Nullable FileFormat format,
        @DefaultValue List<String> id,
        @DefaultValue("false") boolean severalRows,
        @Nullable Charset charset,
        @Nullable Character separator,
        @Nullable String sheet,
        @Nullable ZoneId zone,
        @Nullable String attachmentsDirectory,
        @Nullable String folder,
        @DefaultValue("25MB") DataSize largestUpload,
        @DefaultValue("10s") Duration every,
        SourceProperties.@Nullable Mapping mapping,
        @DefaultValue List<SourceProperties.Mapping> mappings) {

    /** Copies the lists. */
    public FileSourceProperties {
        id = List.copyOf(id);
        mappings = List.copyOf(mappings);
    }
}
