package io.remoteaudit.trace;

import io.remoteaudit.standard.LotKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of the records a lot needs there are, as one scope shows them at one ledger size.
 *
 * @param ledgerSize the ledger size
 * @param lot the lot's number
 * @param kind whether it was made or received; null where no record in scope tells, and then no line is needed
 * @param sterile whether it is sterile; null where the terms leave out records that could tell
 * @param lines the records needed, in the order of the rules
 * @param outOfOrder records in the wrong order
 * @param orderKnown whether the times of records are shown, without which no order can be told
 * @param validities instruments, persons and documents that took part
 * @param unread how many records that name the lot, and lots that went into it, were not looked at because there are too many
 */
public record LotDossier(
        long ledgerSize,
        String lot,
        @Nullable LotKind kind,
        @Nullable Boolean sterile,
        List<DossierLine> lines,
        List<OutOfOrder> outOfOrder,
        boolean orderKnown,
        List<Validity> validities,
        int unread) {

    /** Copies the lists. */
    public LotDossier {
        Objects.requireNonNull(lot, "lot");
        lines = List.copyOf(lines);
        outOfOrder = List.copyOf(outOfOrder);
        validities = List.copyOf(validities);
    }

    /**
     * How many lines, orders and validities are not as they should be, or cannot be told to be.
     *
     * @return the number of gaps; nothing that is needed of sterile lots alone counts where it is not known to be one
     */
    public int gaps() {
        long lacking = lines.stream()
                .filter(line -> line.evidence() != EvidenceState.PRESENT && !(line.ifSterile() && sterile == null))
                .count();
        long invalid = validities.stream()
                .filter(validity -> validity.evidence() != EvidenceState.PRESENT)
                .count();
        return Math.toIntExact(lacking + outOfOrder.size() + invalid);
    }
}
