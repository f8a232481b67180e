package io.remoteaudit.spring;

import io.remoteaudit.endpoint.AuditEndpoint;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * Ends event streams when the host begins to stop. At the default phase this is before the container waits for
 * requests to end, which an open stream would keep it from for minutes.
 */
final class EndpointLifecycle implements SmartLifecycle {

    private final Supplier<AuditEndpoint> endpoint;
    private volatile boolean running;
    private volatile boolean stopped;

    EndpointLifecycle(Supplier<AuditEndpoint> endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void start() {
        running = true;
        stopped = false;
    }

    @Override
    public void stop() {
        running = false;
        stopped = true;
        endpoint.get().close();
    }

    /** Whether auditors are not served any more. */
    boolean stopped() {
        return stopped;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
