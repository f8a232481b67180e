package io.remoteaudit.hosts.app;

import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A host that knows nothing of the module, starts, says what that took, and ends. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class IdleApplication {

    /** What the line begins with that gives the milliseconds since the process began and the bytes of heap in use. */
    public static final String SAID = "idle ";

    private static final int COLLECTIONS = 3;

    /**
     * Starts it.
     *
     * @param arguments properties, as Spring Boot takes them
     */
    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(IdleApplication.class, arguments)) {
            long took = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            for (int i = 0; i < COLLECTIONS; i++) {
                ManagementFactory.getMemoryMXBean().gc();
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(SAID + took + " " + heap);
        }
    }
}
