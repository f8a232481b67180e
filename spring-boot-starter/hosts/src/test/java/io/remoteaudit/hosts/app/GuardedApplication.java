package io.remoteaudit.hosts.app;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** A host on servlets with a login of its own, whose rules are for paths in words. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(PlainApplication.class)
public class GuardedApplication {

    @Bean
    SecurityFilterChain login(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/hello")
                        .hasRole("QUALITY")
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    /** What Spring Boot 4 has by itself. */
    @Bean
    @ConditionalOnProperty("host.path-patterns")
    PathPatternRequestMatcher.Builder pathPatterns(Environment environment) {
        return PathPatternRequestMatcher.withDefaults()
                .basePath(environment.getRequiredProperty("spring.mvc.servlet.path"));
    }
}
