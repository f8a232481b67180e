package io.remoteaudit.spring;

import io.remoteaudit.endpoint.StaffMember;
import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes whom Spring Security has logged in, or another filter of the host's. */
final class ReactivePrincipalStaffResolver implements RemoteAuditReactiveStaffResolver {

    private static final boolean SPRING_SECURITY = ClassUtils.isPresent(
            "org.springframework.security.core.Authentication", ReactivePrincipalStaffResolver.class.getClassLoader());

    private final RemoteAuditProperties.Roles roles;

    ReactivePrincipalStaffResolver(RemoteAuditProperties.Roles roles) {
        this.roles = roles;
    }

    @Override
    public Mono<StaffMember> resolve(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .filter(principal ->
                        principal.getName() != null && !principal.getName().isBlank())
                .map(principal -> new StaffMember(principal.getName(), roles.held(held(principal)::contains)));
    }

    /** Without Spring Security nothing but a name is known of a principal. */
    private static Collection<String> held(Principal principal) {
        return SPRING_SECURITY ? PrincipalAuthorities.of(principal) : Set.of();
    }
}
