package io.remoteaudit.trace;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a lot came from before the maker had it, or went when it left the maker, as one record tells.
 *
 * @param record the record
 * @param origins the values of attributes that tell where from, by their names
 * @param destinations the values of attributes that tell where to, by their names
 */
public record LotFact(TracedRecord record, Map<String, List<String>> origins, Map<String, List<String>> destinations) {

    /** Copies the values. */
    public LotFact {
        origins = copy(origins);
        destinations = copy(destinations);
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> values) {
        TreeMap<String, List<String>> copy = new TreeMap<>();
        values.forEach((name, each) -> copy.put(name, List.copyOf(each)));
        return Collections.unmodifiableMap(copy);
    }
}
