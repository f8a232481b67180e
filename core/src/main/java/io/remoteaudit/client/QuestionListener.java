package io.remoteaudit.client;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.question.QuestionEvent;

/** Hears of messages as they are released. Called on the subscription's thread, one call after another. */
public interface QuestionListener {

    /**
     * Hears of a message.
     *
     * @param event the message; its leaf index is what to go on after
     */
    void onMessage(QuestionEvent event);

    /**
     * Hears that nothing more will come: the access has ended, or the endpoint does not speak as the contract says.
     *
     * @param failure why
     */
    void onEnd(RemoteAuditException failure);
}
