package io.remoteaudit.endpoint;

import io.remoteaudit.api.Messages;
import io.remoteaudit.api.ProblemError;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One place of a request that is wrong, before it is put into the caller's language.
 *
 * @param pointer a JSON Pointer into the body; null if it is elsewhere
 * @param parameter the query parameter or header; null if it is in the body
 * @param message the key of the text
 * @param arguments what the text speaks about
 */
record Fault(@Nullable String pointer, @Nullable String parameter, String message, List<Object> arguments) {

    Fault {
        arguments = List.copyOf(arguments);
    }

    static Fault inBody(String pointer, String message, Object... arguments) {
        return new Fault(pointer, null, "error." + message, List.of(arguments));
    }

    static Fault inParameter(String parameter, String message, Object... arguments) {
        return new Fault(null, parameter, "error." + message, List.of(arguments));
    }

    ProblemError in(Locale locale) {
        return new ProblemError(
                pointer, parameter, OptionalInt.empty(), Messages.text(locale, message, arguments.toArray()));
    }
}
