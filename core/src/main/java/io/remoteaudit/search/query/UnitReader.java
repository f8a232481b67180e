package io.remoteaudit.search.query;

import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.standard.Dimension;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.standard.Unit;
import io.remoteaudit.standard.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the unit behind a number, which must be one that the field's values can be compared in. */
final class UnitReader {

    /** The unit of plain numbers, which no text needs to say. */
    static final String PLAIN = "1";

    private static final int LONGEST = 24;
    private static final int SHORTEST_SLIP = 3;
    private static final int FARTHEST = 2;

    private final QueryScanner scanner;
    private final QueryField field;
    private final boolean inSet;

    UnitReader(QueryScanner scanner, QueryField field, boolean inSet) {
        this.scanner = scanner;
        this.field = field;
        this.inSet = inSet;
    }

    /** Whether the beginning of what follows a number is read as its unit, or refused as a slip in one. */
    static boolean reads(String following, QueryField field) {
        try {
            return new UnitReader(new QueryScanner(following), field, false)
                    .apart()
                    .isPresent();
        } catch (QuerySyntaxException e) {
            return true;
        }
    }

    /** Whether the field's numbers may have a unit. */
    boolean areTaken() {
        return !field.units().isEmpty() || takesAny();
    }

    /** Inside a measurement the unit is any, since which characteristic it is of may be left open. */
    private boolean takesAny() {
        return field.origin() == QueryField.Origin.MEASUREMENT;
    }

    /** The unit that stands right behind a number. */
    String attached() {
        int start = scanner.position();
        String text = candidate();
        String unit = known(text);
        if (unit == null) {
            String longer = withNextWord(text);
            unit = known(longer);
            if (unit == null) {
                throw unknown(text, start);
            }
            text = longer;
        }
        scanner.moveTo(start + text.length());
        requireComparable(unit, text, start);
        return unit;
    }

    /** The unit that stands behind a number and blanks, if the next word is one. */
    Optional<String> apart() {
        int before = scanner.position();
        scanner.skipBlanks();
        int start = scanner.position();
        if (areTaken() && start > before && beginsUnit(scanner.here()) && !scanner.atOperator()) {
            String text = candidate();
            String unit = known(text);
            if (unit == null) {
                text = withNextWord(text);
                unit = known(text);
            }
            if (unit != null && isOfThisField(unit)) {
                scanner.moveTo(start + text.length());
                requireComparable(unit, text, start);
                return Optional.of(unit);
            }
            requireNoSlip(candidate(), start);
        }
        scanner.moveTo(before);
        return Optional.empty();
    }

    /** Words such as 个 count, and stand behind other numbers as words to search for. */
    private boolean isOfThisField(String unit) {
        return !unit.equals(PLAIN) || takesAny() || field.units().contains(PLAIN);
    }

    private static boolean beginsUnit(char c) {
        return Character.isLetter(c) || c == '%' || c == '％' || c == '‰' || c == '°' || c == '℃' || c == '℉';
    }

    /** The characters from here to the end of the word, parentheses with what is in them included. */
    private String candidate() {
        int start = scanner.position();
        int open = 0;
        int wordEnd = -1;
        while (!scanner.atEnd() && scanner.position() - start < LONGEST) {
            char c = scanner.here();
            boolean separates = inSet && open == 0 && Symbols.separates(c);
            if (c == '"' || separates || (open == 0 && (Symbols.isBlank(c) || c == ')')) || atRange()) {
                break;
            }
            if (c == '(') {
                wordEnd = open == 0 ? scanner.position() : wordEnd;
                open++;
            } else if (c == ')') {
                open--;
            }
            scanner.next();
        }
        if (open > 0) {
            scanner.moveTo(wordEnd);
        }
        String text = scanner.since(start);
        scanner.moveTo(start);
        return text;
    }

    /** Some units have a blank in them, as in {@code CFU/100 cm²}. */
    private String withNextWord(String text) {
        int start = scanner.position();
        scanner.moveTo(start + text.length());
        scanner.skipBlanks();
        String next = candidate();
        scanner.moveTo(scanner.position() + next.length());
        String longer = scanner.since(start);
        scanner.moveTo(start);
        return longer;
    }

    private boolean atRange() {
        return scanner.here() == '.' && scanner.ahead(1) == '.';
    }

    private @Nullable String known(String text) {
        Optional<Unit> unit = Units.find(text);
        if (unit.isPresent()) {
            return unit.get().symbol();
        }
        String folded = Units.fold(text);
        return field.units().stream()
                .filter(usual -> Units.fold(usual).equals(folded))
                .findFirst()
                .orElse(null);
    }

    private void requireComparable(String unit, String text, int start) {
        if (!takesAny()) {
            requireComparable(field, unit, text, start);
        }
    }

    /** Refuses a unit in which none of a field's values can be compared. */
    static void requireComparable(QueryField field, String unit, String text, int start) {
        List<String> usual = field.units();
        if (usual.isEmpty() || usual.contains(unit)) {
            return;
        }
        Optional<Dimension> dimension = dimension(unit);
        boolean numbersOnly = usual.stream().allMatch(PLAIN::equals);
        boolean comparable = !numbersOnly
                && usual.stream().anyMatch(other -> dimension(other).equals(dimension));
        if (!comparable) {
            throw QueryProblem.UNLIKE_UNITS.at(
                    start,
                    text,
                    label(dimension),
                    field.name(),
                    String.join(", ", usual),
                    label(dimension(usual.get(0))));
        }
    }

    private static Optional<Dimension> dimension(String unit) {
        return Units.find(unit).map(Unit::dimension);
    }

    private static LocalizedText label(Optional<Dimension> dimension) {
        return dimension.map(Dimension::label).orElse(new LocalizedText("自定义单位", "a unit of its own"));
    }

    private QuerySyntaxException unknown(String text, int start) {
        String nearest = null;
        int farthest = Math.min(FARTHEST, text.length() / 2);
        for (String spelling : spellings()) {
            int distance =
                    EditDistance.between(text.toLowerCase(Locale.ROOT), spelling.toLowerCase(Locale.ROOT), farthest);
            if (distance <= farthest) {
                nearest = spelling;
                farthest = distance - 1;
            }
        }
        return nearest == null
                ? QueryProblem.UNKNOWN_UNIT.at(start, text, usual())
                : QueryProblem.UNKNOWN_UNIT_NEAR.at(start, text, nearest);
    }

    /** A word that is one slip away from a unit of this field was hardly meant as a word. */
    private void requireNoSlip(String text, int start) {
        if (text.length() < SHORTEST_SLIP) {
            return;
        }
        for (String spelling : spellings()) {
            if (spelling.length() >= SHORTEST_SLIP
                    && Character.isLetter(spelling.charAt(0))
                    && EditDistance.between(text, spelling, 1) == 1) {
                throw QueryProblem.UNKNOWN_UNIT_NEAR.at(start, text, spelling);
            }
        }
    }

    /** The symbols of units this field's values can be compared in. */
    private List<String> spellings() {
        List<String> spellings = new ArrayList<>(field.units());
        for (Unit unit : Units.all()) {
            if (takesAny()
                    || field.units().stream()
                            .anyMatch(usual -> dimension(usual).equals(Optional.of(unit.dimension())))) {
                spellings.add(unit.symbol());
            }
        }
        spellings.remove(PLAIN);
        return spellings;
    }

    private String usual() {
        return field.units().isEmpty() ? "%, Pa, N, s" : String.join(", ", field.units());
    }
}
