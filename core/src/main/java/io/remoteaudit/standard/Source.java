package io.remoteaudit.standard;

/** How a statement of the catalogue is known. */
public enum Source {
    /** Read in the source itself. */
    S,
    /** Read in a secondary page. */
    S2,
    /** From memory, unchecked. */
    M
}
