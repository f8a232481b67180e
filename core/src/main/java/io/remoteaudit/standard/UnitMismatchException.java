package io.remoteaudit.standard;

import io.remoteaudit.RemoteAuditException;

/** A value was to be judged by a limit that is stated in another unit. Units are never converted silently. */
public final class UnitMismatchException extends RemoteAuditException {

    private static final long serialVersionUID = 1L;

    UnitMismatchException(Limit limit, String unit) {
        super(
                "RA-0151",
                "A value in '" + unit + "' cannot be judged by limit " + limit.id() + " of " + limit.edition()
                        + ", which is stated in '" + limit.unit() + "'; measure or convert to that unit first");
    }
}
