package io.remoteaudit.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a verifier found.
 *
 * @param checks in the order they were made; after one that makes others pointless these are absent
 */
public record Verification(List<Check> checks) {

    /** Copies the list. */
    public Verification {
        checks = List.copyOf(checks);
    }

    /**
     * Whether nothing failed, and nothing that was asked for could not be checked. Look at {@link #unchecked()} too:
     * what was not checked did not hold either.
     *
     * @return true if every check that could be made holds
     */
    public boolean holds() {
        return exitStatus() == 0;
    }

    /**
     * The first thing that fails.
     *
     * @return the check, or empty if none fails
     */
    public Optional<Check> firstFailure() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.FAILS)
                .findFirst();
    }

    /**
     * What was not or could not be checked.
     *
     * @return the checks
     */
    public List<Check> unchecked() {
        return checks.stream()
                .filter(check -> switch (check.outcome()) {
                    case HOLDS, FAILS -> false;
                    case NOT_CHECKED, NOT_CHECKABLE -> true;
                })
                .toList();
    }

    /**
     * The command's exit status.
     *
     * @return 0 if everything checked holds, 1 if something fails, 2 if something that was asked for is not checkable
     */
    public int exitStatus() {
        if (firstFailure().isPresent()) {
            return 1;
        }
        return checks.stream().anyMatch(check -> check.outcome() == Check.Outcome.NOT_CHECKABLE) ? 2 : 0;
    }

    /**
     * The result for a person.
     *
     * @param locale Chinese for Chinese; any other gives English
     * @return one line a check and a line that sums up
     */
    public String text(Locale locale) {
        return lines(locale) + sum(locale) + "\n";
    }

    /** One line a check. */
    String lines(Locale locale) {
        boolean chinese = isChinese(locale);
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            String mark = switch (check.outcome()) {
                case HOLDS -> chinese ? "[成立]   " : "[holds]       ";
                case FAILS -> chinese ? "[不成立] " : "[FAILS]       ";
                case NOT_CHECKED -> chinese ? "[未检查] " : "[not checked] ";
                case NOT_CHECKABLE -> chinese ? "[无法检查] " : "[not checkable] ";
            };
            text.append(mark).append(check.words().in(locale)).append('\n');
        }
        return text.toString();
    }

    /** What it comes to, in a sentence. */
    String sum(Locale locale) {
        boolean chinese = isChinese(locale);
        int open = unchecked().size();
        return switch (exitStatus()) {
            case 0 ->
                (chinese ? "所有可检查的项目均成立" : "Everything that could be checked holds")
                        + (open == 0
                                ? (chinese ? "。" : ".")
                                : (chinese ? "；" + open + " 项未检查，见上文。" : "; not checked, see above: " + open + "."));
            case 1 -> chinese ? "本导出文件不可信。" : "This export must not be relied on.";
            default -> chinese ? "要求的检查无法完成，见上文。" : "What was asked for could not be checked; see above.";
        };
    }

    /**
     * The result for a program.
     *
     * @return an object with {@code holds}, {@code exitStatus} and {@code checks}
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("holds", holds());
        json.put("exitStatus", exitStatus());
        json.set("checks", checksJson());
        return json;
    }

    /** The checks for a program. */
    ArrayNode checksJson() {
        ArrayNode list = Json.array();
        for (Check check : checks) {
            list.addObject()
                    .put("name", check.name())
                    .put(
                            "outcome",
                            check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("zh", check.words().zh())
                    .put("en", check.words().en());
        }
        return list;
    }

    private static boolean isChinese(Locale locale) {
        return "zh".equals(locale.getLanguage());
    }
}
