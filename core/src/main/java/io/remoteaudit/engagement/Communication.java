package io.remoteaudit.engagement;

import java.util.List;

/**
 * How the parties speak to each other, and what they do when that fails.
 *
 * @param means what is used for what, for example {@code video meeting: opening and closing}; at least one
 * @param contingencyPlan what is done when it breaks off: another way, extra time, another day
 */
public record Communication(List<String> means, String contingencyPlan) {

    /** Checks that nothing is missing and copies the list. */
    public Communication {
        means = ConditionsJson.bounded("communication/means", means);
        if (means.isEmpty()) {
            throw new IllegalArgumentException("'communication/means' names at least one");
        }
        means.forEach(one -> ConditionsJson.requireText("communication/means", one));
        ConditionsJson.requireText("communication/contingencyPlan", contingencyPlan);
    }
}
