package io.remoteaudit.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes views through scopes: the one place where a masked value is seen and something else is shown in its place. */
final class Masks {

    private static final int MOST_DIGITS = 30;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final PseudonymKeys keys;

    Masks(PseudonymKeys keys) {
        this.keys = keys;
    }

    RecordView view(Entry entry, Scope scope) {
        RecordView view = RecordView.of(entry, scope);
        List<MaskedValue> masked = new ArrayList<>();
        for (Disclosure disclosure : entry.disclosures()) {
            scope.rule(disclosure.name())
                    .flatMap(rule -> shown(rule, disclosure, scope.pseudonymsOf()))
                    .ifPresent(masked::add);
        }
        return new RecordView(view.leafIndex(), view.leaf(), view.disclosures(), masked);
    }

    private Optional<MaskedValue> shown(MaskingRule rule, Disclosure disclosure, @Nullable String engagement) {
        List<String> shown = switch (rule.kind()) {
            case OMIT -> List.of();
            case PSEUDONYM -> engagement == null ? List.of() : pseudonyms(disclosure.value(), engagement);
            case RANGE -> ranges(disclosure.value(), rule.width());
        };
        return shown.isEmpty() ? Optional.empty() : Optional.of(new MaskedValue(disclosure.name(), rule.kind(), shown));
    }

    private List<String> pseudonyms(JsonNode value, String engagement) {
        Pseudonyms pseudonyms = keys.of(engagement);
        List<String> texts = new ArrayList<>();
        collect(value, texts);
        return texts.stream().map(pseudonyms::of).toList();
    }

    /**
     * A person's pseudonym is made from the name alone, so that an auditor still sees whether the one who reviewed is the
     * one who performed. Roles and reasons are left out: a role that one person has names the person.
     */
    private static void collect(JsonNode value, List<String> texts) {
        if (value.isArray()) {
            value.forEach(one -> collect(one, texts));
        } else if (value.path("name").isTextual()) {
            texts.add(value.path("name").textValue());
        } else if (value.has("changedBy")) {
            collect(value.get("changedBy"), texts);
        } else if (value.isValueNode()) {
            texts.add(value.asText());
        } else {
            texts.add(Json.write(value));
        }
    }

    /** All values as ranges, or none: of a list that is partly something else, nothing is shown. */
    private static List<String> ranges(JsonNode value, @Nullable BigDecimal width) {
        List<String> ranges = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            Optional<String> range = month(one).or(() -> range(one, width));
            if (range.isEmpty()) {
                return List.of();
            }
            ranges.add(range.get());
        }
        return ranges;
    }

    private static Optional<String> month(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            String text = value.textValue();
            LocalDate day = DATE.matcher(text).matches()
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text).toLocalDate();
            return day.getYear() < 0 || day.getYear() > 9999
                    ? Optional.empty()
                    : Optional.of(YearMonth.from(day).toString());
        } catch (DateTimeException e) {
            // Not a date; it may still be a number.
            return Optional.empty();
        }
    }

    private static Optional<String> range(JsonNode value, @Nullable BigDecimal width) {
        if (width == null) {
            return Optional.empty();
        }
        return number(value).map(number -> {
            BigDecimal from = number.divide(width, 0, RoundingMode.FLOOR).multiply(width);
            return "[" + plain(from) + ", " + plain(from.add(width)) + ")";
        });
    }

    private static Optional<BigDecimal> number(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS
                    ? Optional.of(number)
                    : Optional.empty();
        }
        return value.isTextual() && DECIMAL.matcher(value.textValue()).matches()
                ? Optional.of(new BigDecimal(value.textValue()))
                : Optional.empty();
    }

    private static String plain(BigDecimal number) {
        BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return shortest.toPlainString();
    }
}
