package io.remoteaudit.search.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over a query up to a place in it, and knows what it is within. Never fails, since what is being written may be wrong. */
final class CompletionReader {

    private static final Group OUTSIDE = new Group(Expecting.TERM, false, false);

    private final String query;
    private final int at;
    private final QueryFields fields;
    private final QueryFields fieldsOfMeasurement;
    private final Deque<Group> groups = new ArrayDeque<>();
    private Expecting expecting = Expecting.TERM;
    private int position;

    /** What the next piece is, by what stands before it. */
    private record Expecting(
            CompletionPoint.Expected expected, @Nullable QueryField field) {
        static final Expecting TERM = new Expecting(CompletionPoint.Expected.TERM, null);
        static final Expecting NAME = new Expecting(CompletionPoint.Expected.NAME, null);
        static final Expecting NOTHING = new Expecting(CompletionPoint.Expected.NOTHING, null);

        boolean isTerm() {
            return expected == CompletionPoint.Expected.TERM;
        }
    }

    /** An open parenthesis. */
    private record Group(Expecting members, boolean set, boolean measurement) {}

    CompletionReader(String query, int at, QueryFields fields) {
        this.query = query;
        this.at = at;
        this.fields = fields;
        this.fieldsOfMeasurement = new FieldsOfMeasurement(fields);
    }

    CompletionPoint read() {
        while (true) {
            while (position < at && Symbols.isBlank(query.charAt(position))) {
                position++;
            }
            if (position >= at) {
                return point(at, at, "");
            }
            char c = Symbols.plain(query.charAt(position));
            if (c == '(') {
                open(false);
            } else if (c == ')') {
                groups.poll();
                position++;
                done();
            } else if ((group().set() && Symbols.separates(c)) || (c == '-' && expecting.isTerm())) {
                position++;
            } else {
                CompletionPoint here = c == '"' ? phrase() : word();
                if (here != null) {
                    return here;
                }
            }
        }
    }

    private @Nullable CompletionPoint phrase() {
        int opened = position;
        StringBuilder text = new StringBuilder();
        int i = opened + 1;
        while (i < query.length() && Symbols.plain(query.charAt(i)) != '"') {
            if (query.charAt(i) == '\\' && i + 1 < query.length()) {
                i++;
            }
            if (i < at) {
                text.append(query.charAt(i));
            }
            i++;
        }
        if (at <= i) {
            return point(opened, i < query.length() ? i + 1 : at, text.toString());
        }
        position = i + 1;
        passed(text.toString());
        return null;
    }

    private @Nullable CompletionPoint word() {
        int start = position;
        int end = start;
        while (end < query.length()
                && !Symbols.endsWord(query.charAt(end))
                && !(group().set() && Symbols.separates(query.charAt(end)))) {
            end++;
        }
        if (expecting.isTerm()) {
            int sign = sign(start, end);
            if (sign < end && at <= sign && sign > start) {
                boolean colon = Symbols.plain(query.charAt(sign)) == ':';
                return point(start, colon ? sign + 1 : sign, query.substring(start, at));
            }
            if (sign < end && name(query.substring(start, sign), sign)) {
                return null;
            }
        }
        if (at <= end) {
            return point(start, end, query.substring(start, at));
        }
        position = end;
        if (Symbols.plain(query.charAt(end)) == '(' && isMeasurements(query.substring(start, end))) {
            open(true);
        } else {
            passed(query.substring(start, end));
        }
        return null;
    }

    /** A whole piece is behind this place; a sign further on may make a name of it. */
    private void passed(String piece) {
        int next = position;
        while (next < at && Symbols.isBlank(query.charAt(next))) {
            next++;
        }
        if (!expecting.isTerm() || !name(piece, next)) {
            done();
        }
    }

    /** Where the first sign stands that makes a name of what is before it; the end if there is none. */
    private int sign(int start, int end) {
        int i = start;
        while (i < end
                && Symbols.plain(query.charAt(i)) != ':'
                && !Symbols.isComparison(query.charAt(i))
                && Symbols.plain(query.charAt(i)) != '=') {
            i++;
        }
        return i;
    }

    /** Takes a name and the sign behind it; leaves everything as it is if there is no such sign or no such field. */
    private boolean name(String name, int sign) {
        if (sign >= at) {
            return false;
        }
        char c = Symbols.plain(query.charAt(sign));
        if (Symbols.isComparison(c) || c == '=') {
            position = sign;
            while (position < query.length()
                    && (Symbols.isComparison(query.charAt(position)) || Symbols.plain(query.charAt(position)) == '=')) {
                position++;
            }
            expecting = Expecting.NOTHING;
            return true;
        }
        if (c != ':') {
            return false;
        }
        if (Reserved.isMissing(name)) {
            expecting = Expecting.NAME;
        } else {
            Optional<QueryField> field = (group().measurement() ? fieldsOfMeasurement : fields).find(name);
            if (field.isEmpty()) {
                return false;
            }
            expecting = new Expecting(CompletionPoint.Expected.VALUE, field.get());
        }
        position = sign + 1;
        return true;
    }

    private void open(boolean measurement) {
        boolean set = !expecting.isTerm();
        groups.push(new Group(expecting, set, measurement || group().measurement()));
        position++;
    }

    private void done() {
        expecting = group().members();
    }

    private Group group() {
        Group group = groups.peek();
        return group == null ? OUTSIDE : group;
    }

    private boolean isMeasurements(String name) {
        return expecting.isTerm()
                && fields.find(name)
                        .filter(RecordField.MEASUREMENTS.field()::equals)
                        .isPresent();
    }

    private CompletionPoint point(int from, int to, String typed) {
        return new CompletionPoint(from, to, typed, expecting.expected(), expecting.field(), group().measurement());
    }
}
