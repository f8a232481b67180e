package io.remoteaudit.example.factory;

import io.remoteaudit.record.LimitReference;
import io.remoteaudit.record.Measurement;
import io.remoteaudit.record.Verdict;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Limit;
import io.remoteaudit.standard.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Judges results. Where the catalogue knows what an edition demands, the verdict is given by that edition's limit and
 * pinned to it; where it does not, by the factory's own specification, and then no edition is claimed.
 */
@Component
public final class Judging {

    private final Catalogue catalogue = Catalogue.standard();

    /**
     * Judges by an edition of a standard.
     *
     * @param edition the edition, for example {@code YY 0469-2011}
     * @param own the factory's own requirement, used where the catalogue has none of that edition
     * @param grade the product's class; empty for all
     * @param results the individual results; not empty
     * @param instrument the instrument's id
     * @return the measurement with its verdict
     */
    public Measurement byEdition(
            String edition, Requirement own, String grade, List<BigDecimal> results, String instrument) {
        Optional<Limit> limit = catalogue.limits(edition, own.characteristic()).stream()
                .filter(candidate ->
                        candidate.grade() == null || candidate.grade().equals(grade))
                .filter(candidate ->
                        candidate.specimens() == null || candidate.specimens().of() == results.size())
                .findFirst();
        if (limit.isEmpty()) {
            return byOwn(own, results, instrument);
        }
        Limit found = limit.get();
        boolean conforming = found.judgeEach(results, own.unit()).conforming();
        return measurement(own, results, instrument)
                .limit(new LimitReference(found.operator().symbol(), found.value(), found.upper()))
                .standard(edition)
                .verdict(conforming ? Verdict.CONFORMING : Verdict.NONCONFORMING)
                .build();
    }

    /**
     * Judges by the factory's own specification.
     *
     * @param own the requirement
     * @param results the individual results; not empty
     * @param instrument the instrument's id
     * @return the measurement with its verdict
     */
    public Measurement byOwn(Requirement own, List<BigDecimal> results, String instrument) {
        BigDecimal bound = new BigDecimal(own.limit());
        boolean conforming = results.stream().allMatch(result -> meets(own.operator(), result, bound));
        return measurement(own, results, instrument)
                .limit(new LimitReference(own.operator(), bound, null))
                .verdict(conforming ? Verdict.CONFORMING : Verdict.NONCONFORMING)
                .build();
    }

    private static Measurement.Builder measurement(Requirement own, List<BigDecimal> results, String instrument) {
        boolean least = own.operator().startsWith(">");
        BigDecimal worst = results.stream()
                .reduce((a, b) -> (a.compareTo(b) < 0) == least ? a : b)
                .orElseThrow();
        return Measurement.of(own.characteristic())
                .results(results)
                .unit(own.unit())
                .value(least ? "min" : "max", worst)
                .method(own.method())
                .instrument(instrument);
    }

    private static boolean meets(String operator, BigDecimal result, BigDecimal bound) {
        int comparison = result.compareTo(bound);
        return switch (Operator.ofSymbol(operator)) {
            case AT_LEAST -> comparison >= 0;
            case MORE_THAN -> comparison > 0;
            case AT_MOST -> comparison <= 0;
            case LESS_THAN -> comparison < 0;
            case EQUAL, BETWEEN -> comparison == 0;
        };
    }
}
