package io.remoteaudit.spring;

import io.remoteaudit.feed.MappingException;
import io.remoteaudit.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in words why the module did not open, instead of a stack trace. */
final class RemoteAuditFailureAnalyzer implements FailureAnalyzer {

    RemoteAuditFailureAnalyzer() {}

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof MisconfiguredException mistake) {
                return analysis(mistake, mistake.action());
            }
            if (at instanceof MappingException mapping) {
                return analysis(
                        mapping,
                        "Correct the properties 'remote-audit.sources.*'; FEEDING.md describes how a source is written.");
            }
            if (at instanceof StoreException store) {
                return analysis(store, action(store));
            }
        }
        return null;
    }

    private static FailureAnalysis analysis(Throwable failure, String action) {
        String message = String.valueOf(failure.getMessage());
        String description =
                message.endsWith(" " + action) ? message.substring(0, message.length() - action.length() - 1) : message;
        return new FailureAnalysis("Remote Audit cannot be opened. " + description, action, failure);
    }

    /** The message says what to do about the place it names; this says which property names another place. */
    private static String action(StoreException store) {
        return switch (store.code()) {
            case "RA-0204", "RA-0230", "RA-0233", "RA-0234" ->
                "Do as the description says, or name another directory by the property"
                        + " 'remote-audit.directory'. The key in it is the ledger's: a new directory begins a new"
                        + " ledger, unless the files are moved along.";
            case "RA-0260", "RA-0261" ->
                "Do as the description says. The property 'remote-audit.migrations' says whether the module migrates"
                        + " its own tables (auto), only checks them (validate) or leaves them to you (off).";
            default -> "Do as the description says. Search the documentation for " + store.code() + " to learn more.";
        };
    }
}
