package io.remoteaudit.example.factory;

import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What the mappers from rows to quality records share. */
public final class RecordForm {

    private RecordForm() {}

    /**
     * Starts a quality record with what every row says about itself, and the clauses its type is evidence for.
     *
     * @param type the record type's id
     * @param entry number, site, people and time
     * @param title what a person reads first
     * @return a builder
     */
    public static QualityRecord.Builder start(String type, Entry entry, String title) {
        RecordType recordType = Catalogue.standard().recordType(type).orElseThrow();
        QualityRecord.Builder builder = QualityRecord.of(type, entry.no())
                .title(title)
                .site(entry.site().name())
                .clauses(recordType.clauses().stream()
                        .map(clause -> clause.edition() + " " + clause.number())
                        .toArray(String[]::new))
                .performedBy(entry.by().name(), entry.by().role())
                .occurredAt(entry.at());
        Person reviewer = entry.reviewedBy();
        return reviewer == null ? builder : builder.reviewedBy(reviewer.name(), reviewer.role());
    }

    /**
     * The family of a product that may be missing.
     *
     * @param product the product; null for none
     * @return its family; null for none
     */
    public static @Nullable String family(@Nullable Product product) {
        return product == null ? null : product.family();
    }

    /**
     * The model of a product that may be missing.
     *
     * @param product the product; null for none
     * @return its model; null for none
     */
    public static @Nullable String model(@Nullable Product product) {
        return product == null ? null : product.model();
    }

    /**
     * A time as the catalogue wants it: RFC 3339, with seconds also where there are none.
     *
     * @param time the time
     * @return its text
     */
    public static String time(OffsetDateTime time) {
        return time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /**
     * The words the catalogue uses for a truth value.
     *
     * @param value the value
     * @return {@code yes} or {@code no}
     */
    public static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }
}
