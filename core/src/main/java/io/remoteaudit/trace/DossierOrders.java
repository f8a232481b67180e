package io.remoteaudit.trace;

import io.remoteaudit.standard.DossierOrder;
import io.remoteaudit.standard.LotKind;
import io.remoteaudit.standard.TraceRole;
import io.remoteaudit.trace.LotViews.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds records that happened before what should have come first. */
final class DossierOrders {

    private final List<DossierOrder> rules;
    private final LotViews views;

    DossierOrders(List<DossierOrder> rules, LotViews views) {
        this.rules = rules;
        this.views = views;
    }

    List<OutOfOrder> wrong(@Nullable LotKind kind, String lot, List<Read> records, Map<String, List<Read>> inputs) {
        List<OutOfOrder> wrong = new ArrayList<>();
        for (DossierOrder rule : rules) {
            if (rule.lots() != kind) {
                continue;
            }
            List<Read> later = records.stream().filter(one -> counts(rule, one)).toList();
            if (rule.ofInputs()) {
                inputs.forEach((input, of) -> {
                    List<Read> using = later.stream()
                            .filter(one -> views.having(one, TraceRole.INPUT).contains(input))
                            .toList();
                    compare(rule, input, of, using).ifPresent(wrong::add);
                });
            } else {
                compare(rule, lot, records, later).ifPresent(wrong::add);
            }
        }
        return wrong;
    }

    private static boolean counts(DossierOrder rule, Read one) {
        String attribute = rule.attribute();
        return one.type().equals(rule.then())
                && (attribute == null || one.texts(attribute).contains(rule.value()));
    }

    /** A test repeated afterwards breaks no order, so the earliest of each counts. */
    private Optional<OutOfOrder> compare(DossierOrder rule, String lot, List<Read> records, List<Read> later) {
        Optional<Read> first = earliest(
                records.stream().filter(one -> one.type().equals(rule.first())).toList());
        Optional<Read> then = earliest(later);
        boolean wrong = first.isPresent()
                && then.isPresent()
                && then.get()
                        .occurredAt()
                        .orElseThrow()
                        .isBefore(first.get().occurredAt().orElseThrow());
        return wrong
                ? Optional.of(new OutOfOrder(
                        rule.id(), lot, views.dossier(first.get()), views.dossier(then.get()), rule.verified()))
                : Optional.empty();
    }

    private static Optional<Read> earliest(List<Read> records) {
        return records.stream().filter(one -> one.occurredAt().isPresent()).min(LotViews.BY_TIME);
    }
}
