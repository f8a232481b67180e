package io.remoteaudit.search.lucene;

/**
 * The names of the index's fields. A field that comes from a record begins with what it is for, then a slash, then the
 * record field's name, so that one record field's words, identifiers and numbers stay apart from every other's.
 */
final class IndexFields {

    /** Changes whenever documents get other fields; an index of another format is rebuilt and never asked. */
    static final String FORMAT = "4";

    /** Words of a record field. */
    static final String WORDS = "t/";

    /** Identifiers of a record field. */
    static final String IDENTIFIERS = "i/";

    /** The text of a record field as it was, for highlights. */
    static final String TEXT = "s/";

    /** The whole value of a record field, in lower case and narrow form. */
    static final String WHOLE = "x/";

    /** The value of a record field as it was, for scopes and filters. */
    static final String RAW = "f/";

    /** The same, by record, for counting. */
    static final String COUNTED = "d/";

    /** Numbers of a record field or characteristic. */
    static final String NUMBERS = "n/";

    /** Attributes, below {@link #WORDS} and the others. */
    static final String ATTRIBUTES = "attributes/";

    /** Measured values by characteristic, below {@link #NUMBERS} and {@link #ORDERED}. */
    static final String MEASURED = "measured/";

    /** Numbers by record, for ordering. */
    static final String ORDERED = "o/";

    /** All measurements of a record, each as a whole. */
    static final String MEASUREMENTS = "measurements";

    /** Which fields have no value. */
    static final String ABSENT = "absent";

    /** Which attributes and characteristics a record has. */
    static final String NAMES = "names";

    static final String NAME_OF_ATTRIBUTE = "a/";
    static final String NAME_OF_CHARACTERISTIC = "c/";

    /** Business id and version, which no other document has. */
    static final String KEY = "key";

    /** Question and number of a message, which no other document has. */
    static final String MESSAGE = "message";

    /** The engagement a message belongs to. */
    static final String ENGAGEMENT = "engagement";

    /** The question a message belongs to. */
    static final String QUESTION = "question";

    /** The message's number in its question. */
    static final String NUMBER = "number";

    /** The records a question is pinned to, by their ids. */
    static final String PINNED = "pinned";

    static final String LEAF = "leaf";

    /** The leaf index of the next version. Whatever has it is hidden from readers of the newest state. */
    static final String SUPERSEDED = "superseded";

    /** The instant, by which the index itself is sorted, newest first. */
    static final String OCCURRED = "occurred";

    /** The day in the record's own offset. */
    static final String OCCURRED_DAY = "occurredDay";

    static final String RECORDED = "recorded";
    static final String RECORDED_DAY = "recordedDay";
    static final String ID_ORDER = "idOrder";

    /** Digests of attachments whose text the document has not got, because nobody has come to read it yet. */
    static final String AWAITED = "awaited";

    /** Why the text of one of the record's attachments cannot be searched. */
    static final String UNSEARCHABLE = "unsearchable";

    /** The verdict over measurements alone, for a scope that masks the attribute of that name. */
    static final String MEASURED_VERDICT = "measuredVerdict";

    static final String MONTH = "month";
    static final String SUPPLIER = "supplier";

    /** Milliseconds from when it happened to when the ledger took it. */
    static final String LATE = "late";

    private IndexFields() {}

    static String key(String id, int version) {
        return id + '\0' + version;
    }
}
