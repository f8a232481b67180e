package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of a quality record: objective evidence of conformity or of the working of a quality management system
 * element (ISO 9000:2015, 3.8.10; ISO 13485:2016, 4.2.5).
 *
 * <p>The value holds what the host says; {@link Records#save} checks it against its record type. Two records with
 * equal parts are equal.
 *
 * @param id the business id by which the host knows the record, for example {@code IQC-2026-000123}
 * @param type the id of the record type in the catalogue, for example {@code incoming-inspection}
 * @param version 1 for the first version, then one more each time
 * @param title what a person reads first
 * @param site the id of the site the record belongs to
 * @param productFamily the product family; null for records of the system as a whole
 * @param model the product model; null where there is none
 * @param lots lots the record is about, inputs included; may be empty
 * @param standards editions of standards that apply, for example {@code GB 19083-2010}; may be empty
 * @param clauses clauses the record is evidence for, for example {@code ISO 13485:2016 8.2.6}; may be empty
 * @param measurements what was measured; may be empty
 * @param performedBy who did it
 * @param reviewedBy who reviewed it; null where nobody has
 * @param occurredAt when it happened, with the local offset
 * @param attributes the fields of the record's type
 * @param attachments the files that belong to it; may be empty
 * @param change why this version exists; null for version 1 and required from version 2 on
 */
public record QualityRecord(
        String id,
        String type,
        int version,
        String title,
        String site,
        @Nullable String productFamily,
        @Nullable String model,
        List<String> lots,
        List<String> standards,
        List<String> clauses,
        List<Measurement> measurements,
        Person performedBy,
        @Nullable Person reviewedBy,
        OffsetDateTime occurredAt,
        Attributes attributes,
        List<Attachment> attachments,
        @Nullable Change change) {

    /** Copies the lists and checks that nothing required is missing. */
    public QualityRecord {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(site, "site");
        lots = List.copyOf(lots);
        standards = List.copyOf(standards);
        clauses = List.copyOf(clauses);
        measurements = List.copyOf(measurements);
        Objects.requireNonNull(performedBy, "performedBy");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(attributes, "attributes");
        attachments = List.copyOf(attachments);
    }

    /**
     * Starts the first version of a record.
     *
     * @param type the id of its record type
     * @param id the business id
     * @return a builder
     */
    public static Builder of(String type, String id) {
        return new Builder(type, id);
    }

    /**
     * Starts the version after this one, with the same content until it is changed.
     *
     * @param reason why this version was not right or not complete
     * @param changedBy who changes it
     * @return a builder
     */
    public Builder nextVersion(String reason, Person changedBy) {
        Builder next = new Builder(type, id);
        next.version = version + 1;
        next.title = title;
        next.site = site;
        next.productFamily = productFamily;
        next.model = model;
        next.lots.addAll(lots);
        next.standards.addAll(standards);
        next.clauses.addAll(clauses);
        next.measurements.addAll(measurements);
        next.performedBy = performedBy;
        next.reviewedBy = reviewedBy;
        next.occurredAt = occurredAt;
        next.attributes = attributes;
        next.attachments.addAll(attachments);
        next.change = new Change(reason, changedBy);
        return next;
    }

    /**
     * The same content as another version.
     *
     * @param version its number, from 1 on
     * @param change why it replaces the version before; null for the first
     * @return the version
     */
    public QualityRecord asVersion(int version, @Nullable Change change) {
        return new QualityRecord(
                id,
                type,
                version,
                title,
                site,
                productFamily,
                model,
                lots,
                standards,
                clauses,
                measurements,
                performedBy,
                reviewedBy,
                occurredAt,
                attributes,
                attachments,
                change);
    }

    /**
     * The verdict over all measurements: nonconforming if one is, conforming if all that were judged are.
     *
     * @return the verdict; {@link Verdict#NOT_JUDGED} if nothing was judged
     */
    public Verdict verdict() {
        Verdict verdict = Verdict.NOT_JUDGED;
        for (Measurement measurement : measurements) {
            if (measurement.verdict() == Verdict.NONCONFORMING) {
                return Verdict.NONCONFORMING;
            }
            if (measurement.verdict() == Verdict.CONFORMING) {
                verdict = Verdict.CONFORMING;
            }
        }
        return verdict;
    }

    /** Collects the parts of a record. Not safe for use by several threads. */
    public static final class Builder {
        private final String type;
        private final String id;
        private int version = 1;
        private @Nullable String title;
        private @Nullable String site;
        private @Nullable String productFamily;
        private @Nullable String model;
        private final List<String> lots = new ArrayList<>();
        private final List<String> standards = new ArrayList<>();
        private final List<String> clauses = new ArrayList<>();
        private final List<Measurement> measurements = new ArrayList<>();
        private @Nullable Person performedBy;
        private @Nullable Person reviewedBy;
        private @Nullable OffsetDateTime occurredAt;
        private Attributes attributes = Attributes.none();
        private final List<Attachment> attachments = new ArrayList<>();
        private @Nullable Change change;

        private Builder(String type, String id) {
            this.type = Objects.requireNonNull(type, "type");
            this.id = Objects.requireNonNull(id, "id");
        }

        /**
         * Sets the version, for a host that keeps its own version numbers.
         *
         * @param version from 1 on
         * @param change why the version exists; null for version 1
         * @return this builder
         */
        public Builder version(int version, @Nullable Change change) {
            this.version = version;
            this.change = change;
            return this;
        }

        /**
         * Sets the title.
         *
         * @param title what a person reads first
         * @return this builder
         */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /**
         * Sets the site.
         *
         * @param site the site's id
         * @return this builder
         */
        public Builder site(String site) {
            this.site = site;
            return this;
        }

        /**
         * Sets the product.
         *
         * @param family the product family
         * @param model the model; null where there is none
         * @return this builder
         */
        public Builder product(@Nullable String family, @Nullable String model) {
            this.productFamily = family;
            this.model = model;
            return this;
        }

        /**
         * Adds lots.
         *
         * @param lots the lots' numbers
         * @return this builder
         */
        public Builder lots(String... lots) {
            this.lots.addAll(List.of(lots));
            return this;
        }

        /**
         * Adds editions of standards that apply.
         *
         * @param standards designations with edition
         * @return this builder
         */
        public Builder standards(String... standards) {
            this.standards.addAll(List.of(standards));
            return this;
        }

        /**
         * Adds clauses the record is evidence for.
         *
         * @param clauses designation, edition and clause number, separated by blanks
         * @return this builder
         */
        public Builder clauses(String... clauses) {
            this.clauses.addAll(List.of(clauses));
            return this;
        }

        /**
         * Adds a measurement.
         *
         * @param measurement what was measured
         * @return this builder
         */
        public Builder measurement(Measurement measurement) {
            this.measurements.add(Objects.requireNonNull(measurement, "measurement"));
            return this;
        }

        /**
         * Replaces all measurements.
         *
         * @param measurements what was measured
         * @return this builder
         */
        public Builder measurements(List<Measurement> measurements) {
            this.measurements.clear();
            this.measurements.addAll(measurements);
            return this;
        }

        /**
         * Sets who did it.
         *
         * @param name name or staff number
         * @param role the role acted in; null where the source has none
         * @return this builder
         */
        public Builder performedBy(String name, @Nullable String role) {
            this.performedBy = new Person(name, role);
            return this;
        }

        /**
         * Sets who reviewed it.
         *
         * @param name name or staff number
         * @param role the role acted in; null where the source has none
         * @return this builder
         */
        public Builder reviewedBy(String name, @Nullable String role) {
            this.reviewedBy = new Person(name, role);
            return this;
        }

        /**
         * Sets when it happened.
         *
         * @param occurredAt the time with the local offset
         * @return this builder
         */
        public Builder occurredAt(OffsetDateTime occurredAt) {
            this.occurredAt = occurredAt;
            return this;
        }

        /**
         * Sets one text of the record's type.
         *
         * @param name the attribute's name
         * @param value its text
         * @return this builder
         */
        public Builder attribute(String name, String value) {
            this.attributes = attributes.with(name, value);
            return this;
        }

        /**
         * Sets one field of the record's type.
         *
         * @param name the attribute's name
         * @param value its value
         * @return this builder
         */
        public Builder attribute(String name, JsonNode value) {
            this.attributes = attributes.with(name, value);
            return this;
        }

        /**
         * Sets all fields of the record's type.
         *
         * @param attributes the fields
         * @return this builder
         */
        public Builder attributes(Attributes attributes) {
            this.attributes = Objects.requireNonNull(attributes, "attributes");
            return this;
        }

        /**
         * Adds a file stored by {@link Attachments#store}.
         *
         * @param attachment the file
         * @return this builder
         */
        public Builder attachment(Attachment attachment) {
            this.attachments.add(Objects.requireNonNull(attachment, "attachment"));
            return this;
        }

        /**
         * Ends the record.
         *
         * @return the record
         * @throws InvalidRecordException if title, site, performer or time is missing; it names each
         */
        public QualityRecord build() {
            String presentTitle = title;
            String presentSite = site;
            Person performer = performedBy;
            OffsetDateTime occurred = occurredAt;
            if (presentTitle == null || presentSite == null || performer == null || occurred == null) {
                List<Violation> missing = new ArrayList<>();
                requirePresent(presentTitle, "/title", missing);
                requirePresent(presentSite, "/site", missing);
                requirePresent(performer, "/performedBy", missing);
                requirePresent(occurred, "/occurredAt", missing);
                throw new InvalidRecordException(id, missing);
            }
            return new QualityRecord(
                    id,
                    type,
                    version,
                    presentTitle,
                    presentSite,
                    productFamily,
                    model,
                    lots,
                    standards,
                    clauses,
                    measurements,
                    performer,
                    reviewedBy,
                    occurred,
                    attributes,
                    attachments,
                    change);
        }

        private static void requirePresent(@Nullable Object value, String pointer, List<Violation> missing) {
            if (value == null) {
                missing.add(new Violation(pointer, "is required"));
            }
        }
    }
}
