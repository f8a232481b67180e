package io.remoteaudit.engagement;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place that is audited.
 *
 * @param name its name; that of the records' site if it has records
 * @param kind whether anything physical happens there
 * @param address the postal address, or where the virtual site is found; null if not recorded
 */
public record AuditSite(String name, Kind kind, @Nullable String address) {

    /** What a site is. A physical process cannot be audited as if its site were virtual. */
    public enum Kind {
        /** People, machines and goods are there. */
        PHYSICAL,
        /** Work is done there in an online environment only. */
        VIRTUAL;

        /**
         * The name used in terms and on the wire.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks that nothing is missing. */
    public AuditSite {
        ConditionsJson.requireText("sites/name", name);
        Objects.requireNonNull(kind, "kind");
        if (address != null) {
            ConditionsJson.requireText("sites/address", address);
        }
    }
}
