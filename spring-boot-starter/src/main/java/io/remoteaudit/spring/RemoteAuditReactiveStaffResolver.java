package io.remoteaudit.spring;

import io.remoteaudit.endpoint.StaffMember;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says who of the maker's staff a request to the desk is from, in a reactive host. The default takes the host's
 * authenticated principal and maps its authorities by {@code remote-audit.desk.roles.*}; a host with other rules has a
 * bean of its own. Implementations are safe for several threads.
 */
@FunctionalInterface
public interface RemoteAuditReactiveStaffResolver {

    /**
     * Who a request is from.
     *
     * @param exchange the request, after the host's own login has seen it
     * @return the staff member, without roles if nothing is allowed at the desk; empty if nobody is logged in
     */
    Mono<StaffMember> resolve(ServerWebExchange exchange);
}
