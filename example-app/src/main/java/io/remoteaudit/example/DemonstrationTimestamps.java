package io.remoteaudit.example;

import io.remoteaudit.demonstration.DemonstrationAuthority;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Time-stamps without a contract: a demonstration authority in this very process, which therefore proves nothing to
 * anyone. A real maker configures {@code remote-audit.timestamps.authorities} instead.
 */
@Configuration(proxyBeanMethods = false)
class DemonstrationTimestamps {

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationTimestamps.class);

    @Bean(destroyMethod = "close")
    DemonstrationAuthority demonstrationAuthority() {
        return DemonstrationAuthority.start(Clock.systemUTC());
    }

    /** New at each start, and with it the root an auditor would check by. */
    @Bean
    TimestampAuthority demonstrationTimestampAuthority(
            DemonstrationAuthority authority, @Value("${example.directory}") Path directory) {
        Path file = CertificateFile.write(directory.resolve("demonstration-root.pem"), authority.root());
        LOG.info("Time-stamps come from a demonstration authority, which proves nothing; its root is {}", file);
        return TimestampAuthority.overHttp(
                "demonstration", authority.timestampAddress(), List.of(authority.root()), Clock.systemUTC());
    }
}
