package io.remoteaudit.spring;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.unit.DataSize;

/** Says of a property what it should have been called, or what its value should have been. Stateless. */
final class PropertyMistakes {

    private static final String OWN = RemoteAuditProperties.PREFIX + ".";

    private PropertyMistakes() {}

    /** Properties that do not exist; empty if they are not the module's. */
    static Optional<FailureAnalysis> unknown(UnboundConfigurationPropertiesException failure, Throwable whole) {
        List<String> descriptions = new ArrayList<>();
        List<String> actions = new ArrayList<>();
        for (ConfigurationProperty property : failure.getUnboundProperties()) {
            String name = String.valueOf(property.getName());
            if (name.startsWith(OWN)) {
                descriptions.add("There is no property '" + name + "'" + from(property) + ".");
                actions.add(PropertyNames.nearest(name)
                        .map(meant -> "Did you mean '" + meant + "'?")
                        .orElseGet(() -> "Remove '" + name + "', or use one of: "
                                + String.join(", ", PropertyNames.beside(name)) + "."));
            }
        }
        return descriptions.isEmpty()
                ? Optional.empty()
                : Optional.of(new FailureAnalysis(
                        "Remote Audit cannot be opened. RA-0940: " + String.join(" ", descriptions),
                        String.join(" ", actions),
                        whole));
    }

    /** A value that cannot be what its property holds; empty if it is not the module's property, or another mistake. */
    static Optional<FailureAnalysis> value(BindException failure, Throwable whole) {
        ConfigurationProperty property = failure.getProperty();
        boolean unknown = failure.getCause() instanceof UnboundConfigurationPropertiesException;
        if (unknown || property == null || !String.valueOf(property.getName()).startsWith(OWN)) {
            return Optional.empty();
        }
        Class<?> type = failure.getTarget().getType().toClass();
        return Optional.of(new FailureAnalysis(
                "Remote Audit cannot be opened. RA-0941: The property '" + property.getName() + "' is '"
                        + shown(property) + "'" + from(property) + ", which is not " + wanted(type) + ".",
                "Set it to " + example(type) + ", or remove it.",
                whole));
    }

    /** Whoever reads the log must not find a secret there only because it was written in the wrong place. */
    private static Object shown(ConfigurationProperty property) {
        String name = String.valueOf(property.getName());
        return name.matches(".*(secret|password|pin|key|token).*") ? "***" : property.getValue();
    }

    private static String from(ConfigurationProperty property) {
        return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of its values";
        }
        if (type == Duration.class) {
            return "a time span";
        }
        if (type == DataSize.class) {
            return "a size";
        }
        if (type == ZoneId.class) {
            return "a time zone";
        }
        return type == Boolean.class || type == boolean.class
                ? "true or false"
                : Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a whole number" : "what it holds";
    }

    private static String example(Class<?> type) {
        if (type.isEnum()) {
            return "one of: " + names(type.getEnumConstants());
        }
        if (type == Duration.class) {
            return "a number with its unit, for example 30s, 24h or 7d";
        }
        if (type == DataSize.class) {
            return "a number with its unit, for example 256MB";
        }
        if (type == ZoneId.class) {
            return "a zone's name, for example Asia/Shanghai";
        }
        return type == Boolean.class || type == boolean.class
                ? "true or false"
                : Number.class.isAssignableFrom(type) || type.isPrimitive()
                        ? "a whole number"
                        : "what CONFIGURATION.md says of it";
    }

    private static String names(Object @Nullable [] constants) {
        return constants == null
                ? ""
                : Arrays.stream(constants)
                        .map(constant -> ((Enum<?>) constant)
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                        .collect(Collectors.joining(", "));
    }
}
