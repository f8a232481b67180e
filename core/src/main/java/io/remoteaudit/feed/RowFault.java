package io.remoteaudit.feed;

import io.remoteaudit.standard.LocalizedText;

/** Why a row cannot become a record. Never leaves the package: the row is listed as refused, with these words. */
final class RowFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient LocalizedText reason;

    RowFault(String zh, String en) {
        // Thousands of rows may share a fault, and where in our code it was found helps nobody.
        super(en, null, false, false);
        this.reason = new LocalizedText(zh, en);
    }

    LocalizedText reason() {
        return reason;
    }

    /** The same fault, which lies in a field of the record. */
    RowFault in(String field) {
        return new RowFault(field + "：" + reason.zh(), field + ": " + reason.en());
    }

    /** Short enough to be shown, whatever the row holds. */
    static String shown(String text) {
        return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }
}
