package io.remoteaudit.standard;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The catalogue as a whole. Immutable and safe for use by several threads; {@link #toBuilder()} starts an extended one.
 *
 * <p>All lists are in the order the data gives them. Everything is referred to by id, and every id that is referred to
 * exists: a catalogue with a dangling reference cannot be built.
 */
public final class Catalogue {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s-]");

    private final String version;
    private final Map<String, Standard> standards;
    private final Map<String, Edition> editions;
    private final Map<ClauseReference, Clause> clauses;
    private final Map<String, Characteristic> characteristics;
    private final Map<String, Characteristic> characteristicNames;
    private final Map<String, Limit> limits;
    private final Map<String, RecordType> recordTypes;
    private final Map<String, RecordType> recordTypeCodes;
    private final DossierRules dossier;

    private Catalogue(Builder builder) {
        this.version = builder.version;
        this.standards = frozen(builder.standards);
        this.editions = frozen(builder.editions);
        this.clauses = frozen(builder.clauses);
        this.characteristics = frozen(builder.characteristics);
        this.limits = frozen(builder.limits);
        this.recordTypes = frozen(builder.recordTypes);
        this.dossier = builder.dossier;
        this.characteristicNames = CatalogueRules.characteristicNames(characteristics.values());
        this.recordTypeCodes = CatalogueRules.recordTypeCodes(recordTypes.values());
        CatalogueRules.requireConsistent(this);
    }

    /**
     * The catalogue this library ships: medical masks, respirators, protective clothing and gowns.
     *
     * @return the same object every time
     */
    public static Catalogue standard() {
        return Shipped.CATALOGUE;
    }

    /**
     * Starts an empty catalogue.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a catalogue that has everything this one has.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder().from(this);
    }

    /**
     * The version of the data.
     *
     * @return for example {@code 2026.11}
     */
    public String version() {
        return version;
    }

    /**
     * All standards.
     *
     * @return the standards
     */
    public Collection<Standard> standards() {
        return standards.values();
    }

    /**
     * Finds a standard.
     *
     * @param id its number without the year
     * @return the standard, or empty
     */
    public Optional<Standard> standard(String id) {
        return Optional.ofNullable(standards.get(id));
    }

    /**
     * All editions.
     *
     * @return the editions
     */
    public Collection<Edition> editions() {
        return editions.values();
    }

    /**
     * Finds an edition.
     *
     * @param id its full number, for example {@code GB 19083-2010}
     * @return the edition, or empty
     */
    public Optional<Edition> edition(String id) {
        return Optional.ofNullable(editions.get(id));
    }

    /**
     * The editions of a standard that may be in force on a day: begun by then as far as known, and not known to be
     * superseded by then. Where a first day is unknown, there can be several.
     *
     * @param standard the {@link Standard#id()}
     * @param day the day
     * @return the editions; empty if none, or if the standard is unknown
     */
    public List<Edition> editionsInForce(String standard, LocalDate day) {
        return editions.values().stream()
                .filter(edition -> edition.standard().equals(standard))
                .filter(edition -> begun(edition, day))
                .filter(edition -> !superseded(edition, day))
                .toList();
    }

    /**
     * The edition of a standard in force on a day.
     *
     * @param standard the {@link Standard#id()}, for example {@code GB 19083}
     * @param day the day
     * @return the edition; empty if there is none or if the known dates do not decide, see {@link #editionsInForce}
     */
    public Optional<Edition> editionInForce(String standard, LocalDate day) {
        List<Edition> candidates = editionsInForce(standard, day);
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    /**
     * All clauses.
     *
     * @return the clauses
     */
    public Collection<Clause> clauses() {
        return clauses.values();
    }

    /**
     * The clauses of one edition.
     *
     * @param edition the {@link Edition#id()}
     * @return the clauses; empty if the catalogue has none
     */
    public List<Clause> clauses(String edition) {
        return clauses.values().stream()
                .filter(clause -> clause.reference().edition().equals(edition))
                .toList();
    }

    /**
     * Finds a clause.
     *
     * @param edition the {@link Edition#id()}
     * @param number the clause's number
     * @return the clause, or empty
     */
    public Optional<Clause> clause(String edition, String number) {
        return Optional.ofNullable(clauses.get(new ClauseReference(edition, number)));
    }

    /**
     * All characteristics.
     *
     * @return the characteristics
     */
    public Collection<Characteristic> characteristics() {
        return characteristics.values();
    }

    /**
     * Finds a characteristic by code, Chinese or English name, or synonym; case, blanks and width do not matter.
     *
     * @param name what it is called
     * @return the characteristic, or empty
     */
    public Optional<Characteristic> characteristic(String name) {
        return Optional.ofNullable(characteristicNames.get(nameKey(name)));
    }

    /**
     * All limits.
     *
     * @return the limits
     */
    public Collection<Limit> limits() {
        return limits.values();
    }

    /**
     * Finds a limit.
     *
     * @param id its id
     * @return the limit, or empty
     */
    public Optional<Limit> limit(String id) {
        return Optional.ofNullable(limits.get(id));
    }

    /**
     * What one edition demands of one characteristic, of all grades; never a limit of another edition.
     *
     * @param edition the {@link Edition#id()}
     * @param characteristic any name {@link #characteristic} knows
     * @return the limits; two of the same grade mean that sources contradict each other, see their notes
     */
    public List<Limit> limits(String edition, String characteristic) {
        String code = characteristic(characteristic).map(Characteristic::code).orElse("");
        return limits.values().stream()
                .filter(limit -> limit.edition().equals(edition))
                .filter(limit -> limit.characteristic().equals(code))
                .toList();
    }

    /**
     * All record types.
     *
     * @return the record types
     */
    public Collection<RecordType> recordTypes() {
        return recordTypes.values();
    }

    /**
     * Finds a record type.
     *
     * @param idOrCode its id, for example {@code incoming-inspection}, or its code, for example {@code PUR-IQC}
     * @return the record type, or empty
     */
    public Optional<RecordType> recordType(String idOrCode) {
        RecordType byId = recordTypes.get(idOrCode);
        return Optional.ofNullable(byId == null ? recordTypeCodes.get(idOrCode) : byId);
    }

    /**
     * What the dossier of a lot needs to be complete.
     *
     * @return the rules
     */
    public DossierRules dossier() {
        return dossier;
    }

    static String nameKey(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.matcher(folded).replaceAll("");
    }

    private static boolean begun(Edition edition, LocalDate day) {
        LocalDate from = edition.effectiveFrom();
        return from == null || !from.isAfter(day);
    }

    private boolean superseded(Edition edition, LocalDate day) {
        String successor = edition.supersededBy();
        Edition next = successor == null ? null : editions.get(successor);
        return next != null && next.effectiveFrom() != null && begun(next, day);
    }

    private static <K, V> Map<K, V> frozen(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Loads the shipped data when it is first asked for. */
    private static final class Shipped {
        private static final Catalogue CATALOGUE = CatalogueReader.shipped();
    }

    /** Collects a catalogue. Not safe for use by several threads. */
    public static final class Builder {

        private final Map<String, Standard> standards = new LinkedHashMap<>();
        private final Map<String, Edition> editions = new LinkedHashMap<>();
        private final Map<ClauseReference, Clause> clauses = new LinkedHashMap<>();
        private final Map<String, Characteristic> characteristics = new LinkedHashMap<>();
        private final Map<String, Limit> limits = new LinkedHashMap<>();
        private final Map<String, RecordType> recordTypes = new LinkedHashMap<>();
        private DossierRules dossier = DossierRules.none();
        private String version = "unversioned";

        private Builder() {}

        /**
         * Adds everything another catalogue has, and takes its version.
         *
         * @param other the other catalogue
         * @return this builder
         * @throws CatalogueException if both have the same id
         */
        public Builder from(Catalogue other) {
            other.standards.values().forEach(this::standard);
            other.editions.values().forEach(this::edition);
            other.clauses.values().forEach(this::clause);
            other.characteristics.values().forEach(this::characteristic);
            other.limits.values().forEach(this::limit);
            other.recordTypes.values().forEach(this::recordType);
            return dossier(dossier.and(other.dossier)).version(other.version);
        }

        /**
         * Sets what the dossier of a lot needs; a host that adds to the rules there are gives them {@linkplain
         * DossierRules#and together}.
         *
         * @param rules the rules
         * @return this builder
         */
        public Builder dossier(DossierRules rules) {
            this.dossier = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /**
         * Sets the version of the data; a host that adds to it should say so here.
         *
         * @param version the version
         * @return this builder
         */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Adds a standard.
         *
         * @param standard the standard
         * @return this builder
         * @throws CatalogueException if there is one of that id
         */
        public Builder standard(Standard standard) {
            return add(standards, standard.id(), standard, "standard");
        }

        /**
         * Adds an edition.
         *
         * @param edition the edition
         * @return this builder
         * @throws CatalogueException if there is one of that id
         */
        public Builder edition(Edition edition) {
            return add(editions, edition.id(), edition, "edition");
        }

        /**
         * Adds a clause.
         *
         * @param clause the clause
         * @return this builder
         * @throws CatalogueException if there is one of that number in that edition
         */
        public Builder clause(Clause clause) {
            return add(clauses, clause.reference(), clause, "clause");
        }

        /**
         * Adds a characteristic.
         *
         * @param characteristic the characteristic
         * @return this builder
         * @throws CatalogueException if there is one of that code
         */
        public Builder characteristic(Characteristic characteristic) {
            return add(characteristics, characteristic.code(), characteristic, "characteristic");
        }

        /**
         * Adds a limit.
         *
         * @param limit the limit
         * @return this builder
         * @throws CatalogueException if there is one of that id
         */
        public Builder limit(Limit limit) {
            return add(limits, limit.id(), limit, "limit");
        }

        /**
         * Adds a record type.
         *
         * @param type the record type
         * @return this builder
         * @throws CatalogueException if there is one of that id
         */
        public Builder recordType(RecordType type) {
            return add(recordTypes, type.id(), type, "record type");
        }

        /**
         * Ends the catalogue.
         *
         * @return the catalogue
         * @throws CatalogueException if something refers to an id that does not exist, or a name means two things
         */
        public Catalogue build() {
            return new Catalogue(this);
        }

        private <K, V> Builder add(Map<K, V> map, K key, V value, String kind) {
            if (map.putIfAbsent(key, value) != null) {
                throw new CatalogueException(kind + " " + key, "is there twice; give the new one its own id");
            }
            return this;
        }
    }
}
