package io.remoteaudit.spring;

import io.remoteaudit.endpoint.StaffMember;
import io.remoteaudit.endpoint.StaffRole;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
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
                ? Authorities.of(principal)::contains
                : request::isUserInRole;
        Set<StaffRole> held = EnumSet.noneOf(StaffRole.class);
        for (StaffRole role : StaffRole.values()) {
            if (authorities(role).stream().anyMatch(holds)) {
                held.add(role);
            }
        }
        return Optional.of(new StaffMember(name, held));
    }

    private List<String> authorities(StaffRole role) {
        return switch (role) {
            case VIEW -> roles.view();
            case ANSWER -> roles.answer();
            case RELEASE -> roles.release();
            case MANAGE -> roles.manage();
        };
    }

    /** Kept apart, so that a host without Spring Security never loads its classes. */
    private static final class Authorities {

        private Authorities() {}

        static Collection<String> of(Principal principal) {
            return ((Authentication) principal)
                    .getAuthorities().stream()
                            .map(GrantedAuthority::getAuthority)
                            .toList();
        }
    }
}
