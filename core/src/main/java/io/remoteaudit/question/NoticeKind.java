package io.remoteaudit.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What the maker is told about questions, findings, what is prepared, and consent. */
public enum NoticeKind {
    /** It was asked. */
    ASKED("question.asked"),
    /** An answer was released. */
    ANSWERED("question.answered"),
    /** More was asked. */
    FOLLOWED_UP("question.followed-up"),
    /** The answer was accepted. */
    ACCEPTED("question.accepted"),
    /** The maker said why it is not answered. */
    DECLINED("question.declined"),
    /** The auditor took it back. */
    WITHDRAWN("question.withdrawn"),
    /** It was closed. */
    CLOSED("question.closed"),
    /** One of its messages was translated. */
    TRANSLATED("question.translated"),
    /** It is open and will soon be due. */
    DUE_SOON("question.due-soon"),
    /** It is open and its due day is over. */
    OVERDUE("question.overdue"),
    /** A finding was raised. */
    FINDING_RAISED("finding.raised"),
    /** What it states was changed. */
    FINDING_AMENDED("finding.amended"),
    /** The maker responded. */
    FINDING_RESPONDED("finding.responded"),
    /** The maker disputed it. */
    FINDING_DISPUTED("finding.disputed"),
    /** The response was returned, so the maker responds again. */
    FINDING_RETURNED("finding.returned"),
    /** The response was accepted. */
    FINDING_ACCEPTED("finding.accepted"),
    /** The maker reported on its corrective action. */
    FINDING_REPORTED("finding.reported"),
    /** The corrective action was found effective. */
    FINDING_VERIFIED("finding.verified"),
    /** The corrective action was not effective, so the maker responds again. */
    FINDING_NOT_EFFECTIVE("finding.not-effective"),
    /** It was withdrawn. */
    FINDING_WITHDRAWN("finding.withdrawn"),
    /** It was closed. */
    FINDING_CLOSED("finding.closed"),
    /** It waits for the maker and will soon be due. */
    FINDING_DUE_SOON("finding.due-soon"),
    /** It waits for the maker and its due day is over. */
    FINDING_OVERDUE("finding.overdue"),
    /** A version of the audit plan was written. */
    PLAN_PROPOSED("plan.proposed"),
    /** The audit plan was confirmed. */
    PLAN_CONFIRMED("plan.confirmed"),
    /** A version of the preparation list was written. */
    PREPARATION_PROPOSED("preparation.proposed"),
    /** The preparation list was confirmed. */
    PREPARATION_CONFIRMED("preparation.confirmed"),
    /** The maker said how far an item of the list is. */
    PREPARATION_FULFILLED("preparation.fulfilled"),
    /** An item of the list is not ready and will soon be due. */
    PREPARATION_DUE_SOON("preparation.due-soon"),
    /** An item of the list is not ready and its due day is over. */
    PREPARATION_OVERDUE("preparation.overdue"),
    /** An auditor asked for consent to a download or a capture. */
    CONSENT_ASKED("consent.asked"),
    /** It was granted. */
    CONSENT_GRANTED("consent.granted"),
    /** It was refused. */
    CONSENT_REFUSED("consent.refused"),
    /** It was taken back. */
    CONSENT_REVOKED("consent.revoked"),
    /** Something was taken with it. */
    CONSENT_USED("consent.used");

    /** What has been done, by the action that does it. */
    private static final Map<String, String> PAST = Map.ofEntries(
            Map.entry("raise", "raised"),
            Map.entry("amend", "amended"),
            Map.entry("respond", "responded"),
            Map.entry("dispute", "disputed"),
            Map.entry("return", "returned"),
            Map.entry("accept", "accepted"),
            Map.entry("report", "reported"),
            Map.entry("verify", "verified"),
            Map.entry("withdraw", "withdrawn"),
            Map.entry("close", "closed"),
            Map.entry("propose", "proposed"),
            Map.entry("confirm", "confirmed"),
            Map.entry("fulfil", "fulfilled"));

    private final String wireName;

    NoticeKind(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used on the wire.
     *
     * @return the type of a webhook's message
     */
    public String wireName() {
        return wireName;
    }

    static NoticeKind ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a kind of notice: '" + wireName + "'"));
    }

    /** What it is about: the first word of its wire name. */
    String subject() {
        return wireName.substring(0, wireName.indexOf('.'));
    }

    /** The kind of an entry that is no question's; empty for what nobody needs to be told. */
    static Optional<NoticeKind> of(Entry entry) {
        String said = entry.field("action")
                .or(() -> entry.field("event"))
                .map(JsonNode::asText)
                .orElse("");
        String wireName = entry.kind().wireName() + "." + PAST.getOrDefault(said, said);
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    static NoticeKind of(MessageKind kind) {
        return switch (kind) {
            case QUESTION -> ASKED;
            case ANSWER -> ANSWERED;
            case FOLLOW_UP -> FOLLOWED_UP;
            case ACCEPTANCE -> ACCEPTED;
            case DECLINE -> DECLINED;
            case WITHDRAWAL -> WITHDRAWN;
            case CLOSING -> CLOSED;
            case TRANSLATION -> TRANSLATED;
        };
    }
}
