package io.remoteaudit.example.year;

/** What an auditor should find in the year. {@code PLANTED-ODDITIES.md} tells the story of each. */
enum Oddity {
    /** A sterile lot was released five days before its sterility test ended. */
    RELEASED_BEFORE_STERILITY,
    /** An in-process inspection was entered nine days after it was done. */
    LATE_ENTRY,
    /** The BFE tester was used for seven weeks after its calibration had run out. */
    CALIBRATION_GAP,
    /** Two suppliers delivered melt-blown under the same supplier lot number. */
    SAME_SUPPLIER_LOT,
    /** All BFE results of one site's surgical masks are the same figure for a month. */
    CONSTANT_BFE,
    /** The EO residue of a lot is exactly the limit. */
    RESIDUE_AT_LIMIT,
    /** A protective mask lot was judged by the edition that had been superseded. */
    SUPERSEDED_EDITION,
    /** A failing result was corrected into a passing one after the lot had been released. */
    CORRECTED_AFTER_RELEASE,
    /** The labels used and destroyed are fifty fewer than those printed. */
    LABELS_MISSING,
    /** A material lot was used the day before it was inspected. */
    USED_BEFORE_INSPECTION,
    /** A corrective action is still open months after it was due. */
    OVERDUE_ACTION,
    /** More of a lot was shipped than was made. */
    SHIPPED_MORE_THAN_MADE,
    /** The person who ran a sterilization cycle had no valid training on that day. */
    UNTRAINED_STERILIZER
}
