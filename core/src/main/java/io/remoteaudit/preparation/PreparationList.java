package io.remoteaudit.preparation;

import io.remoteaudit.engagement.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The preparation list of one engagement (准备清单), with every version it had and every word on its items.
 *
 * @param engagement the engagement
 * @param steps every version, confirmation and fulfilment, oldest first; empty while nothing is proposed
 */
public record PreparationList(String engagement, List<PreparationStep> steps) {

    /** Copies the list. */
    public PreparationList {
        steps = List.copyOf(steps);
    }

    /**
     * How many steps there are: what a change is based on.
     *
     * @return zero while nothing is proposed
     */
    public int version() {
        return steps.size();
    }

    /**
     * Whether it is agreed.
     *
     * @return the state; a change voids a confirmation, and a fulfilment does not
     */
    public PreparationState state() {
        return Agreement.of(steps).state();
    }

    /**
     * Who has to propose or confirm next.
     *
     * @return the party; empty once the newest version is confirmed
     */
    public Optional<Party> waitsFor() {
        return Agreement.of(steps).waitsFor();
    }

    /**
     * The items of the newest version.
     *
     * @return each with how far it is; what was said of an item ends when the item is changed or left out
     */
    public List<PreparedItem> items() {
        List<PreparedItem> items = new ArrayList<>();
        for (PreparationStep step : steps) {
            if (step.content() instanceof PreparationContent.Wanted wanted) {
                items = carriedOver(items, wanted.items());
            } else if (step.content() instanceof PreparationContent.Fulfilment said) {
                items.replaceAll(
                        item -> item.item().id().equals(said.item()) ? new PreparedItem(item.item(), step) : item);
            }
        }
        return List.copyOf(items);
    }

    /**
     * How many items of the newest version are ready.
     *
     * @return from zero to all
     */
    public int readyItems() {
        return (int) items().stream().filter(PreparedItem::ready).count();
    }

    private static List<PreparedItem> carriedOver(List<PreparedItem> before, List<WantedItem> now) {
        Map<WantedItem, PreparedItem> known = new HashMap<>();
        before.forEach(item -> known.put(item.item(), item));
        List<PreparedItem> items = new ArrayList<>();
        now.forEach(item -> items.add(known.getOrDefault(item, new PreparedItem(item, null))));
        return items;
    }
}
