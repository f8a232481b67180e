package io.remoteaudit.feed;

/** Is told how far a run is, after each of its transactions, on the thread that does it; so it should return at once. */
@FunctionalInterface
public interface FeedListener {

    /**
     * Something more was read.
     *
     * @param progress how far the run is
     */
    void progressed(FeedProgress progress);
}
