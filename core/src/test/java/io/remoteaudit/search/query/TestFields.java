package io.remoteaudit.search.query;

import io.remoteaudit.record.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields as a small maker has them. */
final class TestFields {

    private static final Map<String, String> CATALOGUE = Map.of("压差", "PRESSURE-DROP", "BFE", "BFE");

    private TestFields() {}

    static QueryFields all() {
        return masking(Set.of());
    }

    static QueryFields masking(Set<String> masked) {
        return new ScopedFields(
                Scope.everything().masking(masked),
                name -> Optional.ofNullable(CATALOGUE.get(name)),
                new Names(Set.of("BFE", "PRESSURE-DROP"), Set.of("supplier", "title", "qty")));
    }

    static ScopedFields.Seen outsideOnly() {
        return new ScopedFields.Seen() {
            @Override
            public boolean characteristic(String code) {
                return false;
            }

            @Override
            public boolean attribute(String name) {
                return false;
            }

            @Override
            public Set<String> characteristics() {
                return Set.of("BFE");
            }

            @Override
            public Set<String> attributes() {
                return Set.of("supplier");
            }
        };
    }

    private record Names(Set<String> characteristics, Set<String> attributes) implements ScopedFields.Seen {
        @Override
        public boolean characteristic(String code) {
            return characteristics.contains(code);
        }

        @Override
        public boolean attribute(String name) {
            return attributes.contains(name);
        }
    }
}
