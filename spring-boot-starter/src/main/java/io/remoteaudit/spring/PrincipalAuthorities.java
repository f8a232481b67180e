package io.remoteaudit.spring;

import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** What Spring Security has granted to whom it logged in. Kept apart, so that a host without it never loads its classes. */
final class PrincipalAuthorities {

    private PrincipalAuthorities() {}

    /** The authorities; none if someone else logged the principal in. */
    static Collection<String> of(Principal principal) {
        return principal instanceof Authentication authentication
                ? authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
