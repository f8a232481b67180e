package io.remoteaudit.endpoint;

/** Texts of outsiders, made safe for logs and the trail. */
final class LogText {

    private static final int LONGEST = 1_000;

    private LogText() {}

    /** The text with every character that is not printable ASCII as {@code ?}, and not too long. */
    static String of(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return cut.replaceAll("[^ -~]", "?");
    }
}
