package io.remoteaudit.question;

/**
 * Hears of what happens to questions, so that the host can tell people by its own means. Of several nodes one calls its
 * listeners, once; again only if that node died or the listener failed meanwhile. Called on a thread of the library's.
 */
@FunctionalInterface
public interface NoticeListener {

    /**
     * Hears of something.
     *
     * @param notice what happened; whatever is thrown has it called again later
     */
    void onNotice(Notice notice);
}
