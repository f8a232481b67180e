package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Loads what opening the module needs while the host is still busy with itself, as Spring Boot does for its own parts: once
 * in a process, if there is a second processor and the module will be opened.
 */
final class PreloadListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final String ENABLED = RemoteAuditProperties.PREFIX + ".enabled";
    private static final String ORIGIN = RemoteAuditProperties.PREFIX + ".origin";
    private static final String DATA_SOURCE = RemoteAuditProperties.PREFIX + ".data-source";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment environment = event.getEnvironment();
        if (NativeDetector.inNativeImage()
                || Runtime.getRuntime().availableProcessors() < 2
                || !opens(environment)
                || !BEGUN.compareAndSet(false, true)) {
            return;
        }
        boolean embedded = inEmbeddedDatabase(environment);
        Thread thread = new Thread(() -> RemoteAudit.preload(embedded), "remote-audit-preload");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the application is going to open the module. */
    static boolean opens(Environment environment) {
        return !"false".equalsIgnoreCase(environment.getProperty(ENABLED)) && environment.containsProperty(ORIGIN);
    }

    /** Where the ledger will be: the host's beans decide it later, its properties show it most often beforehand. */
    static boolean inEmbeddedDatabase(Environment environment) {
        String named = environment.getProperty(DATA_SOURCE, "");
        return named.isBlank()
                ? !environment.containsProperty("spring.datasource.url")
                : named.equals(RemoteAuditProperties.EMBEDDED);
    }
}
