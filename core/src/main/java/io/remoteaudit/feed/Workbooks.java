package io.remoteaudit.feed;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens workbooks where the library that reads them is there. Stateless. */
final class Workbooks {

    private Workbooks() {}

    static RowReader open(Path file, @Nullable String sheet) throws IOException {
        try {
            return new WorkbookRows(file, sheet);
        } catch (NoClassDefFoundError e) {
            throw new IOException("reading Excel files needs org.apache.poi:poi-ooxml on the class path; add it", e);
        }
    }
}
