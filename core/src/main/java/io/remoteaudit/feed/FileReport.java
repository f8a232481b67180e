package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.standard.LocalizedText;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param file its name
 * @param sha256 the digest of its content
 * @param takenBefore whether a file with this very content was taken in before, so that only rows which were refused then
 *     could be new
 * @param failure why it was not read to its end; null if it was
 * @param rows what became of its rows
 */
public record FileReport(
        String file,
        String sha256,
        boolean takenBefore,
        @Nullable LocalizedText failure,
        FeedReport rows) {

    /** Checks that nothing is missing. */
    public FileReport {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(rows, "rows");
    }

    /**
     * Whether all of it was taken in.
     *
     * @return true if it was read to its end and no row was refused
     */
    public boolean whole() {
        return failure == null && rows.refused() == 0;
    }

    /**
     * The report for programs.
     *
     * @return an object of JSON
     */
    public ObjectNode toJson() {
        ObjectNode json = rows.toJson();
        json.put("file", file).put("sha256", sha256).put("takenBefore", takenBefore);
        LocalizedText why = failure;
        if (why != null) {
            json.set("failure", why.toJson());
        }
        return json;
    }

    /**
     * The report for people.
     *
     * @param locale whose language it is in: Chinese for any Chinese locale, else English
     * @return some lines of text
     */
    public String text(Locale locale) {
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        StringBuilder text = new StringBuilder(file).append('\n');
        if (takenBefore) {
            text.append(
                    chinese
                            ? "内容相同的文件此前已采集；已有的记录保持不变\n"
                            : "A file with this content was taken in before; records that are there stay as they are\n");
        }
        LocalizedText why = failure;
        if (why != null) {
            text.append(chinese ? "未读完：" : "Not read to its end: ")
                    .append(why.in(locale))
                    .append('\n');
        }
        return text.append(rows.text(locale)).toString();
    }
}
