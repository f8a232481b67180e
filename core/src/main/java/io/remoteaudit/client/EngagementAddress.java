package io.remoteaudit.client;

import io.remoteaudit.api.PathSegment;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where an engagement is, for the clients of its parts.
 *
 * @param transport sends what is asked
 * @param url the engagement's own address
 */
record EngagementAddress(Transport transport, HttpUrl url) {

    /** The address of something below, whatever characters its names have. */
    HttpUrl.Builder at(String... segments) {
        HttpUrl.Builder below = url.newBuilder();
        for (String segment : segments) {
            below.addEncodedPathSegment(PathSegment.of(segment));
        }
        return below;
    }

    /** A change that takes place once, also when its answer is lost and it is sent again. */
    Request.Builder change(String... segments) {
        return transport
                .request(at(segments).build())
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** A page of a list. */
    static HttpUrl page(HttpUrl.Builder list, @Nullable String cursor) {
        return cursor == null
                ? list.build()
                : list.addQueryParameter("cursor", cursor).build();
    }
}
