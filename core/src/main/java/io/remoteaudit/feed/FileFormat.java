package io.remoteaudit.feed;

/** The forms of files whose rows become records. */
public enum FileFormat {
    /** Values separated by commas (RFC 4180) or another sign, the names of the columns first. */
    CSV,
    /** Values separated by tabs, the names of the columns first. */
    TSV,
    /** A JSON object a line; members of inner objects are columns named {@code outer.inner}, lists of texts are joined by blanks. */
    JSON_LINES,
    /** A sheet of an {@code .xlsx} workbook, where Apache POI is on the class path. Formulas are not computed: what the sheet shows is read. */
    EXCEL,
    /** An EPCIS 2.0 document in JSON; each event is a row. */
    EPCIS_JSON,
    /** An EPCIS document in XML; each event is a row. */
    EPCIS_XML
}
