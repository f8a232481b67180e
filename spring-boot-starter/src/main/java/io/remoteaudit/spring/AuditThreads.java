package io.remoteaudit.spring;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which a reactive host's requests to the module are answered; there are none while nobody asks. */
final class AuditThreads implements Executor, AutoCloseable {

    /** Requests and downloads that run at a time; a download holds its thread as long as its reader takes. */
    private static final int MOST = 64;

    private static final int WAITING = 256;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    AuditThreads() {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "remote-audit-web-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Refuses with RejectedExecutionException when too much is waiting already. */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
