package io.remoteaudit.spring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.Environment;

/**
 * Says once at start how auditors cannot come in, which whoever sets the endpoint up would not notice: without HTTPS it answers
 * this machine alone, and a server that asks for no client certificates is never shown one.
 */
final class EndpointWarnings implements ApplicationListener<ContextRefreshedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointWarnings.class);

    private final ApplicationContext context;
    private final boolean clientCertificates;

    EndpointWarnings(ApplicationContext context, boolean clientCertificates) {
        this.context = context;
        this.clientCertificates = clientCertificates;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        Environment environment = context.getEnvironment();
        if (event.getApplicationContext() != context || !ownServer(environment)) {
            return;
        }
        if (clientCertificates && !asked(environment)) {
            LOG.warn(
                    "RA-0948: Client certificates are to let auditors in (remote-audit.endpoint.identity.client-certificates), but"
                            + " this server asks for none, so nobody comes in by one. Set 'server.ssl.client-auth' to want, and"
                            + " 'server.ssl.trust-certificate' or a bundle to whose certificates it trusts; a proxy that speaks"
                            + " HTTPS in front of it keeps them from it");
        }
        if (!encrypted(environment)
                && !forwarded(environment)
                && !loopback(environment.getProperty("server.address"))) {
            LOG.warn(
                    "RA-0942: The audit endpoint is on, but this server speaks plain HTTP to everyone, so auditors on other"
                            + " machines are refused. Set 'server.ssl.bundle' to serve HTTPS; or, behind a proxy that does, set"
                            + " 'server.forward-headers-strategy' to native or framework; or set 'server.address' to 127.0.0.1 to"
                            + " say that this is meant");
        }
    }

    /** Of a container the host is deployed to, its properties say nothing. */
    private static boolean ownServer(Environment environment) {
        return environment.getProperty("local.server.port") != null;
    }

    private static boolean asked(Environment environment) {
        return encrypted(environment)
                && environment.getProperty("server.ssl.client-auth", "none").matches("(?i)want|need");
    }

    private static boolean encrypted(Environment environment) {
        boolean configured = environment.getProperty("server.ssl.bundle") != null
                || environment.getProperty("server.ssl.key-store") != null
                || environment.getProperty("server.ssl.certificate") != null;
        return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
    }

    private static boolean forwarded(Environment environment) {
        String strategy = environment.getProperty("server.forward-headers-strategy");
        if (strategy != null) {
            return !strategy.equalsIgnoreCase("none");
        }
        CloudPlatform platform = CloudPlatform.getActive(environment);
        return platform != null && platform.isUsingForwardHeaders();
    }

    private static boolean loopback(@Nullable String address) {
        if (address == null) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            LOG.debug("The address {} cannot be looked up", address, e);
            return false;
        }
    }
}
