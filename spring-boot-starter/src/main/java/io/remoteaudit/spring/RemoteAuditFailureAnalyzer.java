package io.remoteaudit.spring;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.export.ExportFailedException;
import io.remoteaudit.feed.MappingException;
import io.remoteaudit.standard.CatalogueException;
import io.remoteaudit.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in words why the module did not open, instead of a stack trace; before Spring Boot says it in its own words. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RemoteAuditFailureAnalyzer implements FailureAnalyzer {

    RemoteAuditFailureAnalyzer() {}

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return chain(failure).stream()
                .map(link -> analysis(link, failure))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<FailureAnalysis> analysis(Throwable link, Throwable whole) {
        if (link instanceof MisconfiguredException mistake) {
            return Optional.of(analysis(mistake, mistake.action()));
        }
        if (link instanceof MappingException mapping) {
            return Optional.of(analysis(
                    mapping,
                    "Correct the properties 'remote-audit.sources.*'; FEEDING.md describes how a source is written."));
        }
        if (link instanceof StoreException store) {
            return Optional.of(analysis(store, action(store)));
        }
        if (link instanceof ExportFailedException || link instanceof CatalogueException) {
            return Optional.of(analysis((RemoteAuditException) link, "Do as the description says."));
        }
        if (link instanceof UnboundConfigurationPropertiesException unbound) {
            return PropertyMistakes.unknown(unbound, whole);
        }
        return link instanceof BindException bind ? PropertyMistakes.value(bind, whole) : Optional.empty();
    }

    private static FailureAnalysis analysis(RemoteAuditException failure, String action) {
        String message = String.valueOf(failure.getMessage());
        String description =
                message.endsWith(" " + action) ? message.substring(0, message.length() - action.length() - 1) : message;
        return new FailureAnalysis("Remote Audit cannot be opened. " + description, action, failure);
    }

    /** The message says what to do about the place it names; this says which property names another place. */
    private static String action(StoreException store) {
        return switch (store.code()) {
            case "RA-0203", "RA-0204", "RA-0206" ->
                "Do as the description says. The ledger's keys are in the directory that the property"
                        + " 'remote-audit.directory' names, and belong to the database that 'remote-audit.data-source'"
                        + " chooses: one goes with the other.";
            case "RA-0220" ->
                "Name a DataSource of a supported database by the property 'remote-audit.data-source', or set it to '"
                        + RemoteAuditProperties.EMBEDDED + "' to keep the ledger in a database of its own.";
            case "RA-0230", "RA-0233", "RA-0234" ->
                "Do as the description says, or name another directory by the property"
                        + " 'remote-audit.directory'. The key in it is the ledger's: a new directory begins a new"
                        + " ledger, unless the files are moved along.";
            case "RA-0239" ->
                "Do as the description says. Migrations.ddl(Dialect) gives the statements that make the tables; once they"
                        + " are made, set the property 'remote-audit.migrations' to validate.";
            case "RA-0260", "RA-0261" ->
                "Do as the description says. The property 'remote-audit.migrations' says whether the module migrates"
                        + " its own tables (auto), only checks them (validate) or leaves them to you (off).";
            default -> "Do as the description says. Search the documentation for " + store.code() + " to learn more.";
        };
    }

    private static List<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable at = failure; at != null && seen.add(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
