package io.remoteaudit.search.query;

import io.remoteaudit.record.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields every record may have, as queries name them. */
public enum RecordField {
    /** The business id. */
    ID("id", QueryField.Kind.EXACT, null, "编号"),
    /** The id of the record type. */
    TYPE("type", QueryField.Kind.EXACT, "type", "类型"),
    /** The title. */
    TITLE("title", QueryField.Kind.TEXT, "title", "标题"),
    /** The site's id. */
    SITE("site", QueryField.Kind.EXACT, "site", "场所", "厂区"),
    /** The product family. */
    PRODUCT_FAMILY("productFamily", QueryField.Kind.EXACT, "productFamily", "family", "产品族"),
    /** The product model. */
    MODEL("model", QueryField.Kind.TEXT, "model", "型号"),
    /** The lots. */
    LOTS("lots", QueryField.Kind.TEXT, "lots", "lot", "批", "批号"),
    /** The editions of standards. */
    STANDARDS("standards", QueryField.Kind.TEXT, "standards", "standard", "标准"),
    /** The clauses. */
    CLAUSES("clauses", QueryField.Kind.TEXT, "clauses", "clause", "条款"),
    /** The measurements' words: characteristic, observations, standard, method, instrument. */
    MEASUREMENTS("measurements", QueryField.Kind.TEXT, "measurements", "measurement", "检验数据"),
    /** The measurements' characteristics. */
    CHARACTERISTIC("characteristic", QueryField.Kind.TEXT, "measurements", "检验项目"),
    /** The measurements' instruments. */
    INSTRUMENT("instrument", QueryField.Kind.TEXT, "measurements", "仪器"),
    /** The measurements' methods. */
    METHOD("method", QueryField.Kind.TEXT, "measurements", "方法"),
    /** The worst verdict of the measurements and of the attribute {@code verdict}. */
    VERDICT("verdict", QueryField.Kind.EXACT, "measurements", "判定"),
    /** Who did it. */
    PERFORMED_BY("performedBy", QueryField.Kind.TEXT, "performedBy", "执行人"),
    /** Who reviewed it. */
    REVIEWED_BY("reviewedBy", QueryField.Kind.TEXT, "reviewedBy", "审核人", "复核人"),
    /** Why and by whom it was changed. */
    CHANGE("change", QueryField.Kind.TEXT, "change", "变更"),
    /** The attachments' names. */
    ATTACHMENTS("attachments", QueryField.Kind.TEXT, "attachments", "attachment", "附件"),
    /** The attachments' text, as far as it could be read. */
    ATTACHMENT_TEXT("attachmentText", QueryField.Kind.TEXT, "attachments", "附件内容"),
    /** What was asked and answered about the record in the caller's engagement, as far as it was released. */
    ANSWERS("answers", QueryField.Kind.TEXT, null, "answer", "问答"),
    /** The day it happened, in the record's own offset. */
    OCCURRED_AT("occurredAt", QueryField.Kind.DATE, "occurredAt", "发生时间"),
    /** The day the ledger took it, in UTC. */
    RECORDED_AT("recordedAt", QueryField.Kind.DATE, null, "记录时间"),
    /** How long after it happened the ledger took it. */
    LATE("late", List.of("h", "min", "d", "w", "s"), "occurredAt", "延迟", "迟录"),
    /** The version's number. */
    VERSION("version", QueryField.Kind.NUMBER, null, "版次");

    private final QueryField field;
    private final @Nullable String disclosure;
    private final List<String> otherNames;

    RecordField(String name, QueryField.Kind kind, @Nullable String disclosure, String... otherNames) {
        this.field = new QueryField(name, QueryField.Origin.RECORD, kind);
        this.disclosure = disclosure;
        this.otherNames = List.of(otherNames);
    }

    RecordField(String name, List<String> units, @Nullable String disclosure, String... otherNames) {
        this.field = new QueryField(name, QueryField.Origin.RECORD, QueryField.Kind.NUMBER, units);
        this.disclosure = disclosure;
        this.otherNames = List.of(otherNames);
    }

    /**
     * The field as clauses hold it.
     *
     * @return the field
     */
    public QueryField field() {
        return field;
    }

    /**
     * The name used in queries.
     *
     * @return the canonical name
     */
    public String queryName() {
        return field.name();
    }

    /** Every name it is found by, the canonical one first. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(queryName()));
        names.addAll(otherNames);
        return names;
    }

    /**
     * Whether a scope lets the field be searched. A scope that masks only a part of it, such as one measurement, hides
     * all of it from searches, since which record has what there is not known beforehand.
     *
     * @param scope the caller's scope
     * @return true if nothing of it is masked; what the leaf itself shows is always visible
     */
    public boolean visible(Scope scope) {
        return disclosure == null || isVisible(scope, disclosure);
    }

    /**
     * Whether nothing of a disclosure is masked.
     *
     * @param scope the caller's scope
     * @param disclosure a disclosure's name or the first part of one
     * @return true if neither it, nor a part above it, nor a part below it is masked
     */
    public static boolean isVisible(Scope scope, String disclosure) {
        String below = disclosure + "/";
        return !scope.masks(disclosure)
                && scope.maskedFields().tailSet(below).stream().limit(1).noneMatch(masked -> masked.startsWith(below));
    }

    /**
     * Finds a field by one of its names, in any case.
     *
     * @param name what was written
     * @return the field, or empty
     */
    static Optional<RecordField> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (RecordField field : values()) {
            if (field.queryName().toLowerCase(Locale.ROOT).equals(lower) || field.otherNames.contains(lower)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
