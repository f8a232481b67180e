package io.remoteaudit.hosts;

import java.util.List;

/** What one host has and another has not, by the beginnings of its jars' names in any Spring Boot. */
enum Part {
    TOMCAT("tomcat-embed", "spring-boot-tomcat", "spring-boot-starter-tomcat"),
    JETTY("jetty-", "jakarta.enterprise", "spring-boot-jetty", "spring-boot-starter-jetty"),
    /** Spring's MVC on servlets, of whichever container. */
    MVC("spring-webmvc", "spring-boot-webmvc", "spring-boot-starter-web-", "spring-boot-starter-webmvc"),
    WEBFLUX(
            "spring-webflux",
            "reactor-netty",
            "netty-",
            "spring-boot-webflux",
            "spring-boot-reactor-netty",
            "spring-boot-netty",
            "spring-boot-starter-webflux",
            "spring-boot-starter-reactor-netty"),
    SERVLETS("jakarta.servlet", "tomcat-servlet", "spring-boot-servlet"),
    SECURITY("spring-security", "spring-boot-security", "spring-boot-starter-security"),
    ACTUATOR(
            "spring-boot-actuator",
            "spring-boot-starter-actuator",
            "micrometer-core",
            "micrometer-jakarta",
            "spring-boot-health",
            "spring-boot-metrics",
            "spring-boot-micrometer",
            "spring-boot-starter-micrometer",
            "spring-boot-observation"),
    FLYWAY("flyway-", "spring-boot-flyway", "spring-boot-starter-flyway"),
    JPA(
            "hibernate-",
            "jakarta.persistence",
            "spring-orm",
            "spring-data-",
            "spring-boot-data",
            "spring-boot-hibernate",
            "spring-boot-jpa",
            "spring-boot-persistence",
            "spring-boot-starter-data");

    private final List<String> jars;

    Part(String... jars) {
        this.jars = List.of(jars);
    }

    /** Whether a jar, or a directory of classes, belongs to this part. */
    boolean holds(String jar) {
        return jars.stream().anyMatch(jar::startsWith);
    }
}
