package io.remoteaudit.client;

/** Hears how far a download is. */
@FunctionalInterface
public interface Progress {

    /**
     * Says how far it is. Called on the thread that downloads.
     *
     * @param done bytes that have arrived
     * @param total bytes there are
     */
    void at(long done, long total);

    /**
     * Hears nothing.
     *
     * @return a deaf listener
     */
    static Progress ignored() {
        return (done, total) -> {};
    }
}
