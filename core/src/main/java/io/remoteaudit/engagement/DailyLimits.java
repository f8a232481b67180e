package io.remoteaudit.engagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much may be seen on one calendar day of the maker's. What is counted is what was really given: items and bytes of
 * answers that show evidence, and exports asked for.
 *
 * @param engagement for all auditors together
 * @param auditor for each auditor
 */
public record DailyLimits(Bounds engagement, Bounds auditor) {

    /** Every number of terms is one that JSON readers take for the same. */
    private static final long MOST = (1L << 53) - 1;

    /** What is counted. */
    public enum Measure {
        /** Items of answers. */
        ROWS("rows"),
        /** Bytes of answers and files. */
        BYTES("bytes"),
        /** Exports asked for. */
        EXPORTS("exports");

        private final String wireName;

        Measure(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name used in terms and on the wire.
         *
         * @return a lower-case word
         */
        public String wireName() {
            return wireName;
        }

        /**
         * Finds a measure by its wire name.
         *
         * @param wireName the name as {@link #wireName()} gives it
         * @return the measure
         * @throws IllegalArgumentException if no measure has that name
         */
        public static Measure ofWireName(String wireName) {
            for (Measure measure : values()) {
                if (measure.wireName.equals(wireName)) {
                    return measure;
                }
            }
            throw new IllegalArgumentException("Not a measure: '" + wireName + "'; use rows, bytes or exports");
        }
    }

    /**
     * Bounds for some measures.
     *
     * @param most how much may be seen a day, one or more; what has no bound is absent
     */
    public record Bounds(Map<Measure, Long> most) {

        /** Copies the bounds. */
        public Bounds {
            most = Map.copyOf(most);
            most.forEach((measure, bound) -> {
                if (bound < 1 || bound > MOST) {
                    throw new IllegalArgumentException("The daily limit on " + measure.wireName()
                            + " is a number from 1 to " + MOST
                            + "; take the right away where nothing may be seen");
                }
            });
        }

        /**
         * No bounds.
         *
         * @return empty bounds
         */
        public static Bounds none() {
            return new Bounds(Map.of());
        }

        /**
         * The bound for one measure.
         *
         * @param measure which
         * @return how much may be seen a day; empty for no bound
         */
        public OptionalLong of(Measure measure) {
            Long bound = most.get(measure);
            return bound == null ? OptionalLong.empty() : OptionalLong.of(bound);
        }
    }

    /** Checks that there is a bound. */
    public DailyLimits {
        if (engagement.most().isEmpty() && auditor.most().isEmpty()) {
            throw new IllegalArgumentException("Daily limits without a limit; leave them out");
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        write(json, "engagement", engagement);
        write(json, "auditor", auditor);
        return json;
    }

    static DailyLimits fromJson(JsonNode json) {
        return new DailyLimits(read(json, "engagement"), read(json, "auditor"));
    }

    private static void write(ObjectNode json, String name, Bounds bounds) {
        if (!bounds.most().isEmpty()) {
            ObjectNode written = json.putObject(name);
            for (Measure measure : Measure.values()) {
                bounds.of(measure).ifPresent(bound -> written.put(measure.wireName(), bound));
            }
        }
    }

    private static Bounds read(JsonNode json, String name) {
        EnumMap<Measure, Long> most = new EnumMap<>(Measure.class);
        for (Map.Entry<String, JsonNode> bound : json.path(name).properties()) {
            if (!bound.getValue().isIntegralNumber() || !bound.getValue().canConvertToLong()) {
                throw new IllegalArgumentException("'" + bound.getKey() + "' must be a whole number");
            }
            most.put(Measure.ofWireName(bound.getKey()), bound.getValue().longValue());
        }
        return new Bounds(most);
    }
}
