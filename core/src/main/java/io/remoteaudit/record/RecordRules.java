package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.AttributeViolation;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.RecordType;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of a record before it is saved: its envelope, then its record type. Finds every fault, not the first. */
final class RecordRules {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._/-]{1,200}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,127}");
    private static final Set<String> OPERATORS = Set.of(">=", ">", "<=", "<", "=", "between");

    private static final int SHORT = 200;
    private static final int TITLE = 500;
    private static final int REASON = 2_000;
    private static final int MANY = 1_000;
    private static final int RESULTS = 10_000;
    private static final int DIGITS = 60;
    private static final int DEPTH = 16;
    private static final char FIRST_COMBINING = '\u0300';

    /** Clocks of a host's machines differ a little; more than this is a wrong date. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Catalogue catalogue;
    private final Attachments attachments;
    private final Clock clock;

    RecordRules(Catalogue catalogue, Attachments attachments, Clock clock) {
        this.catalogue = catalogue;
        this.attachments = attachments;
        this.clock = clock;
    }

    void require(QualityRecord record) {
        List<Violation> violations = check(record);
        if (!violations.isEmpty()) {
            throw new InvalidRecordException(record.id(), violations);
        }
    }

    List<Violation> check(QualityRecord record) {
        Faults faults = new Faults();
        checkEnvelope(record, faults);
        checkChange(record, faults);
        checkMeasurements(record, faults);
        checkAttachments(record, faults);
        checkAttributes(record, faults);
        checkType(record, faults);
        return faults.found;
    }

    private void checkEnvelope(QualityRecord record, Faults faults) {
        if (!ID.matcher(record.id()).matches()) {
            faults.add("/id", "must be 1 to 200 letters, digits or . _ / -, not '" + shortened(record.id()) + "'");
        }
        if (record.version() < 1) {
            faults.add("/version", "must be a number from 1 on, not " + record.version());
        }
        faults.text("/title", record.title(), TITLE);
        faults.text("/site", record.site(), SHORT);
        faults.optionalText("/productFamily", record.productFamily(), SHORT);
        faults.optionalText("/model", record.model(), SHORT);
        faults.texts("/lots", record.lots());
        faults.texts("/standards", record.standards());
        faults.texts("/clauses", record.clauses());
        faults.person("/performedBy", record.performedBy());
        if (record.reviewedBy() != null) {
            faults.person("/reviewedBy", record.reviewedBy());
        }
        Instant latest = clock.instant().plus(AHEAD);
        if (record.occurredAt().toInstant().isAfter(latest)) {
            faults.add("/occurredAt", "is in the future: " + record.occurredAt() + "; a record says what has happened");
        }
        int year = record.occurredAt().getYear();
        if (year < 1900) {
            faults.add("/occurredAt", "is of the year " + year + "; check the date");
        }
    }

    private static void checkChange(QualityRecord record, Faults faults) {
        Change change = record.change();
        if (record.version() == 1 && change != null) {
            faults.add("/change", "must be absent in version 1: there is nothing it changes");
        } else if (record.version() > 1 && change == null) {
            faults.add("/change", "is required from version 2 on: say why and who");
        } else if (change != null) {
            faults.text("/change/reason", change.reason(), REASON);
            faults.person("/change/changedBy", change.changedBy());
        }
    }

    private static void checkMeasurements(QualityRecord record, Faults faults) {
        faults.count("/measurements", record.measurements().size(), MANY);
        for (int i = 0; i < record.measurements().size(); i++) {
            Measurement measurement = record.measurements().get(i);
            String at = "/measurements/" + i;
            faults.text(at + "/characteristic", measurement.characteristic(), SHORT);
            faults.optionalText(at + "/unit", measurement.unit(), SHORT);
            faults.optionalText(at + "/statistic", measurement.statistic(), SHORT);
            faults.optionalText(at + "/standard", measurement.standard(), SHORT);
            faults.optionalText(at + "/method", measurement.method(), SHORT);
            faults.optionalText(at + "/instrument", measurement.instrument(), SHORT);
            faults.count(at + "/results", measurement.results().size(), RESULTS);
            for (int j = 0; j < measurement.results().size(); j++) {
                faults.number(at + "/results/" + j, measurement.results().get(j));
            }
            faults.count(at + "/observations", measurement.observations().size(), RESULTS);
            for (int j = 0; j < measurement.observations().size(); j++) {
                faults.text(
                        at + "/observations/" + j, measurement.observations().get(j), SHORT);
            }
            faults.number(at + "/value", measurement.value());
            if (measurement.results().isEmpty()
                    && measurement.observations().isEmpty()
                    && measurement.value() == null) {
                faults.add(at, "holds neither results nor observations nor a value");
            }
            checkLimit(at + "/limit", measurement.limit(), faults);
        }
    }

    private static void checkLimit(String at, @Nullable LimitReference limit, Faults faults) {
        if (limit == null) {
            return;
        }
        faults.number(at + "/value", limit.value());
        faults.number(at + "/upper", limit.upper());
        if (!OPERATORS.contains(limit.operator())) {
            faults.add(at + "/operator", "must be one of >=, >, <=, <, =, between, not '" + limit.operator() + "'");
        } else if (limit.operator().equals("between") != (limit.upper() != null)) {
            faults.add(at + "/upper", "is required for the operator between, and only for it");
        }
    }

    private void checkAttachments(QualityRecord record, Faults faults) {
        faults.count("/attachments", record.attachments().size(), SHORT);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < record.attachments().size(); i++) {
            Attachment attachment = record.attachments().get(i);
            String at = "/attachments/" + i;
            faults.text(at + "/name", attachment.name(), SHORT);
            if (attachment.name().matches(".*[/\\\\].*") || attachment.name().startsWith(".")) {
                faults.add(at + "/name", "must be a file name without a path: '" + shortened(attachment.name()) + "'");
            }
            if (!names.add(attachment.name().toLowerCase(Locale.ROOT))) {
                faults.add(at + "/name", "'" + attachment.name() + "' is there twice");
            }
            if (!MEDIA_TYPE.matcher(attachment.mediaType()).matches()) {
                faults.add(at + "/mediaType", "must be a media type such as application/pdf");
            }
            if (!SHA256.matcher(attachment.sha256()).matches()) {
                faults.add(at + "/sha256", "must be 64 lower-case hexadecimal digits");
            } else if (!attachments.holds(attachment)) {
                faults.add(at, "'" + attachment.name() + "' is not stored; store its content first, then save");
            }
        }
    }

    /** What must hold of attributes whatever the type says: names that can be searched by, values that can be read back. */
    private static void checkAttributes(QualityRecord record, Faults faults) {
        faults.count("/attributes", record.attributes().toMap().size(), MANY);
        record.attributes().toMap().forEach((name, value) -> {
            String at = "/attributes/" + name.replace("~", "~0").replace("/", "~1");
            if (!ATTRIBUTE.matcher(name).matches()) {
                faults.add(shortened(at), "must be named by 1 to 64 letters, digits or _, a letter first");
            }
            faults.json(at, value, 0);
        });
    }

    private void checkType(QualityRecord record, Faults faults) {
        Optional<RecordType> found = catalogue.recordType(record.type());
        if (found.isEmpty() || !found.get().id().equals(record.type())) {
            faults.add(
                    "/type",
                    "'" + shortened(record.type()) + "' is not a record type of the catalogue"
                            + found.map(type -> "; its id is '" + type.id() + "'")
                                    .orElse(""));
            return;
        }
        RecordType type = found.get();
        if (type.lotsRequired() && record.lots().isEmpty()) {
            faults.add("/lots", "must name at least one lot in a record of type " + type.id());
        }
        if (type.measurementsRequired() && record.measurements().isEmpty()) {
            faults.add("/measurements", "must hold at least one measurement in a record of type " + type.id());
        }
        ObjectNode attributes = Json.object();
        attributes.setAll(record.attributes().toMap());
        for (AttributeViolation violation : type.validateAttributes(attributes)) {
            faults.add("/attributes" + violation.pointer(), violation.message().en());
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Collects faults, with the checks that many fields share. */
    private static final class Faults {
        private final List<Violation> found = new ArrayList<>();

        void add(String pointer, String message) {
            found.add(new Violation(pointer, message));
        }

        void text(String pointer, String text, int longest) {
            if (text.isBlank()) {
                add(pointer, "must not be blank");
            } else if (text.length() > longest) {
                add(pointer, "is longer than " + longest + " characters");
            } else if (holdsControl(text)) {
                add(pointer, "holds a control character");
            } else if (isHalved(text)) {
                add(pointer, "holds half of a character (an unpaired surrogate)");
            } else if (!isComposed(text)) {
                add(pointer, "is not in Unicode form NFC, so that equal texts would not be found as equal");
            }
        }

        private static boolean holdsControl(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                    return true;
                }
            }
            return false;
        }

        /** Below the first combining mark everything is composed already, and most texts have nothing else. */
        private static boolean isComposed(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= FIRST_COMBINING) {
                    return Normalizer.isNormalized(text, Normalizer.Form.NFC);
                }
            }
            return true;
        }

        void optionalText(String pointer, @Nullable String text, int longest) {
            if (text != null) {
                text(pointer, text, longest);
            }
        }

        void texts(String pointer, List<String> texts) {
            count(pointer, texts.size(), MANY);
            for (int i = 0; i < texts.size(); i++) {
                text(pointer + "/" + i, texts.get(i), SHORT);
            }
            if (new HashSet<>(texts).size() < texts.size()) {
                add(pointer, "names something twice");
            }
        }

        void person(String pointer, Person person) {
            text(pointer + "/name", person.name(), SHORT);
            optionalText(pointer + "/role", person.role(), SHORT);
        }

        void json(String pointer, JsonNode value, int depth) {
            if (depth > DEPTH) {
                add(pointer, "is nested deeper than " + DEPTH);
            } else if (value.isTextual() && isHalved(value.textValue())) {
                add(pointer, "holds half of a character (an unpaired surrogate)");
            } else if (value.isFloatingPointNumber() && !value.isBigDecimal()) {
                add(pointer, "is a binary floating-point number, which rounds; give a decimal (BigDecimal)");
            } else if (value.isNumber()) {
                number(pointer, value.decimalValue());
            } else if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    json(pointer + "/" + i, value.get(i), depth + 1);
                }
            } else {
                value.properties().forEach(member -> {
                    if (isHalved(member.getKey())) {
                        add(pointer, "has a name that holds half of a character (an unpaired surrogate)");
                    }
                    json(pointer + "/" + member.getKey(), member.getValue(), depth + 1);
                });
            }
        }

        private static boolean isHalved(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
                }
            }
            return false;
        }

        void count(String pointer, int count, int most) {
            if (count > most) {
                add(pointer, "holds " + count + " of at most " + most);
            }
        }

        /** A number like 1E+999999999 is short to write and would fill the disk in full. */
        void number(String pointer, @Nullable BigDecimal number) {
            if (number != null && (number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS)) {
                add(pointer, "has more than " + DIGITS + " digits");
            }
        }
    }
}
