package io.remoteaudit.example;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** The factory's own login: people at a form, scripts with Basic credentials. Auditors never come through here. */
@Configuration(proxyBeanMethods = false)
class StaffLogin {

    /** What the audit module guards by itself, with the auditors' own tokens. */
    private static final String[] AUDIT = {"/audit/**", "/.well-known/remote-audit"};

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    @Bean
    UserDetailsService staff(DemoAccess demoAccess, PasswordEncoder passwordEncoder) {
        return new InMemoryUserDetailsManager(User.withUsername(DemoAccess.STAFF_USER)
                .password(passwordEncoder.encode(demoAccess.staffPassword()))
                .roles("STAFF", "QUALITY")
                .build());
    }

    /**
     * Scripts. No session and so no CSRF token; a browser never gets here by itself, because nothing ever asks it for
     * Basic credentials.
     */
    @Bean
    @Order(1)
    SecurityFilterChain scripts(HttpSecurity http) throws Exception {
        return http.securityMatcher(StaffLogin::hasBasicCredentials)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .hasRole("STAFF"))
                .httpBasic(basic -> basic.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .build();
    }

    /** People. */
    @Bean
    SecurityFilterChain people(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(AUDIT)
                        .permitAll()
                        .requestMatchers("/login", "/qms.css")
                        .permitAll()
                        .anyRequest()
                        .hasRole("STAFF"))
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/qms", false))
                .logout(Customizer.withDefaults())
                // The desk asks for a header of its own that no foreign page can send; auditors' calls carry no cookie.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/audit/**", "/audit-desk/**"))
                .headers(
                        headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(
                                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")))
                .build();
    }

    private static boolean hasBasicCredentials(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6);
    }
}
