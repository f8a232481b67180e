package io.remoteaudit.engagement;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Why data may be seen from another country. What it says is the maker's own responsibility; this module keeps it, shows
 * it to both parties and does nothing without it.
 *
 * @param reference the law, contract, approval or assessment by its number
 * @param text what it allows
 * @param personalData whether it covers data of persons; without that, personal fields are masked
 * @param decidedBy who of the maker decided
 * @param decidedOn when
 */
public record LegalBasis(String reference, String text, boolean personalData, String decidedBy, LocalDate decidedOn) {

    /** Checks that nothing is missing. */
    public LegalBasis {
        ConditionsJson.requireText("legalBasis/reference", reference);
        ConditionsJson.requireText("legalBasis/text", text);
        ConditionsJson.requireText("legalBasis/decidedBy", decidedBy);
        Objects.requireNonNull(decidedOn, "decidedOn");
    }
}
