package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Caller;
import java.util.List;

/**
 * Who a request is from: one auditor of one engagement, or one person who is an auditor of several.
 *
 * @param acting as whom the request acts: in the engagement it names if the person is bound there
 * @param all the person in each engagement that is shown outside, in the order of the engagements
 */
record Callers(Caller acting, List<Caller> all) {

    Callers {
        all = List.copyOf(all);
    }
}
