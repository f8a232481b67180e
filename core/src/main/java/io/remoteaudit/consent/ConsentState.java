package io.remoteaudit.consent;

import java.util.Arrays;
import java.util.Optional;

/** Where a request for consent stands. */
public enum ConsentState {
    /** Nobody of the maker has decided yet. */
    ASKED("asked"),
    /** Granted, and neither used up nor over. */
    GRANTED("granted"),
    /** Not granted. */
    REFUSED("refused"),
    /** Granted for one download, which was made. */
    USED("used"),
    /** Granted for a time that is over. */
    EXPIRED("expired"),
    /** Granted, and taken back. */
    REVOKED("revoked");

    private final String wireName;

    ConsentState(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a state by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the state, or empty for one of a later release
     */
    public static Optional<ConsentState> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(wireName))
                .findFirst();
    }
}
