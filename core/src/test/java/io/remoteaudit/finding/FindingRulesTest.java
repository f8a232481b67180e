package io.remoteaudit.finding;

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
import org.junit.jupiter.api.Test;

class FindingRulesTest {

    private static final Pattern ROW =
            Pattern.compile("\\| [^|]+ \\| `([a-z-]+)` \\| [^|]+ \\| `([a-z-]+)` \\| `([a-z]+)` \\| `([a-z-]+)` \\|");
    private static final Pattern ARROW = Pattern.compile("    ([a-z]+) --> ([a-z]+): ([a-z-]+) (机构|企业)");

    @Test
    void documentsTablesAreTheCodesTables() throws IOException {
        String document = document();
        String nonconformities = between(document, "## 不符合", "## 符合与改进机会");
        String others = between(document, "## 符合与改进机会", "## 各步的内容");
        assertThat(rows(nonconformities)).containsExactlyElementsOf(lines(FindingKind.MAJOR_NONCONFORMITY));
        assertThat(rows(nonconformities)).containsExactlyElementsOf(lines(FindingKind.MINOR_NONCONFORMITY));
        assertThat(rows(others)).containsExactlyElementsOf(lines(FindingKind.CONFORMITY));
        assertThat(rows(others)).containsExactlyElementsOf(lines(FindingKind.OPPORTUNITY_FOR_IMPROVEMENT));
    }

    @Test
    void documentsDrawingIsTheCodesTable() throws IOException {
        List<String> drawn = new ArrayList<>();
        Matcher arrow = ARROW.matcher(document());
        while (arrow.find()) {
            String party = arrow.group(4).equals("机构") ? "body" : "maker";
            drawn.add(String.join(" ", arrow.group(1), arrow.group(3), party, arrow.group(2)));
        }
        assertThat(drawn).containsExactlyElementsOf(lines(FindingKind.MAJOR_NONCONFORMITY));
    }

    @Test
    void everyStateLeadsToAnEndAndEveryEndIsFinal() {
        for (FindingKind kind : FindingKind.values()) {
            Set<FindingState> reached = reachable(kind, FindingState.RAISED);
            assertThat(reached).as(kind.wireName()).contains(FindingState.CLOSED, FindingState.WITHDRAWN);
            for (FindingState state : reached) {
                if (state.over()) {
                    assertThat(reachable(kind, state)).containsExactly(state);
                } else {
                    assertThat(reachable(kind, state)).as(kind + " " + state).contains(FindingState.CLOSED);
                }
            }
        }
        assertThat(reachable(FindingKind.MINOR_NONCONFORMITY, FindingState.RAISED))
                .containsExactlyInAnyOrder(FindingState.values());
    }

    @Test
    void noStateAndActionLeadToTwoStatesAndNothingIsRaisedTwice() {
        for (FindingKind kind : FindingKind.values()) {
            List<String> begins = FindingRules.transitions(kind).stream()
                    .map(transition -> transition.from() + " " + transition.action())
                    .toList();
            assertThat(begins).doesNotHaveDuplicates().noneMatch(line -> line.endsWith(" RAISE"));
        }
    }

    @Test
    void nonconformityIsClosedByNobodyBeforeItsActionWasVerified() {
        for (FindingState state : FindingState.values()) {
            assertThat(FindingRules.after(FindingKind.MAJOR_NONCONFORMITY, state, FindingAction.CLOSE)
                            .isPresent())
                    .isEqualTo(state == FindingState.VERIFIED);
        }
    }

    @Test
    void wireNamesLeadBack() {
        assertThat(FindingState.values()).allMatch(state -> FindingState.ofWireName(state.wireName()) == state);
        assertThat(FindingKind.values()).allMatch(kind -> FindingKind.ofWireName(kind.wireName()) == kind);
        assertThat(FindingAction.values()).allMatch(action -> FindingAction.ofWireName(action.wireName()) == action);
        assertThat(CertificateOutcome.values())
                .allMatch(outcome -> CertificateOutcome.ofWireName(outcome.wireName()) == outcome);
    }

    @Test
    void eachSideCanDoWhatTheTableGivesItAndTheOtherSideCannot() {
        for (FindingKind kind : FindingKind.values()) {
            for (FindingState state : FindingState.values()) {
                List<FindingAction> body = FindingRules.possible(kind, state, Party.BODY);
                List<FindingAction> maker = FindingRules.possible(kind, state, Party.MAKER);
                List<FindingAction> all = new ArrayList<>(body);
                all.addAll(maker);
                assertThat(all)
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(FindingAction.values())
                                .filter(action ->
                                        FindingRules.after(kind, state, action).isPresent())
                                .toList());
            }
        }
    }

    private static List<String> lines(FindingKind kind) {
        return FindingRules.transitions(kind).stream()
                .map(line -> String.join(
                        " ",
                        line.from().wireName(),
                        line.action().wireName(),
                        line.action().by().wireName(),
                        line.to().wireName()))
                .toList();
    }

    private static List<String> rows(String text) {
        List<String> rows = new ArrayList<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            rows.add(String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4)));
        }
        return rows;
    }

    private static Set<FindingState> reachable(FindingKind kind, FindingState from) {
        Set<FindingState> reached = EnumSet.of(from);
        Deque<FindingState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            FindingState state = open.remove();
            FindingRules.transitions(kind).stream()
                    .filter(line -> line.from() == state && reached.add(line.to()))
                    .forEach(line -> open.add(line.to()));
        }
        return reached;
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("FINDINGS.md"));
    }

    private static String between(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }
}
