package io.remoteaudit.preparation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item of the newest version of a preparation list, and how far it is.
 *
 * @param item what is wanted
 * @param fulfilment the newest step about it; its content is a {@link PreparationContent.Fulfilment}. Null if there is
 *     none since the item was last changed
 */
public record PreparedItem(WantedItem item, @Nullable PreparationStep fulfilment) {

    /** Checks that the item is given. */
    public PreparedItem {
        Objects.requireNonNull(item, "item");
    }

    /**
     * Whether the maker says that it is ready.
     *
     * @return false as long as nothing was said
     */
    public boolean ready() {
        return fulfilment != null && fulfilment.content() instanceof PreparationContent.Fulfilment said && said.ready();
    }
}
