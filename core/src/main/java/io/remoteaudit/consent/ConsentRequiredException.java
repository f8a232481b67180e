package io.remoteaudit.consent;

import io.remoteaudit.RemoteAuditException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The terms ask for consent to each download, and there is none that holds for this one. */
public final class ConsentRequiredException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Consent latest;

    ConsentRequiredException(@Nullable Consent latest) {
        super(
                "RA-0409",
                "The terms ask for the maker's consent to each download, and none holds for this one; ask for it and"
                        + " repeat the download once it is granted");
        this.latest = latest;
    }

    /**
     * What the auditor asked last for the same thing.
     *
     * @return the request; empty if nothing was asked
     */
    public Optional<Consent> latest() {
        return Optional.ofNullable(latest);
    }
}
