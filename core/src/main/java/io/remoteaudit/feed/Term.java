package io.remoteaudit.feed;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of an expression. An absent value stays absent through all of them but {@link Default} and {@link If}. */
sealed interface Term {

    /** The longest text an expression may make. */
    int LONGEST = 20_000;

    @Nullable
    String evaluate(Row row);

    /** A fixed text. */
    record Literal(String text) implements Term {
        @Override
        public String evaluate(Row row) {
            return text;
        }
    }

    /** What a column holds. */
    record Column(String name) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            return row.cell(name);
        }
    }

    /** Texts one after the other; absent if one of them is. */
    record Concatenation(List<Term> parts) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            StringBuilder all = new StringBuilder();
            for (Term part : parts) {
                String text = part.evaluate(row);
                if (text == null) {
                    return null;
                }
                if (all.append(text).length() > LONGEST) {
                    throw new RowFault(
                            "结果超过 " + LONGEST + " 个字符", "the result is longer than " + LONGEST + " characters");
                }
            }
            return all.toString();
        }
    }

    /** The first that is there and not blank. */
    record Default(List<Term> choices) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            for (Term choice : choices) {
                String text = choice.evaluate(row);
                if (text != null && !text.isBlank()) {
                    return text;
                }
            }
            return null;
        }
    }

    /** One of two, by a condition. */
    record If(Condition condition, Term then, Term otherwise) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            return condition.holds(row) ? then.evaluate(row) : otherwise.evaluate(row);
        }
    }

    /** Without blanks around it; absent if nothing else is there. */
    record Trim(Term text) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }

    /** In capitals, or in small letters, the same in every language. */
    record Case(Term text, boolean upper) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            if (value == null) {
                return null;
            }
            return upper ? value.toUpperCase(Locale.ROOT) : value.toLowerCase(Locale.ROOT);
        }
    }

    /** What stands for a value in a table of the mapping's own. */
    record Lookup(
            Term text, Map<String, String> table, @Nullable Term otherwise) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            if (value == null) {
                return null;
            }
            String found = table.get(value);
            if (found != null) {
                return found;
            }
            if (otherwise != null) {
                return otherwise.evaluate(row);
            }
            throw new RowFault(
                    RowFault.shown(value) + " 不在对照表中：" + String.join("、", table.keySet()),
                    RowFault.shown(value) + " is none of the values of its lookup: "
                            + String.join(", ", table.keySet()));
        }
    }

    /** A number, digit by digit as it was written. */
    record Numeral(Term text, char decimal, @Nullable Character grouping) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            return value == null || value.isBlank() ? null : Texts.number(value.strip(), decimal, grouping);
        }
    }

    /** The number a text such as {@code 98.7 %} begins with, or what follows it. */
    record Quantity(Term text, boolean unit) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            if (value == null || value.isBlank()) {
                return null;
            }
            String stripped = value.strip();
            int end = Texts.numberEnd(stripped);
            if (unit) {
                String rest = stripped.substring(end).strip();
                return rest.isEmpty() ? null : rest;
            }
            return Texts.number(stripped.substring(0, end), '.', null);
        }
    }

    /** A day in ISO 8601. */
    record Day(Term text, @Nullable DateTimeFormatter format) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            return value == null || value.isBlank() ? null : Texts.day(value.strip(), format);
        }
    }

    /** A time with its offset in ISO 8601. */
    record Time(
            Term text,
            @Nullable DateTimeFormatter format,
            @Nullable ZoneId zone) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            return value == null || value.isBlank() ? null : Texts.time(value.strip(), format, zone);
        }
    }

    /** One of the parts a text falls into, from 1 on; absent if it has fewer. */
    record Part(Term text, String separator, int number) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            String value = text.evaluate(row);
            if (value == null) {
                return null;
            }
            int start = 0;
            for (int before = 1; before < number; before++) {
                int found = value.indexOf(separator, start);
                if (found < 0) {
                    return null;
                }
                start = found + separator.length();
            }
            int end = value.indexOf(separator, start);
            String part = value.substring(start, end < 0 ? value.length() : end).strip();
            return part.isEmpty() ? null : part;
        }
    }

    /** All parts a text falls into; only a whole expression can be one. */
    record Split(Term text, String separator) implements Term {
        @Override
        public @Nullable String evaluate(Row row) {
            throw new IllegalStateException("The parser lets a split stand alone only");
        }
    }
}
