package io.remoteaudit.engagement;

import io.remoteaudit.RemoteAuditException;
import java.util.List;
import java.util.stream.Collectors;

/** Terms that lack what a remote audit needs, and so cannot be accepted. Nothing was changed. */
public final class IncompleteTermsException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    private final transient List<TermsGap> gaps;

    /**
     * Creates the failure.
     *
     * @param engagement the engagement's id
     * @param gaps what its terms lack
     */
    public IncompleteTermsException(String engagement, List<TermsGap> gaps) {
        super(
                "RA-0404",
                "The terms of engagement '" + engagement
                        + "' cannot be accepted before they are complete; amend them. Missing: "
                        + gaps.stream().map(TermsGap::wireName).collect(Collectors.joining(", ")));
        this.gaps = List.copyOf(gaps);
    }

    /**
     * What the terms lack.
     *
     * @return each thing once
     */
    public List<TermsGap> gaps() {
        return gaps;
    }
}
