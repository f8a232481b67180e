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

    EndpointLifecycle(Supplier<AuditEndpoint> endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        endpoint.get().close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
