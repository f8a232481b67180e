package io.remoteaudit.spring;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Answer;
import io.remoteaudit.endpoint.AuditDesk;
import io.remoteaudit.endpoint.AuditEndpoint;
import io.remoteaudit.endpoint.Body;
import io.remoteaudit.endpoint.Headers;
import io.remoteaudit.endpoint.Request;
import io.remoteaudit.endpoint.StaffMember;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the module a binding serves, as far as they are switched on. Safe for use by several threads. */
final class AuditParts {

    private static final Logger LOG = LoggerFactory.getLogger(AuditParts.class);

    private final Set<Area> areas;
    private final Supplier<AuditEndpoint> endpoint;
    private final Supplier<AuditDesk> desk;
    private final Pages auditorPages = Pages.auditor();
    private final Pages deskPages = Pages.desk();

    /** The parts are asked for at the first request, so that the container does not open the module before its turn. */
    AuditParts(Set<Area> areas, Supplier<AuditEndpoint> endpoint, Supplier<AuditDesk> desk) {
        this.areas = areas.isEmpty() ? Set.of() : EnumSet.copyOf(areas);
        this.endpoint = endpoint;
        this.desk = desk;
    }

    /** The area a path below the application's root belongs to; empty if that is switched off. */
    Optional<Area> area(String path) {
        return Area.of(path).filter(areas::contains);
    }

    /** What a request's path is a case of, for the host's monitoring; empty if no area that is switched on has it. */
    Optional<String> pattern(String method, String path) {
        return area(path).map(area -> switch (area) {
            case ENDPOINT -> endpoint.get().operation(method, path).path();
            case DESK -> desk.get().operation(method, path).path();
            case AUDITOR_PAGE, DESK_PAGE -> area.root() + "/**";
        });
    }

    /**
     * Answers a request of any area.
     *
     * @param staff who of the maker's staff asks, if anybody is logged in; only asked at the desk
     */
    Answer answer(Request asked, Supplier<Optional<StaffMember>> staff) {
        try {
            Optional<Area> area = area(asked.path());
            if (area.isEmpty()) {
                return OwnProblems.answer(ProblemType.NOT_FOUND, asked.headers());
            }
            return uncompressed(
                    asked.headers(),
                    switch (area.get()) {
                        case ENDPOINT -> endpoint.get().handle(asked);
                        case AUDITOR_PAGE -> auditorPages.handle(asked);
                        case DESK -> atDesk(asked, staff.get());
                        case DESK_PAGE -> deskPages.handle(asked);
                    });
        } catch (RuntimeException e) {
            return failed(asked.headers(), e);
        }
    }

    /**
     * Has a host that compresses leave alone what is told by its digest or in parts, and what must not wait for more: a container
     * leaves content that says how it is encoded.
     */
    private static Answer uncompressed(Headers request, Answer answer) {
        return answer.body() instanceof Body.Bytes
                        || request.first("Accept-Encoding").isEmpty()
                ? answer
                : new Answer(answer.status(), answer.headers().with("Content-Encoding", "identity"), answer.body());
    }

    /** Says that something went wrong here, with a reference by which the log's entry is found. */
    static Answer failed(Headers request, Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("RA-0721: a request failed in the server, reference {}", reference, failure);
        return OwnProblems.answer(ProblemType.INTERNAL, request, reference);
    }

    /** The host's login stands in front of the desk; where the host forgot to put it there, nobody is let in. */
    private Answer atDesk(Request asked, Optional<StaffMember> member) {
        if (member.isEmpty()) {
            return OwnProblems.loginRequired(asked.headers());
        }
        if (member.get().roles().isEmpty()) {
            return OwnProblems.answer(ProblemType.ROLE_REQUIRED, asked.headers(), "view");
        }
        return desk.get().handle(asked, member.get());
    }
}
