package io.remoteaudit.example.year;

import io.remoteaudit.example.quality.CorrectiveAction;
import io.remoteaudit.record.Person;
import java.time.OffsetDateTime;

/** Work that comes back to an earlier record and leaves its next version. */
final class Corrections {

    private Corrections() {}

    /** Opens a corrective action, and later notes that it was effective, if the year is not over by then. */
    static void openAndClose(Plan plan, CorrectiveAction opened, Person by, OffsetDateTime closedAt) {
        plan.add(opened.entry(), departments -> departments.quality().act(opened));
        if (!closedAt.toLocalDate().isAfter(FactoryYear.LAST_DAY)) {
            CorrectiveAction closed = new CorrectiveAction(
                    opened.entry(),
                    opened.product(),
                    opened.source(),
                    opened.cause(),
                    opened.action(),
                    opened.due(),
                    "effective");
            plan.later(
                    closedAt,
                    opened.entry().no(),
                    departments -> departments.quality().correct(closed, "有效性验证完成，关闭", by));
        }
    }
}
