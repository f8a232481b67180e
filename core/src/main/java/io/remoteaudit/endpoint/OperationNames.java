package io.remoteaudit.endpoint;

import io.remoteaudit.api.Contract;
import io.remoteaudit.api.ContractOperation;
import io.remoteaudit.store.Lazily;
import java.util.Comparator;
import java.util.List;

/** Tells what a request is for without looking at more than its method and path. Safe for use by several threads. */
final class OperationNames {

    private final String prefix;
    private final Lazily<Routes<ServedOperation>> routes;
    private final ServedOperation unknown;

    private OperationNames(String prefix, Lazily<Routes<ServedOperation>> routes, String unknown) {
        this.prefix = prefix;
        this.routes = routes;
        this.unknown = new ServedOperation(ServedOperation.UNKNOWN, ServedOperation.UNKNOWN, unknown);
    }

    static OperationNames ofContract() {
        return new OperationNames("", Lazily.of(OperationNames::contract), AuditEndpoint.PATH + "/**");
    }

    private static Routes<ServedOperation> contract() {
        Routes<ServedOperation> routes = new Routes<>();
        // OpenAPI has concrete paths go before templated ones, whatever order they stand in.
        List<ContractOperation> concreteFirst = Contract.operations().stream()
                .sorted(Comparator.comparing(operation -> operation.path().replace('{', Character.MAX_VALUE)))
                .toList();
        for (ContractOperation operation : concreteFirst) {
            // A tile's path goes on over several segments, as C2SP tlog-tiles writes it, which no template can say.
            routes.add(
                    operation.method(),
                    operation.path().replace("{tile}", "{tile...}"),
                    new ServedOperation(operation.id(), operation.topic(), operation.path()));
        }
        return routes;
    }

    static OperationNames ofDesk(Lazily<Routes<DeskOperation>> operations) {
        String prefix = AuditDesk.PATH + "/";
        Lazily<Routes<ServedOperation>> routes = Lazily.of(() -> operations
                .get()
                .named((method, template) ->
                        new ServedOperation(method + " " + prefix + template, "desk", prefix + template)));
        return new OperationNames(prefix, routes, prefix + "**");
    }

    /** What a method and a raw path are for. */
    ServedOperation of(String method, String path) {
        return path.startsWith(prefix)
                ? routes.get().peek(method, path.substring(prefix.length())).orElse(unknown)
                : unknown;
    }
}
