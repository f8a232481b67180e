package io.remoteaudit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a maker's host says about its endpoint.
 *
 * @param organizationId the maker's id
 * @param organizationName the maker's name
 * @param apiVersions the versions of the interface it speaks
 * @param origin the ledger's name
 * @param keys the keys that check the ledger. They come from the maker's own host: to know the maker by them, compare
 *     them with what the maker gave another way
 */
public record EndpointDescription(
        String organizationId, String organizationName, List<String> apiVersions, String origin, List<LogKey> keys) {

    /** Checks that nothing is missing and copies the lists. */
    public EndpointDescription {
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(organizationName, "organizationName");
        Objects.requireNonNull(origin, "origin");
        apiVersions = List.copyOf(apiVersions);
        keys = List.copyOf(keys);
    }

    static EndpointDescription fromJson(JsonNode json) {
        List<LogKey> keys = new ArrayList<>();
        json.path("ledger").path("keys").forEach(key -> keys.add(LogKey.parse(key.asText())));
        List<String> versions = new ArrayList<>();
        json.path("apiVersions").forEach(version -> versions.add(version.asText()));
        if (keys.isEmpty() || versions.isEmpty()) {
            throw new MalformedException("The endpoint's description names no key or no version");
        }
        return new EndpointDescription(
                json.path("organization").path("id").asText(),
                json.path("organization").path("name").asText(),
                versions,
                json.path("ledger").path("origin").asText(),
                keys);
    }
}
