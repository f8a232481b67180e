package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Samples, each with its population, its members and what came of them. For one page. */
final class PageSamples {

    /** Samples; more than anyone reads on one page. */
    static final int MOST = 500;

    private static final long MOST_CHARACTERS = 4_000_000;

    private final WholeSubjects samples = new WholeSubjects(Layout.SAMPLES, MOST, MOST_CHARACTERS);

    private PageSamples() {}

    static PageSamples read(ReadablePage.Views views) throws IOException {
        PageSamples page = new PageSamples();
        views.each(
                Layout.SAMPLES,
                (text, json, number) -> page.samples.add(json.path("id").asText(), text, number, 0));
        return page;
    }

    void write(Html html, PageRecords shown) throws IOException {
        html.raw("<section id=\"samples\"><h2>").both("抽样", "Samples").raw("</h2>");
        samples.writeAbsentOrNone(html, "个", "样本", "samples", true);
        for (WholeSubjects.Subject sample : samples.kept()) {
            writeSample(html, sample, shown);
        }
        html.raw("</section>\n");
    }

    private static void writeSample(Html html, WholeSubjects.Subject sample, PageRecords shown) throws IOException {
        List<JsonNode> steps = sample.lines().stream().map(Json::parse).toList();
        JsonNode first = steps.get(0);
        html.raw("<article><h3>")
                .foreign(first.path("objective").asText(sample.id()))
                .raw("</h3><p class=\"id\">");
        html.foreign(sample.id());
        boolean drawn = steps.stream().anyMatch(step -> step.has("members"));
        if (!drawn) {
            html.badge(" warn", "已冻结，未抽取", "frozen, never drawn");
        }
        html.raw("</p><dl>");
        if (first.has("populationDigest")) {
            writePopulation(html, first);
        }
        html.raw("</dl>");
        Map<String, JsonNode> results = new HashMap<>();
        steps.forEach(step -> step.path("results")
                .forEach(result -> results.put(result.path("recordId").asText(), result)));
        for (JsonNode step : steps) {
            writeStep(html, step, results, shown);
        }
        html.raw("</article>\n");
    }

    private static void writePopulation(Html html, JsonNode first) throws IOException {
        String query = first.path("query").asText();
        html.fact("查询", "Query", query.isEmpty() ? "*" : query);
        if (!first.path("filters").isEmpty()) {
            html.fact("筛选", "Filters", Json.write(first.path("filters")));
        }
        html.fact("账本规模", "Ledger size", Html.text(first.path("ledgerSize")));
        html.fact("总体大小", "Population size", Html.text(first.path("populationSize")));
        html.fact("总体摘要", "Population digest", first.path("populationDigest").asText());
        html.fact("种子承诺", "Commitment to the seed", first.path("commitment").asText());
        for (JsonNode part : first.path("strata")) {
            html.fact(
                    "层",
                    "Stratum",
                    part.path("value").asText() + ": " + Html.text(part.path("wanted")) + " / "
                            + Html.text(part.path("size")));
        }
    }

    private static void writeStep(Html html, JsonNode step, Map<String, JsonNode> results, PageRecords shown)
            throws IOException {
        String action = step.path("action").asText();
        html.raw("<h4>")
                .named(PageWords.sampleStep(action), action)
                .raw("</h4><p class=\"id\">")
                .foreign(step.path("by").asText())
                .raw(" · ")
                .time(step.path("at").asText())
                .raw("</p>");
        html.raw("<dl>");
        html.fact("种子", "Seed", step.path("seed").asText());
        html.fact("密钥", "Key", step.path("key").asText());
        html.raw("</dl>");
        if (!step.path("members").isEmpty()) {
            html.raw("<ol>");
            for (JsonNode member : step.path("members")) {
                writeMember(html, member, results, shown);
            }
            html.raw("</ol>");
        }
        if (!step.path("text").asText().isBlank()) {
            html.raw("<div class=\"message\">")
                    .foreign(step.path("text").asText())
                    .raw("</div>");
        }
    }

    private static void writeMember(Html html, JsonNode member, Map<String, JsonNode> results, PageRecords shown)
            throws IOException {
        String id = member.path("recordId").asText();
        html.raw("<li>");
        shown.link(html, id);
        html.both(
                "（第 " + Html.text(member.path("version")) + " 版）",
                " (version " + Html.text(member.path("version")) + ")");
        if (member.has("reason")) {
            html.raw(" ").foreign(member.path("reason").asText());
        }
        JsonNode result = results.get(id);
        if (result != null) {
            String code = result.path("result").asText();
            html.raw(" ").named(PageWords.sampleResult(code), code).raw(" ");
            html.foreign(result.path("note").asText());
        }
        html.raw("</li>");
    }
}
