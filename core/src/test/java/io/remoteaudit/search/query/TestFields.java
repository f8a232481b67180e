package io.remoteaudit.search.query;

import io.remoteaudit.record.Scope;
import io.remoteaudit.standard.Catalogue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Fields as a small maker has them, on a Wednesday in April. */
final class TestFields {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-15T08:00:00Z"), ZoneOffset.UTC);

    private TestFields() {}

    static Clause parse(String query) {
        return QueryParser.parse(query, all(), CLOCK);
    }

    static QueryFields all() {
        return masking(Set.of());
    }

    static QueryFields masking(Set<String> masked) {
        return new ScopedFields(
                Scope.everything().masking(masked),
                Catalogue.standard(),
                UnaryOperator.identity(),
                new Names(Set.of("BFE", "TORQUE"), Set.of("supplier", "title", "qty", "missing", "room no")));
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
                return Set.of("TORQUE");
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
