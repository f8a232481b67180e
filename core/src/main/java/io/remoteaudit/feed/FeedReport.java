package io.remoteaudit.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a run did, or a rehearsal would have done.
 *
 * @param source what was read
 * @param rehearsal whether nothing was saved
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param rows rows read
 * @param saved records that are new
 * @param newVersions new versions of records whose rows have changed
 * @param unchanged records that were there already, just as they are
 * @param leftOut rows no mapping takes
 * @param refused rows that could not become records
 * @param dismissed rows refused before and dismissed by someone
 * @param missing rows found to be deleted from the source
 * @param refusals the first of the refused rows, at most {@link #SHOWN}; the feed lists them all
 * @param examples of a rehearsal: the first records that would be saved, at most {@link #SHOWN}; empty otherwise
 */
public record FeedReport(
        String source,
        boolean rehearsal,
        Instant startedAt,
        Instant finishedAt,
        long rows,
        long saved,
        long newVersions,
        long unchanged,
        long leftOut,
        long refused,
        long dismissed,
        long missing,
        List<RefusedRow> refusals,
        List<String> examples) {

    /** How many refused rows and examples a report shows. */
    public static final int SHOWN = 100;

    /** Copies the lists and checks that nothing is missing. */
    public FeedReport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        refusals = List.copyOf(refusals);
        examples = List.copyOf(examples);
    }

    /**
     * The report for programs.
     *
     * @return an object of JSON
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("source", source)
                .put("rehearsal", rehearsal)
                .put("startedAt", startedAt.toString())
                .put("finishedAt", finishedAt.toString())
                .put("rows", rows)
                .put("saved", saved)
                .put("newVersions", newVersions)
                .put("unchanged", unchanged)
                .put("leftOut", leftOut)
                .put("refused", refused)
                .put("dismissed", dismissed)
                .put("missing", missing);
        ArrayNode list = json.putArray("refusals");
        for (RefusedRow refusal : refusals) {
            list.add(refusal.toJson());
        }
        if (rehearsal) {
            ArrayNode would = json.putArray("examples");
            examples.forEach(example -> would.add(Json.parse(example)));
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
        StringBuilder text = new StringBuilder();
        String counts = chinese
                ? "%s%s：读取 %,d 行，新增 %,d，新版本 %,d，未变 %,d，未采用 %,d，被拒 %,d，已不再追究 %,d，来源中已删除 %,d%n"
                : "%s%s: %,d rows read, %,d records saved, %,d new versions, %,d unchanged, %,d left out, %,d refused,"
                        + " %,d dismissed, %,d deleted at the source%n";
        String kind = rehearsal ? (chinese ? "（试运行，未保存）" : " (rehearsal, nothing was saved)") : "";
        text.append(String.format(
                Locale.ROOT,
                counts,
                source,
                kind,
                rows,
                saved,
                newVersions,
                unchanged,
                leftOut,
                refused,
                dismissed,
                missing));
        for (RefusedRow refusal : refusals) {
            text.append("  ")
                    .append(refusal.row())
                    .append(chinese ? "：" : ": ")
                    .append(refusal.reason().in(locale))
                    .append('\n');
        }
        if (refused > refusals.size()) {
            long more = refused - refusals.size();
            text.append(String.format(Locale.ROOT, chinese ? "  另有 %,d 行%n" : "  and %,d more%n", more));
        }
        if (!examples.isEmpty()) {
            text.append(chinese ? "将保存的记录（示例）：\n" : "Records that would be saved, for example:\n");
            examples.forEach(example -> text.append("  ").append(example).append('\n'));
        }
        return text.toString().replace("\r\n", "\n");
    }
}
