package io.remoteaudit.spring;

import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The four parts below the application's root that are the module's.
 *
 * <p>Which part a request belongs to is read from its path as it was sent, not decoded and not normalized: a path
 * written another way belongs to none, so no two readers of it can disagree.
 */
enum Area {
    /** The audit endpoint, which authenticates by itself. */
    ENDPOINT(AuditEndpoint.PATH, "/audit/v1/*"),
    /** The auditor's page, which holds nothing confidential. */
    AUDITOR_PAGE("/audit/ui", "/audit/ui/*"),
    /** The desk, behind the host's login. */
    DESK(AuditDesk.PATH, "/audit-desk/*"),
    /** The desk's page, behind the host's login. */
    DESK_PAGE("/audit-desk", "/audit-desk/*");

    private final String root;
    private final String mapping;

    Area(String root, String mapping) {
        this.root = root;
        this.mapping = mapping;
    }

    /** The path everything in this area begins with. */
    String root() {
        return root;
    }

    /** What the servlet container is told. */
    String mapping() {
        return mapping;
    }

    /** Whether it is the host's login that guards this area. */
    boolean insideLogin() {
        return this == DESK || this == DESK_PAGE;
    }

    /** The area a path below the application's root belongs to. */
    static Optional<Area> of(String path) {
        if (path.equals(AuditEndpoint.WELL_KNOWN_PATH)) {
            return Optional.of(ENDPOINT);
        }
        // The desk before its page, whose path is the beginning of the desk's.
        for (Area area : values()) {
            if (path.startsWith(area.root)
                    && (path.length() == area.root.length() || path.charAt(area.root.length()) == '/')) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    /** The areas the host has switched on. */
    static Set<Area> switchedOn(RemoteAuditProperties properties) {
        Set<Area> areas = EnumSet.noneOf(Area.class);
        if (properties.endpoint().enabled()) {
            areas.add(ENDPOINT);
            areas.add(AUDITOR_PAGE);
        }
        if (properties.desk().enabled()) {
            areas.add(DESK);
            areas.add(DESK_PAGE);
        }
        return areas;
    }

    /** The path of a request below the application's root, as it was sent. */
    static String path(HttpServletRequest request) {
        return below(request.getContextPath(), request.getRequestURI());
    }

    /** A path without the context path in front of it. */
    static String below(String contextPath, String path) {
        return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
    }
}
