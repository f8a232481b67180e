package io.remoteaudit.standard;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The units quality records of this trade are stated in. A unit is found by any of its spellings: width, superscripts,
 * blanks, multiplication dots and {@code ^} do not matter, {@code µ}, {@code μ} and {@code u} are the same, and case
 * matters only where it tells units apart, as in {@code mPa} and {@code MPa}.
 *
 * <p>Each dimension has a base unit, which is so small or so odd (litres an hour, degrees Rankine) that every factor to
 * it is a finite decimal: a limit that is met exactly in one unit is then met exactly in every other. Safe for use by
 * several threads.
 */
public final class Units {

    private static final Map<String, Unit> BY_SYMBOL = new LinkedHashMap<>();
    private static final Map<String, Unit> BY_SPELLING = new HashMap<>();
    private static final Map<String, Unit> BY_LOWER_CASE = new HashMap<>();
    private static final int LONGEST = 24;

    static {
        Set<String> ambiguous = new HashSet<>();
        for (Dimension dimension : Dimension.values()) {
            for (String line : UnitTable.of(dimension)) {
                add(dimension, line.split("\\s*\\|\\s*", -1), ambiguous);
            }
        }
        BY_LOWER_CASE.keySet().removeAll(ambiguous);
    }

    private Units() {}

    /**
     * Finds a unit.
     *
     * @param text how it is written
     * @return the unit, or empty if none is written so
     */
    public static Optional<Unit> find(String text) {
        // Records nearly always write a unit as the catalogue does, so most look-ups need no folding.
        Unit unit = BY_SYMBOL.get(text);
        if (unit != null) {
            return Optional.of(unit);
        }
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = fold(text);
        unit = BY_SPELLING.get(folded);
        return Optional.ofNullable(unit != null ? unit : BY_LOWER_CASE.get(folded.toLowerCase(Locale.ROOT)));
    }

    /**
     * A value in the base unit of its dimension.
     *
     * @param value the value
     * @param unit its unit, in any spelling
     * @return exactly the same quantity in the base unit, or empty if there is no such unit
     */
    public static Optional<BigDecimal> toBase(BigDecimal value, String unit) {
        return find(unit).map(known -> known.toBase(value));
    }

    /**
     * Every unit.
     *
     * @return the units, those of one dimension together, the most usual first
     */
    public static Collection<Unit> all() {
        return List.copyOf(BY_SYMBOL.values());
    }

    /**
     * The form in which spellings are compared; a unit that is not known can be told from others by it too.
     *
     * @param text how a unit is written
     * @return the form, in the case that was written
     */
    public static String fold(String text) {
        String narrow = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(narrow.length());
        for (int i = 0; i < narrow.length(); i++) {
            char c = narrow.charAt(i);
            switch (c) {
                case ' ', '\t', '^', '*', '\u00b7', '\u22c5', '\u2219', '\u2022', '\u30fb' -> {}
                case '\u03bc' -> folded.append('u');
                case '\u2044', '\u2215' -> folded.append('/');
                case '\u2212', '\u2013', '\u2014' -> folded.append('-');
                default -> folded.append(c);
            }
        }
        return folded.toString();
    }

    private static void add(Dimension dimension, String[] parts, Set<String> ambiguous) {
        int plus = parts[1].indexOf('+');
        BigDecimal factor = new BigDecimal(plus < 0 ? parts[1] : parts[1].substring(0, plus));
        BigDecimal offset = plus < 0 ? BigDecimal.ZERO : new BigDecimal(parts[1].substring(plus + 1));
        Unit unit = new Unit(parts[0], dimension, offset, factor);
        BY_SYMBOL.put(unit.symbol(), unit);
        spell(unit, unit.symbol(), ambiguous);
        if (parts.length > 2) {
            for (String spelling : parts[2].split(",", -1)) {
                spell(unit, spelling, ambiguous);
            }
        }
    }

    private static void spell(Unit unit, String spelling, Set<String> ambiguous) {
        String folded = fold(spelling);
        Unit other = BY_SPELLING.put(folded, unit);
        if (other != null && !other.equals(unit)) {
            throw new IllegalStateException("'" + spelling + "' is both " + other.symbol() + " and " + unit.symbol());
        }
        String lower = folded.toLowerCase(Locale.ROOT);
        Unit inOtherCase = BY_LOWER_CASE.put(lower, unit);
        if (inOtherCase != null && !inOtherCase.equals(unit)) {
            ambiguous.add(lower);
        }
    }
}
