package io.remoteaudit.store;

import org.jspecify.annotations.Nullable;

/** For a database the host has no transactions on. */
enum NoHostTransactions implements HostTransactions {
    ALONE;

    @Override
    public boolean active() {
        return false;
    }

    @Override
    public <T extends @Nullable Object> T call(SqlWork<T> work) {
        throw new IllegalStateException("There is no host transaction");
    }

    @Override
    public void afterCommit(Runnable action) {
        throw new IllegalStateException("There is no host transaction");
    }
}
