package io.remoteaudit.hosts.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A host that knows nothing of the module, starts, says what that took, and ends. It has a database of its own if the property
 * {@code idle.database} names a file, and waits before its heap is counted if {@code idle.seconds} says how long.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class IdleApplication {

    /** What the line begins with that gives the milliseconds since the process began and the bytes of heap in use. */
    public static final String SAID = "idle ";

    private static final int COLLECTIONS = 3;

    /** As the example has it: one file, with the settings the module asks for. */
    @Bean
    @ConditionalOnProperty("idle.database")
    DataSource database(@Value("${idle.database}") String file) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&transaction_mode=IMMEDIATE");
        return new HikariDataSource(pool);
    }

    /**
     * Starts it.
     *
     * @param arguments properties, as Spring Boot takes them
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        try (ConfigurableApplicationContext context = SpringApplication.run(IdleApplication.class, arguments)) {
            long took = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            TimeUnit.SECONDS.sleep(context.getEnvironment().getProperty("idle.seconds", Integer.class, 0));
            for (int i = 0; i < COLLECTIONS; i++) {
                ManagementFactory.getMemoryMXBean().gc();
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(SAID + took + " " + heap);
        }
    }
}
