package io.remoteaudit.api;

import java.util.Optional;

/** In which form the access trail is taken away. */
public enum TrailFormat {
    /**
     * For spreadsheets: RFC 4180 in UTF-8 with a byte order mark, and a quote before what a spreadsheet would take for a
     * formula.
     */
    CSV("csv", "text/csv"),
    /** For programs: one object of {@link AccessEntry#toJson()} a line, in UTF-8. */
    JSON_LINES("jsonl", "application/jsonl");

    private final String wireName;
    private final String mediaType;

    TrailFormat(String wireName, String mediaType) {
        this.wireName = wireName;
        this.mediaType = mediaType;
    }

    /**
     * The name used on the wire, also the ending of a file's name.
     *
     * @return {@code csv} or {@code jsonl}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * The media type.
     *
     * @return without parameters
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Finds a format by its name.
     *
     * @param wireName the name
     * @return the format, or empty if none has that name
     */
    public static Optional<TrailFormat> ofWireName(String wireName) {
        for (TrailFormat format : values()) {
            if (format.wireName.equals(wireName)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
