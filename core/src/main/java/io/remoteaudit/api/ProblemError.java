package io.remoteaudit.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.search.QuerySyntaxException;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One place of a request that is wrong.
 *
 * @param pointer a JSON Pointer into the body; null if it is not in the body
 * @param parameter the query parameter or header; null if it is in neither
 * @param position where in a search query, in UTF-16 code units
 * @param detail what is wrong there
 * @param correction what was probably meant; null if nothing suggests itself
 */
public record ProblemError(
        @Nullable String pointer,
        @Nullable String parameter,
        OptionalInt position,
        String detail,
        QuerySyntaxException.@Nullable Correction correction) {

    /** Checks that nothing is missing. */
    public ProblemError {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A place for which nothing is known that was meant.
     *
     * @param pointer a JSON Pointer into the body; null if it is not in the body
     * @param parameter the query parameter or header; null if it is in neither
     * @param position where in a search query, in UTF-16 code units
     * @param detail what is wrong there
     */
    public ProblemError(@Nullable String pointer, @Nullable String parameter, OptionalInt position, String detail) {
        this(pointer, parameter, position, detail, null);
    }

    /**
     * A place in the body.
     *
     * @param pointer a JSON Pointer
     * @param detail what is wrong there
     * @return the error
     */
    public static ProblemError inBody(String pointer, String detail) {
        return new ProblemError(pointer, null, OptionalInt.empty(), detail);
    }

    /**
     * A query parameter or header.
     *
     * @param parameter its name
     * @param detail what is wrong with it
     * @return the error
     */
    public static ProblemError inParameter(String parameter, String detail) {
        return new ProblemError(null, parameter, OptionalInt.empty(), detail);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (pointer != null) {
            json.put("pointer", pointer);
        }
        if (parameter != null) {
            json.put("parameter", parameter);
        }
        position.ifPresent(offset -> json.put("position", offset));
        json.put("detail", detail);
        if (correction != null) {
            json.putObject("correction")
                    .put("from", correction.from())
                    .put("to", correction.to())
                    .put("text", correction.text());
        }
        return json;
    }
}
