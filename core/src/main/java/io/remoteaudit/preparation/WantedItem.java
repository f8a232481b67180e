package io.remoteaudit.preparation;

import io.remoteaudit.standard.ClauseReference;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One item of a preparation list (准备清单). An item that a later version repeats unchanged stays as ready as it was.
 *
 * @param id names the item within the list: 1 to 40 letters, digits or {@code . _ -}
 * @param wanted what is to be ready: facilities, people, documents; 1 to 2,000 characters
 * @param recordType the type of record that shows it, one of the catalogue's; null if none in particular
 * @param clause the requirement it is wanted for; null if none in particular
 * @param owner who sees to it, 1 to 200 characters
 * @param due the day by which it is to be ready
 */
public record WantedItem(
        String id,
        String wanted,
        @Nullable String recordType,
        @Nullable ClauseReference clause,
        String owner,
        LocalDate due) {

    /** Checks that nothing is missing. */
    public WantedItem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(due, "due");
    }

    /**
     * Whether a text can be an item's id.
     *
     * @param id the text
     * @return true for 1 to 40 letters, digits or {@code . _ -}
     */
    public static boolean isId(String id) {
        return id.matches("[A-Za-z0-9._-]{1,40}");
    }
}
