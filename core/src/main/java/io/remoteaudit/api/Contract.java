package io.remoteaudit.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The contract every server and client of the standard follows. */
public final class Contract {

    /** The version of the interface, as paths and discovery name it. */
    public static final String VERSION = "1";

    /** The lines that name operations, as this one document writes them; a YAML parser would be a dependency for this. */
    private static final Pattern NAMING = Pattern.compile(
            "^ {2}(?<path>/\\S*):$|^ {4}(?<method>get|put|post|delete|patch):$|^ {6}operationId: (?<id>\\w+)$"
                    + "|^ {6}tags: \\[(?<topic>[\\w-]+)]$",
            Pattern.MULTILINE);

    private Contract() {}

    /**
     * The contract's text.
     *
     * @return {@code openapi.yaml} in UTF-8
     */
    public static byte[] openapi() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("openapi.yaml"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The contract's operations, which monitoring names requests by.
     *
     * @return each operation, in the order of the contract
     */
    public static List<ContractOperation> operations() {
        return Read.OPERATIONS;
    }

    /** What was read when it was first asked for. */
    private static final class Read {
        static final List<ContractOperation> OPERATIONS = read();

        private Read() {}
    }

    private static List<ContractOperation> read() {
        List<ContractOperation> operations = new ArrayList<>();
        String path = "";
        String method = "";
        String id = "";
        for (MatchResult line : NAMING.matcher(new String(openapi(), StandardCharsets.UTF_8))
                .results()
                .toList()) {
            if (line.group(1) != null) {
                path = line.group(1);
            } else if (line.group(2) != null) {
                method = line.group(2).toUpperCase(Locale.ROOT);
            } else if (line.group(3) != null) {
                id = line.group(3);
            } else {
                operations.add(new ContractOperation(id, line.group(4), method, path));
            }
        }
        return List.copyOf(operations);
    }
}
