package io.remoteaudit.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.engagement.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuestionRulesTest {

    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| [^|]+ \\| `([a-z-]+)` \\| [^|]+ \\| `([a-z-]+)` \\| `([a-z, ]+)` \\| `([a-z-]+)` \\|$");
    private static final Pattern ARROW = Pattern.compile("(?m)^    ([a-z-]+) --> ([a-z-]+): ([a-z-]+) (机构|企业|双方)$");

    @Test
    void documentsTableIsTheCodesTable() throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(document());
        while (row.find()) {
            rows.add(String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)));
        }
        assertThat(rows).containsExactlyElementsOf(lines());
    }

    @Test
    void documentsDrawingIsTheCodesTable() throws IOException {
        List<String> drawn = new ArrayList<>();
        Matcher arrow = ARROW.matcher(document());
        while (arrow.find()) {
            String by = switch (arrow.group(4)) {
                case "机构" -> "body";
                case "企业" -> "maker";
                default -> "body, maker";
            };
            drawn.add(String.join(" ", arrow.group(1), arrow.group(3), by, arrow.group(2)));
        }
        assertThat(drawn).containsExactlyElementsOf(lines());
    }

    @Test
    void everyStateCanEndAndEveryEndIsFinal() {
        assertThat(reachable(QuestionState.OPEN)).containsExactlyInAnyOrder(QuestionState.values());
        for (QuestionState state : QuestionState.values()) {
            if (state == QuestionState.CLOSED || state == QuestionState.WITHDRAWN) {
                assertThat(reachable(state)).containsExactly(state);
            } else {
                assertThat(reachable(state)).contains(QuestionState.CLOSED, QuestionState.WITHDRAWN);
            }
        }
    }

    @Test
    void noStateAndMessageLeadToTwoStatesAndNothingIsAskedTwice() {
        List<String> begins = QuestionRules.transitions().stream()
                .map(transition -> transition.from() + " " + transition.kind())
                .toList();
        assertThat(begins).doesNotHaveDuplicates().noneMatch(line -> line.endsWith(" QUESTION"));
    }

    @Test
    void questionIsClosedOnlyOnceItsAnswerIsAcceptedOrThereIsNone() {
        for (QuestionState state : QuestionState.values()) {
            assertThat(QuestionRules.after(state, MessageKind.CLOSING).isPresent())
                    .as(state.wireName())
                    .isEqualTo(state == QuestionState.ACCEPTED || state == QuestionState.DECLINED);
        }
    }

    @Test
    void wireNamesLeadBack() {
        assertThat(QuestionState.values()).allMatch(state -> QuestionState.ofWireName(state.wireName()) == state);
        assertThat(MessageKind.values()).allMatch(kind -> MessageKind.ofWireName(kind.wireName()) == kind);
        assertThat(QuestionCategory.values())
                .allMatch(category -> QuestionCategory.ofWireName(category.wireName()) == category);
        assertThat(QuestionPriority.values())
                .allMatch(priority -> QuestionPriority.ofWireName(priority.wireName()) == priority);
    }

    private static List<String> lines() {
        return QuestionRules.transitions().stream()
                .map(line -> String.join(
                        " ",
                        line.from().wireName(),
                        line.kind().wireName(),
                        Arrays.stream(Party.values())
                                .filter(line.kind()::isOf)
                                .map(Party::wireName)
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        line.to().wireName()))
                .toList();
    }

    private static Set<QuestionState> reachable(QuestionState from) {
        Set<QuestionState> reached = EnumSet.of(from);
        Deque<QuestionState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            QuestionState state = open.remove();
            QuestionRules.transitions().stream()
                    .filter(line -> line.from() == state && reached.add(line.to()))
                    .forEach(line -> open.add(line.to()));
        }
        return reached;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("QUESTIONS.md"));
    }
}
