package io.remoteaudit.api;

import java.util.Objects;

/**
 * One operation of the contract.
 *
 * @param id its {@code operationId}, for example {@code searchRecords}
 * @param topic what it is about, for example {@code records}
 * @param method the HTTP method
 * @param path the path with its variable parts in braces, for example {@code /audit/v1/engagements/{engagement}}
 */
public record ContractOperation(String id, String topic, String method, String path) {

    /** Checks that nothing is missing. */
    public ContractOperation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
    }
}
