package io.remoteaudit.endpoint;

import java.util.Objects;

/**
 * What a request is for, in words from a fixed set: never a part of the request itself, so that monitoring may name its
 * figures by it.
 *
 * @param id the contract's {@code operationId}, for example {@code searchRecords}; at the desk method and path; {@link
 *     #UNKNOWN} for what no operation answers
 * @param topic what it is about as the contract has it, for example {@code records}; {@code desk} at the desk
 * @param path the path with its variable parts in braces, for example {@code
 *     /audit/v1/engagements/{engagement}/records}
 */
public record ServedOperation(String id, String topic, String path) {

    /** The {@link #id} and {@link #topic} of a request that no operation answers. */
    public static final String UNKNOWN = "unknown";

    /** Checks that nothing is missing. */
    public ServedOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(path, "path");
    }
}
