package io.remoteaudit.preparation;

import java.util.List;
import java.util.Objects;

/** What a step of a plan or a preparation list says. */
public sealed interface PreparationContent {

    /**
     * What was said beside it.
     *
     * @return at most 2,000 characters; may be empty
     */
    String note();

    /**
     * A version of the audit plan.
     *
     * @param items the whole agenda, 1 to 50 items
     * @param note why it is so, or what changed
     */
    record Agenda(List<AgendaItem> items, String note) implements PreparationContent {

        /** Checks that nothing is missing and copies the list. */
        public Agenda {
            items = List.copyOf(items);
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * A version of the preparation list.
     *
     * @param items the whole list, 1 to 50 items of different ids
     * @param note why it is so, or what changed
     */
    record Wanted(List<WantedItem> items, String note) implements PreparationContent {

        /** Checks that nothing is missing and copies the list. */
        public Wanted {
            items = List.copyOf(items);
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * That the newest version is agreed to by the party that did not write it.
     *
     * @param note on which condition, or empty
     */
    record Confirmation(String note) implements PreparationContent {

        /** Checks that nothing is missing. */
        public Confirmation {
            Objects.requireNonNull(note, "note");
        }
    }

    /**
     * How far the maker is with one item of the preparation list.
     *
     * @param item the item's id
     * @param ready whether it is ready
     * @param note where it is found, or what is still missing
     * @param records what shows it, at most 50 versions in the engagement's scope
     */
    record Fulfilment(String item, boolean ready, String note, List<AttachedRecord> records)
            implements PreparationContent {

        /** Checks that nothing is missing and copies the list. */
        public Fulfilment {
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(note, "note");
            records = List.copyOf(records);
        }
    }
}
