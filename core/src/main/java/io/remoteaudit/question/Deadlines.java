package io.remoteaudit.question;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** Knows what besides questions the maker has to do by a day, so that it is reminded of that too. */
@FunctionalInterface
public interface Deadlines {

    /**
     * Something the maker has to do by a day.
     *
     * @param soon what is told when the day is near
     * @param overdue what is told when it is over
     * @param engagement the engagement it belongs to
     * @param subjectId what is to be done: a finding, an item
     * @param round counts how often it was asked, so that each time is reminded of once
     * @param due the day
     */
    record Deadline(
            NoticeKind soon, NoticeKind overdue, String engagement, String subjectId, int round, LocalDate due) {

        /** Checks that nothing is missing. */
        public Deadline {
            Objects.requireNonNull(soon, "soon");
            Objects.requireNonNull(overdue, "overdue");
            Objects.requireNonNull(engagement, "engagement");
            Objects.requireNonNull(subjectId, "subjectId");
            Objects.requireNonNull(due, "due");
        }
    }

    /**
     * What is open.
     *
     * @return everything the maker has to do by a day
     */
    List<Deadline> open();
}
