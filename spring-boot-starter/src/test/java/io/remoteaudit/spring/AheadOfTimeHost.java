package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A host that says how it started. A class by itself, since what is made ahead of time is named after it. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
public class AheadOfTimeHost {

    /** As a host's own. */
    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(AheadOfTimeHost.class, arguments)) {
            System.out.println("STARTED aot=" + AotDetector.useGeneratedArtifacts() + " ledger="
                    + context.getBean(RemoteAudit.class).ledger().key().name() + " beans="
                    + (context.containsBean("remoteAuditServlet")
                            && context.containsBean("remoteAuditHealthIndicator")));
        }
    }
}
