package io.remoteaudit.endpoint;

import io.remoteaudit.api.PathSegment;
import io.remoteaudit.api.ProblemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request, read strictly: what an address does not know is refused, and so is what is given twice. */
final class QueryParameters {

    private static final int MAX_VALUES = 50;
    private static final int MAX_PARAMETERS = 500;

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    static QueryParameters parse(@Nullable String query, Set<String> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return new QueryParameters(values);
        }
        List<Fault> faults = new ArrayList<>();
        String[] parts = query.split("&", MAX_PARAMETERS + 1);
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = decode(equals < 0 ? "" : part.substring(equals + 1));
            if (!known.contains(name)) {
                faults.add(Fault.inParameter(name, "unknown-parameter"));
            } else {
                values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            }
            if (faults.size() > MAX_VALUES) {
                break;
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_PARAMETER).at(faults);
        }
        return new QueryParameters(values);
    }

    /** The values of a parameter that may be repeated. */
    List<String> all(String name, int maxLength) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > MAX_VALUES) {
            throw Refusal.parameter(name, "count", String.valueOf(MAX_VALUES));
        }
        all.forEach(value -> requireLength(name, value, maxLength));
        return all;
    }

    Optional<String> text(String name, int maxLength) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw Refusal.parameter(name, "repeated-parameter");
        }
        all.forEach(value -> requireLength(name, value, maxLength));
        return all.stream().findFirst();
    }

    OptionalLong number(String name, long min, long max) {
        Optional<String> text = text(name, MAX_VALUES);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (text.get().matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text.get());
            if (number >= min && number <= max) {
                return OptionalLong.of(number);
            }
        }
        throw Refusal.parameter(name, "number", String.valueOf(min), String.valueOf(max));
    }

    OptionalInt integer(String name, int min, int max) {
        OptionalLong number = number(name, min, max);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    private static void requireLength(String name, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw Refusal.parameter(name, "length", String.valueOf(maxLength));
        }
    }

    private static String decode(String text) {
        return PathSegment.percentDecoded(text.replace("+", "%20"))
                .orElseThrow(() -> Refusal.parameter("", "malformed-query"));
    }
}
