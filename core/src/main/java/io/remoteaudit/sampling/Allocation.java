package io.remoteaudit.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many members each stratum gives. */
public enum Allocation {
    /**
     * As large a share of the sample as of the population. Shares are rounded down; what is left goes to the largest
     * remainders, of equal ones to the stratum that comes first by name.
     */
    PROPORTIONAL("proportional"),
    /** The same number of each, or all where there are fewer. */
    EACH("each");

    private final String wireName;

    Allocation(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire and in the ledger.
     *
     * @return a lower-case word
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds an allocation by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the allocation
     * @throws IllegalArgumentException if none has that name
     */
    public static Allocation ofWireName(String wireName) {
        for (Allocation allocation : values()) {
            if (allocation.wireName.equals(wireName)) {
                return allocation;
            }
        }
        throw new IllegalArgumentException("Not an allocation: '" + wireName + "'; use proportional or each");
    }

    /**
     * Divides a sample.
     *
     * @param sizes how many members each stratum has
     * @param size how many are wanted: in all, or of each stratum
     * @return the strata by name
     */
    public List<Stratum> divide(SortedMap<String, Integer> sizes, int size) {
        long all = sizes.values().stream().mapToLong(Integer::longValue).sum();
        SortedMap<String, Integer> wanted = this == EACH ? new TreeMap<>() : proportional(sizes, all, size);
        List<Stratum> strata = new ArrayList<>();
        sizes.forEach((value, members) ->
                strata.add(new Stratum(value, members, Math.min(members, wanted.getOrDefault(value, size)))));
        return strata;
    }

    private static SortedMap<String, Integer> proportional(SortedMap<String, Integer> sizes, long all, int size) {
        long drawn = Math.min(size, all);
        SortedMap<String, Integer> wanted = new TreeMap<>();
        sizes.forEach((value, members) -> wanted.put(value, Math.toIntExact(drawn * members / all)));
        long left =
                drawn - wanted.values().stream().mapToLong(Integer::longValue).sum();
        sizes.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<String, Integer> stratum) -> drawn * stratum.getValue() % all)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(left)
                .forEach(stratum -> wanted.merge(stratum.getKey(), 1, Integer::sum));
        return wanted;
    }
}
