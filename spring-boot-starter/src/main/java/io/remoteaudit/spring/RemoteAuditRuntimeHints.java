package io.remoteaudit.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Names what the module reads by class loader, so that a host processed ahead of time keeps it. Stateless. */
final class RemoteAuditRuntimeHints implements RuntimeHintsRegistrar {

    /** One directory each: what a star covers beyond that differs between generations of Spring. */
    private static final List<String> RESOURCES = List.of(
            "io/remoteaudit/api/*.yaml",
            "io/remoteaudit/search/*.json",
            "io/remoteaudit/search/lucene/*.txt",
            "io/remoteaudit/spring/ui/auditor/*",
            "io/remoteaudit/spring/ui/auditor/assets/*",
            "io/remoteaudit/spring/ui/desk/*",
            "io/remoteaudit/spring/ui/desk/assets/*",
            "io/remoteaudit/standard/*.json",
            "io/remoteaudit/standard/record-type/*.json",
            "io/remoteaudit/store/*.sql");

    private static final List<String> BUNDLES = List.of(
            "io.remoteaudit.api.Messages",
            "io.remoteaudit.search.query.fields",
            "io.remoteaudit.search.query.problems",
            "io.remoteaudit.spring.Messages",
            "io.remoteaudit.standard.AttributeMessages");

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        RESOURCES.forEach(hints.resources()::registerPattern);
        BUNDLES.forEach(hints.resources()::registerResourceBundle);
    }
}
