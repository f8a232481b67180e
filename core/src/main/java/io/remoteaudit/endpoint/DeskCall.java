package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One request at the desk.
 *
 * @param request the request
 * @param staff who it is from
 * @param locale the language to answer in
 * @param path the path's variable parts
 * @param query the query
 */
record DeskCall(Request request, StaffMember staff, Locale locale, Map<String, String> path, QueryParameters query) {

    private static final int LONGEST_REASON = 500;

    String path(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    JsonBody body(Limits limits) {
        return JsonBody.parse(JsonBody.read(request, limits));
    }

    /** The engagement the path names; refused as not found if there is none. */
    Engagement engagement(Engagements engagements) {
        return engagements.find(path("engagement")).orElseThrow(Refusal::notFound);
    }

    /** A body that says why, and nothing else. */
    String reason(Limits limits) {
        JsonBody body = body(limits);
        String reason = body.requiredText("reason", LONGEST_REASON);
        body.end();
        return reason;
    }
}
