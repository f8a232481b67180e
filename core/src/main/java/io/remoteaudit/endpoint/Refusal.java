package io.remoteaudit.endpoint;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.Messages;
import io.remoteaudit.api.ProblemType;
import java.util.List;
import java.util.Locale;

/** A request that is not done as asked. Ends its handling; the dispatcher turns it into a problem document. */
final class Refusal extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Object> arguments;
    private final transient List<Fault> faults;
    private final transient Headers headers;

    private Refusal(ProblemType type, List<Object> arguments, List<Fault> faults, Headers headers) {
        super(type.code(), Messages.text(Locale.ENGLISH, type.wireName() + ".detail", arguments.toArray()));
        this.type = type;
        this.arguments = arguments;
        this.faults = faults;
        this.headers = headers;
    }

    static Refusal of(ProblemType type, Object... arguments) {
        return new Refusal(type, List.of(arguments), List.of(), Headers.none());
    }

    static Refusal notFound() {
        return of(ProblemType.NOT_FOUND);
    }

    static Refusal parameter(String name, String message, Object... arguments) {
        return of(ProblemType.INVALID_PARAMETER).at(List.of(Fault.inParameter(name, message, arguments)));
    }

    static Refusal body(String pointer, String message, Object... arguments) {
        return of(ProblemType.INVALID_BODY).at(List.of(Fault.inBody(pointer, message, arguments)));
    }

    static Refusal body(List<Fault> faults) {
        return of(ProblemType.INVALID_BODY).at(faults);
    }

    Refusal at(List<Fault> places) {
        return new Refusal(type, arguments, List.copyOf(places), headers);
    }

    Refusal with(String header, String value) {
        return new Refusal(type, arguments, faults, headers.with(header, value));
    }

    ProblemType type() {
        return type;
    }

    List<Object> arguments() {
        return arguments;
    }

    List<Fault> faults() {
        return faults;
    }

    Headers headers() {
        return headers;
    }
}
