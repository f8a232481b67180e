package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.Caller;
import io.remoteaudit.record.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request of an auditor.
 *
 * @param callers who it is
 * @param admission the leave to see records; null for what is open before the engagement is active
 * @param request the request
 * @param locale the language to answer in
 * @param path the path's variable parts
 * @param query the query
 * @param content the JSON body's bytes; null if the operation takes none
 * @param ledgerSize the ledger size it is answered at
 */
record Visit(
        Callers callers,
        @Nullable Admission admission,
        Request request,
        Locale locale,
        Map<String, String> path,
        QueryParameters query,
        @Nullable JsonContent content,
        long ledgerSize) {

    /** As whom the request acts. */
    Caller caller() {
        return callers.acting();
    }

    /** The leave, which every operation on records needs. */
    Admission admitted() {
        return Objects.requireNonNull(admission, "This operation is declared to need no active engagement");
    }

    Scope scope() {
        return admitted().scope();
    }

    String path(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    JsonBody body() {
        return JsonBody.parse(bytes());
    }

    byte[] bytes() {
        return Objects.requireNonNull(content, "This operation is declared to take no body")
                .bytes();
    }

    /** Whoever names plain text and not JSON gets text, where an operation has it. */
    boolean wantsText() {
        String accepted = String.join(",", request.headers().all("Accept")).toLowerCase(Locale.ROOT);
        return accepted.contains("text/plain") && !accepted.contains("application/json");
    }

    Visit at(long size) {
        return new Visit(callers, admission, request, locale, path, query, content, size);
    }

    /** The bytes of a body, in a value whose equality nobody needs. */
    static final class JsonContent {
        private final byte[] bytes;

        JsonContent(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
