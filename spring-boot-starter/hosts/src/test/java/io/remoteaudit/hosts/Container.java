package io.remoteaudit.hosts;

import java.util.ArrayList;
import java.util.List;

/** What listens in a host. */
enum Container {
    TOMCAT(Part.SERVLETS, Part.MVC, Part.TOMCAT),
    JETTY(Part.SERVLETS, Part.MVC, Part.JETTY),
    NETTY(Part.WEBFLUX);

    private final List<Part> parts;

    Container(Part... parts) {
        this.parts = List.of(parts);
    }

    /** The parts of a host on this container that has these besides. */
    Part[] and(Part... others) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(List.of(others));
        return all.toArray(Part[]::new);
    }

    /** The property that puts a host below a path. */
    String pathProperty() {
        return this == NETTY ? "spring.webflux.base-path" : "server.servlet.context-path";
    }
}
