package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.question.MessageKind;
import io.remoteaudit.question.NewMessage;
import io.remoteaudit.question.NewQuestion;
import io.remoteaudit.question.Pin;
import io.remoteaudit.question.QuestionCategory;
import io.remoteaudit.question.QuestionPriority;
import io.remoteaudit.question.Questions;
import io.remoteaudit.question.Topic;
import io.remoteaudit.question.Translation;
import io.remoteaudit.standard.ClauseReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads questions and messages from a request's body, the same way at the endpoint and at the desk. */
final class QuestionBody {

    static final int LONGEST_TEXT = 20_000;
    static final int LONGEST_NAME = 200;

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_EDITION = 100;
    private static final int LONGEST_CLAUSE = 40;
    private static final int LONGEST_LANGUAGE = 35;
    private static final int MOST = 50;
    private static final int MOST_PAGES = 100_000;
    private static final List<String> CATEGORIES = Arrays.stream(QuestionCategory.values())
            .map(QuestionCategory::wireName)
            .toList();
    private static final List<String> PRIORITIES = Arrays.stream(QuestionPriority.values())
            .map(QuestionPriority::wireName)
            .toList();

    private QuestionBody() {}

    /** Reads a new question. Nothing is wrong with the body once this returns. */
    static NewQuestion asked(JsonBody body, Questions questions, Admission admission, Locale locale) {
        String title = body.requiredText("title", LONGEST_TITLE);
        String text = body.requiredText("text", LONGEST_TEXT);
        String language = body.language("language", locale);
        Translation translation = translation(body);
        Topic topic = new Topic(
                pins(body, questions, admission),
                lots(body, questions, admission),
                clauses(body, questions, admission),
                body.has("category")
                        ? body.choice("category", CATEGORIES)
                                .map(QuestionCategory::ofWireName)
                                .orElse(QuestionCategory.OTHER)
                        : QuestionCategory.OTHER,
                body.has("priority")
                        ? body.choice("priority", PRIORITIES)
                                .map(QuestionPriority::ofWireName)
                                .orElse(QuestionPriority.NORMAL)
                        : QuestionPriority.NORMAL,
                body.day("due", false).orElse(null));
        body.end();
        return new NewQuestion(title, text, language, translation, topic);
    }

    /** Reads a message of one of some kinds. Nothing is wrong with the body once this returns. */
    static NewMessage message(JsonBody body, List<MessageKind> kinds, Locale locale) {
        Optional<MessageKind> named = body.choice(
                        "kind", kinds.stream().map(MessageKind::wireName).toList())
                .map(MessageKind::ofWireName);
        if (named.isEmpty()) {
            // Without it nobody can say which of the other members belong here.
            body.endIfFaulty();
        }
        MessageKind kind = named.orElseThrow();
        String text = kind.needsText()
                ? body.requiredText("text", LONGEST_TEXT)
                : body.optionalText("text", 0, LONGEST_TEXT).orElse("");
        String language = body.language("language", locale);
        Translation translation = null;
        Integer about = null;
        if (kind == MessageKind.TRANSLATION) {
            about = body.requiredInteger("about", 1, Integer.MAX_VALUE);
        } else {
            translation = translation(body);
        }
        body.end();
        return new NewMessage(kind, text, language, translation, about);
    }

    /** A text in another language, if there is one. */
    static @Nullable Translation translation(JsonBody body) {
        Optional<JsonBody> object = body.object("translation");
        if (object.isEmpty()) {
            return null;
        }
        JsonBody given = object.get();
        String text = given.requiredText("text", LONGEST_TEXT);
        String by = given.requiredText("by", LONGEST_NAME);
        String language = given.requiredText("language", LONGEST_LANGUAGE).isEmpty()
                ? ""
                : given.language("language", Locale.ROOT);
        given.close();
        return new Translation(text, language, by);
    }

    /** What lies outside the scope is refused as what does not exist is. */
    private static List<Pin> pins(JsonBody body, Questions questions, Admission admission) {
        List<Pin> pins = new ArrayList<>();
        for (JsonBody item : body.objects("pins", MOST)) {
            String record = item.requiredText("recordId", LONGEST_NAME);
            int version = item.requiredInteger("version", 1, Integer.MAX_VALUE);
            Optional<String> field = item.optionalText("field", 1, LONGEST_NAME);
            Optional<String> attachment = item.optionalText("attachment", 1, LONGEST_NAME);
            OptionalLong page = item.optionalNumber("page", 1, MOST_PAGES);
            item.close();
            if ((field.isPresent() && attachment.isPresent()) || (page.isPresent() && attachment.isEmpty())) {
                item.fault("", "pin-place");
                continue;
            }
            Pin pin = new Pin(
                    record,
                    version,
                    field.orElse(null),
                    attachment.orElse(null),
                    page.isPresent() ? (int) page.getAsLong() : null);
            if (!questions.shows(admission, pin)) {
                item.fault("", "pin");
            }
            pins.add(pin);
        }
        return pins;
    }

    private static List<String> lots(JsonBody body, Questions questions, Admission admission) {
        List<String> lots = body.has("lots") ? body.texts("lots", MOST, LONGEST_NAME) : List.of();
        for (int i = 0; i < lots.size(); i++) {
            if (!questions.admitsLot(admission, lots.get(i))) {
                body.fault("lots/" + i, "lot");
            }
        }
        return lots;
    }

    private static List<ClauseReference> clauses(JsonBody body, Questions questions, Admission admission) {
        List<ClauseReference> clauses = new ArrayList<>();
        for (JsonBody item : body.objects("clauses", MOST)) {
            ClauseReference clause = new ClauseReference(
                    item.requiredText("edition", LONGEST_EDITION), item.requiredText("number", LONGEST_CLAUSE));
            item.close();
            boolean given = !clause.edition().isEmpty() && !clause.number().isEmpty();
            if (given && !questions.knowsClause(admission, clause)) {
                item.fault("", "known-clause");
            }
            clauses.add(clause);
        }
        return clauses;
    }
}
