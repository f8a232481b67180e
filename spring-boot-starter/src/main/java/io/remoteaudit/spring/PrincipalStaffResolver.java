package io.remoteaudit.spring;

import io.remoteaudit.endpoint.StaffMember;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

/** Takes whom the servlet container or Spring Security has logged in. */
final class PrincipalStaffResolver implements RemoteAuditStaffResolver {

    private static final boolean SPRING_SECURITY = ClassUtils.isPresent(
            "org.springframework.security.core.Authentication", PrincipalStaffResolver.class.getClassLoader());

    private final RemoteAuditProperties.Roles roles;

    PrincipalStaffResolver(RemoteAuditProperties.Roles roles) {
        this.roles = roles;
    }

    @Override
    public Optional<StaffMember> resolve(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        String name = principal == null ? null : principal.getName();
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        // Asked by role name, Spring Security would find only authorities that begin with its own prefix.
        Predicate<String> holds = SPRING_SECURITY && principal instanceof Authentication
                ? PrincipalAuthorities.of(principal)::contains
                : request::isUserInRole;
        return Optional.of(new StaffMember(name, roles.held(holds)));
    }
}
