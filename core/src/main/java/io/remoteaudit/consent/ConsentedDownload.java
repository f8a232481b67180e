package io.remoteaudit.consent;

/**
 * A download for which there is consent, or which needs none. Whoever sends it asks before every piece, which costs next
 * to nothing. Safe for use by several threads.
 */
public interface ConsentedDownload {

    /**
     * Fails once the consent was taken back, within a second of that on any node.
     *
     * @throws ConsentRequiredException if it was
     */
    void requireHeld();

    /**
     * Gives back what was not sent after all, so that a download that broke off can be gone on with.
     *
     * @param bytes how many bytes of those that were to be sent were sent
     */
    void sent(long bytes);

    /**
     * One that needs no consent.
     *
     * @return always held
     */
    static ConsentedDownload free() {
        return new ConsentedDownload() {
            @Override
            public void requireHeld() {}

            @Override
            public void sent(long bytes) {}
        };
    }
}
