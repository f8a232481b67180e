package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.standard.LocalizedText;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one run, also of one that broke off.
 *
 * @param number which of the source's runs it was; a run that did no more than the one before has that one's number
 * @param by who asked for it; null if nobody did, as for a run that was due
 * @param failure why table or file was not read to its end; null if it was. What was saved until then is counted
 * @param file what became of the file, if one was taken in; null for a table
 * @param rows what became of the rows
 */
public record RunReport(
        long number,
        @Nullable String by,
        @Nullable LocalizedText failure,
        @Nullable FileReport file,
        FeedReport rows) {

    /** Checks that nothing is missing. */
    public RunReport {
        Objects.requireNonNull(rows, "rows");
    }

    static RunReport of(FeedReport rows, @Nullable String by) {
        return new RunReport(0, by, null, null, rows);
    }

    static RunReport of(FileReport file, @Nullable String by) {
        return new RunReport(0, by, file.failure(), file, file.rows());
    }

    /** A table that could not be read to its end. */
    static RunReport brokenOff(FeedReport rows, @Nullable String by, Exception failure) {
        String said = String.valueOf(failure.getMessage());
        return new RunReport(
                0, by, new LocalizedText("数据源未读完：" + said, "The source was not read to its end: " + said), null, rows);
    }

    RunReport numbered(long other) {
        return new RunReport(other, by, failure, file, rows);
    }

    /** Whether it says no more than another: nothing was saved, and what hinders is the same. */
    boolean repeats(RunReport before) {
        FeedReport then = before.rows;
        return file == null
                && before.file == null
                && Objects.equals(by, before.by)
                && Objects.equals(failure, before.failure)
                && rows.saved() + rows.newVersions() + rows.missing() == 0
                && then.saved() + then.newVersions() + then.missing() == 0
                && rows.refused() == then.refused()
                && rows.dismissed() == then.dismissed();
    }

    /**
     * The report for programs.
     *
     * @return an object of JSON
     */
    public ObjectNode toJson() {
        ObjectNode json = file == null ? rows.toJson() : file.toJson();
        json.put("number", number);
        if (by != null) {
            json.put("by", by);
        }
        if (failure != null) {
            json.set("failure", failure.toJson());
        }
        return json;
    }

    static RunReport ofJson(long number, JsonNode json) {
        FeedReport rows = ReportJson.rows(json);
        FileReport file = ReportJson.file(json, rows).orElse(null);
        return new RunReport(
                number,
                json.path("by").textValue(),
                ReportJson.text(json.path("failure")).orElse(null),
                file,
                rows);
    }

    /**
     * The report for people.
     *
     * @param locale whose language it is in: Chinese for any Chinese locale, else English
     * @return some lines of text
     */
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        if (by != null) {
            text.append(new LocalizedText("操作人：" + by, "Asked for by: " + by).in(locale))
                    .append('\n');
        }
        if (failure != null && file == null) {
            text.append(failure.in(locale)).append('\n');
        }
        return text.append(file == null ? rows.text(locale) : file.text(locale)).toString();
    }
}
