package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions and answers, each question with all its messages. For one page. */
final class PageQuestions {

    /** Questions; more than anyone reads on one page. */
    static final int MOST = 1_000;

    private static final long MOST_CHARACTERS = 4_000_000;

    private final WholeSubjects questions = new WholeSubjects(Layout.QUESTIONS, MOST, MOST_CHARACTERS);
    private final Map<String, List<Integer>> byRecord = new HashMap<>();

    private final ReadablePage.Parts parts;

    private PageQuestions(ReadablePage.Parts parts) {
        this.parts = parts;
    }

    static PageQuestions read(ReadablePage.Views views, ReadablePage.Parts parts) throws IOException {
        PageQuestions questions = new PageQuestions(parts);
        views.each(
                Layout.QUESTIONS,
                (text, json, number) -> questions.questions.add(json.path("id").asText(), text, number, 0));
        int number = 0;
        for (WholeSubjects.Subject question : questions.questions.kept()) {
            number++;
            for (JsonNode pin : Json.parse(question.lines().get(0)).path("pins")) {
                List<Integer> of =
                        questions.byRecord.computeIfAbsent(pin.path("id").asText(), id -> new ArrayList<>());
                if (of.isEmpty() || of.get(of.size() - 1) != number) {
                    of.add(number);
                }
            }
        }
        return questions;
    }

    /** The places on the page of the questions about a record. */
    List<Integer> about(String recordId) {
        return byRecord.getOrDefault(recordId, List.of());
    }

    void write(Html html, PageRecords shown) throws IOException {
        html.raw("<section id=\"questions\"><h2>")
                .both("问答", "Questions and answers")
                .raw("</h2>");
        questions.writeAbsentOrNone(html, "个", "提问", "questions", true);
        int number = 0;
        for (WholeSubjects.Subject question : questions.kept()) {
            writeQuestion(html, ++number, question, shown);
        }
        html.raw("</section>\n");
    }

    private void writeQuestion(Html html, int number, WholeSubjects.Subject question, PageRecords shown)
            throws IOException {
        List<JsonNode> messages = question.lines().stream().map(Json::parse).toList();
        JsonNode first = messages.get(0);
        html.raw("<article id=\"q" + number + "\"><h3>")
                .foreign(first.path("title").asText(question.id()))
                .raw("</h3><p class=\"id\">")
                .foreign(question.id());
        writeState(html, lastButTranslations(messages));
        html.raw("</p>");
        if (!first.path("pins").isEmpty()) {
            html.raw("<p>").both("关于：", "About: ");
            String between = "";
            for (JsonNode pin : first.path("pins")) {
                String version = Html.text(pin.path("version"));
                html.raw(between);
                shown.link(html, pin.path("id").asText());
                html.both("（第 " + version + " 版）", " (version " + version + ")");
                between = ", ";
            }
            html.raw("</p>");
        }
        writeTopic(html, first);
        for (JsonNode message : messages) {
            writeMessage(html, message);
        }
        html.raw("</article>\n");
    }

    private static void writeTopic(Html html, JsonNode first) throws IOException {
        List<String> about = new ArrayList<>();
        first.path("lots").forEach(lot -> about.add(lot.asText()));
        first.path("clauses")
                .forEach(clause -> about.add(clause.path("edition").asText() + " "
                        + clause.path("number").asText()));
        if (!about.isEmpty()) {
            html.raw("<p>")
                    .both("批与条款：", "Lots and clauses: ")
                    .foreign(String.join(", ", about))
                    .raw("</p>");
        }
        if (first.has("due")) {
            html.raw("<p>")
                    .both("答复期限：", "Due: ")
                    .foreign(first.path("due").asText())
                    .raw("</p>");
        }
    }

    /** What a question stands at: a translation changes nothing about it. */
    private static String lastButTranslations(List<JsonNode> messages) {
        String last = "";
        for (JsonNode message : messages) {
            String kind = message.path("kind").asText();
            last = kind.equals("translation") ? last : kind;
        }
        return last;
    }

    private void writeState(Html html, String last) throws IOException {
        if (last.equals("closing")) {
            html.badge("", "已关闭", "closed");
        } else if (last.equals("withdrawal")) {
            html.badge("", "已撤回", "withdrawn");
        } else if (parts.newerElsewhere()) {
            html.badge(" warn", "后续消息可能在后面的分卷", "later messages may be in later parts");
        } else if (last.equals("answer")) {
            html.badge("", "已答复", "answered");
        } else if (last.equals("acceptance")) {
            html.badge("", "答复已接受", "answer accepted");
        } else if (last.equals("decline")) {
            html.badge(" warn", "不予答复", "declined");
        } else {
            html.badge(" warn", "待答复", "awaiting an answer");
        }
    }

    private static void writeMessage(Html html, JsonNode message) throws IOException {
        String kind = message.path("kind").asText();
        html.raw("<h4>").named(PageWords.message(kind), kind);
        if (message.has("about")) {
            String about = Html.text(message.path("about"));
            html.both("（第 " + about + " 条）", " (of message " + about + ")");
        }
        html.raw("</h4><p class=\"id\">")
                .foreign(message.path("by").asText())
                .raw(" · ")
                .time(message.path("at").asText())
                .raw("</p>");
        writeText(html, message, kind);
        JsonNode translation = message.path("translation");
        if (translation.isObject()) {
            html.raw("<p class=\"id\">")
                    .both("译文：", "Translated by: ")
                    .foreign(translation.path("by").asText())
                    .raw("</p>");
            writeText(html, translation, kind);
        }
        for (JsonNode file : message.path("attachments")) {
            html.raw("<p>")
                    .both("附件：", "File: ")
                    .foreign(file.path("name").asText())
                    .raw(" · ")
                    .foreign(file.path("sha256").asText())
                    .raw("</p>");
        }
    }

    private static void writeText(Html html, JsonNode said, String kind) throws IOException {
        String language = said.path("language").asText();
        html.raw("<div class=\"message" + (kind.equals("answer") ? " answer" : "") + "\""
                        + (language.matches("[A-Za-z0-9-]{2,35}") ? " lang=\"" + language + "\"" : "") + ">")
                .foreign(said.path("text").asText())
                .raw("</div>");
    }
}
