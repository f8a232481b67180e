package io.remoteaudit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract is read line by line for its operations' names, and must say the same to a real parser. */
class ContractOperationsTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void operationsAreThoseAYamlParserFinds() {
        assertThat(Contract.operations()).hasSizeGreaterThan(50).isEqualTo(parsed());
    }

    private static List<ContractOperation> parsed() {
        Map<?, ?> contract = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(new String(Contract.openapi(), StandardCharsets.UTF_8));
        List<ContractOperation> operations = new ArrayList<>();
        ((Map<?, ?>) contract.get("paths"))
                .forEach((path, item) -> ((Map<?, ?>) item).forEach((method, value) -> {
                    if (METHODS.contains(method)) {
                        Map<?, ?> operation = (Map<?, ?>) value;
                        operations.add(new ContractOperation(
                                String.valueOf(operation.get("operationId")),
                                String.valueOf(((List<?>) operation.get("tags")).get(0)),
                                String.valueOf(method).toUpperCase(Locale.ROOT),
                                String.valueOf(path)));
                    }
                }));
        return operations;
    }
}
