package io.remoteaudit.question;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.store.Database;
import java.time.Clock;
import java.util.List;

/**
 * Tells the maker what happens to questions: its listeners and its webhooks, each notice once to each. What is to be told
 * is kept in the database, so that no restart loses any, and of several nodes one tells it. Safe for use by several
 * threads.
 */
public interface Notices extends AutoCloseable {

    /**
     * Notices that were given up after all attempts.
     *
     * @return the deliveries, oldest first
     */
    List<Delivery> dead();

    /**
     * Has a notice that was given up delivered anew, with all attempts.
     *
     * @param id the notice
     * @param target the webhook's name, or {@link Delivery#LISTENERS}
     * @return false if there is none that was given up
     */
    boolean replay(String id, String target);

    /** Stops. What is under way ends; what is not delivered is kept. */
    @Override
    void close();

    /**
     * Opens the notices, and begins with what happens from now on if they were never open before.
     *
     * @param ledger tells what happens
     * @param database the ledger's database
     * @param desk knows which questions are open, and who is to answer
     * @param deadlines knows what else is to be done by a day
     * @param settings who hears; nothing is done if nobody does
     * @param clock gives times and the day it is
     * @return the notices
     */
    static Notices open(
            Ledger ledger,
            Database database,
            AnswerDesk desk,
            Deadlines deadlines,
            NoticeSettings settings,
            Clock clock) {
        LedgerNotices notices = new LedgerNotices(ledger, database, desk, deadlines, settings, clock);
        notices.start();
        return notices;
    }
}
