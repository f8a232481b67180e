package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.standard.LocalizedText;
import java.util.Locale;
import java.util.ResourceBundle;

/** What can be wrong with a query; each has its sentence in the message bundle. */
enum QueryProblem {
    TOO_LONG("too-long"),
    TOO_MANY_CLAUSES("too-many-clauses"),
    TOO_DEEP("too-deep"),
    TERM_EXPECTED("term-expected"),
    TERM_EXPECTED_AT_END("term-expected-at-end"),
    END_EXPECTED("end-expected"),
    CLOSING_EXPECTED("closing-expected"),
    QUOTE_EXPECTED("quote-expected"),
    NOTHING_TO_FIND("nothing-to-find"),
    FIELD_EXPECTED("field-expected"),
    VALUE_EXPECTED("value-expected"),
    UNKNOWN_FIELD("unknown-field"),
    UNKNOWN_FIELD_NEAR("unknown-field-near"),
    UNKNOWN_FIELD_INSIDE("unknown-field-inside"),
    NOT_COMPARABLE("not-comparable"),
    NUMBER_EXPECTED("number-expected"),
    DATE_EXPECTED("date-expected"),
    REVERSED_RANGE("reversed-range"),
    LEADING_WILDCARD("leading-wildcard"),
    INNER_WILDCARD("inner-wildcard"),
    NESTED_MEASUREMENT("nested-measurement"),
    OPERATOR_NEAR("operator-near"),
    OPERATOR_EXPECTED("operator-expected"),
    SET_VALUE_EXPECTED("set-value-expected"),
    SEPARATOR_EXPECTED("separator-expected"),
    UNKNOWN_VALUE("unknown-value"),
    UNKNOWN_VALUE_NEAR("unknown-value-near"),
    UNKNOWN_UNIT("unknown-unit"),
    UNKNOWN_UNIT_NEAR("unknown-unit-near"),
    UNLIKE_UNITS("unlike-units"),
    TWO_UNITS("two-units"),
    JSON_OBJECT_EXPECTED("json-object-expected"),
    JSON_OP_EXPECTED("json-op-expected"),
    JSON_MEMBER_MISSING("json-member-missing"),
    JSON_UNKNOWN_MEMBER("json-unknown-member"),
    JSON_TEXT_EXPECTED("json-text-expected"),
    JSON_LIST_EXPECTED("json-list-expected"),
    JSON_BOUNDS_EXPECTED("json-bounds-expected"),
    JSON_UNSAYABLE("json-unsayable");

    private static final String BUNDLE = "io.remoteaudit.search.query.problems";

    private final String key;

    QueryProblem(String key) {
        this.key = key;
    }

    QuerySyntaxException at(int position, Object... parts) {
        return new QuerySyntaxException(position, text(Locale.ENGLISH, parts), text(Locale.CHINESE, parts));
    }

    /** The problem of a query in JSON. */
    QuerySyntaxException at(String pointer, Object... parts) {
        return at(0, parts).at(pointer);
    }

    /** One pass over the sentence, so that braces in what the caller wrote stay what they are. */
    private String text(Locale locale, Object... parts) {
        String pattern = ResourceBundle.getBundle(BUNDLE, locale).getString(key);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '{' && i + 2 < pattern.length() && pattern.charAt(i + 2) == '}') {
                Object part = parts[pattern.charAt(i + 1) - '0'];
                text.append(part instanceof LocalizedText both ? both.in(locale) : part);
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
