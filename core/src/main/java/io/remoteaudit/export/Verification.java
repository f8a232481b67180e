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
     * Whether nothing failed. Look at {@link #unchecked()} too: what was not checked did not hold either.
     *
     * @return true if every check that could be made holds
     */
    public boolean holds() {
        return firstFailure().isEmpty();
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
     * What could not be checked.
     *
     * @return the checks
     */
    public List<Check> unchecked() {
        return checks.stream()
                .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                .toList();
    }

    /**
     * The command's exit status.
     *
     * @return 0 if everything checked holds, 1 if something fails
     */
    public int exitStatus() {
        return holds() ? 0 : 1;
    }

    /**
     * The result for a person.
     *
     * @param locale Chinese for Chinese; any other gives English
     * @return one line a check and a line that sums up
     */
    public String text(Locale locale) {
        boolean chinese = "zh".equals(locale.getLanguage());
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            String mark = switch (check.outcome()) {
                case HOLDS -> chinese ? "[成立]   " : "[holds]       ";
                case FAILS -> chinese ? "[不成立] " : "[FAILS]       ";
                case NOT_CHECKED -> chinese ? "[未检查] " : "[not checked] ";
            };
            text.append(mark).append(check.words().in(locale)).append('\n');
        }
        String sum = holds()
                ? (chinese ? "所有可检查的项目均成立。" : "Everything that could be checked holds.")
                : (chinese ? "本导出文件不可信。" : "This export must not be relied on.");
        return text.append(sum).append('\n').toString();
    }

    /**
     * The result for a program.
     *
     * @return an object with {@code holds} and {@code checks}
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("holds", holds());
        ArrayNode list = json.putArray("checks");
        for (Check check : checks) {
            list.addObject()
                    .put("name", check.name())
                    .put(
                            "outcome",
                            check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("zh", check.words().zh())
                    .put("en", check.words().en());
        }
        return json;
    }
}
