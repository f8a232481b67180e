package io.remoteaudit.question;

import java.util.Arrays;

/** What the maker is told about a question. */
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
    OVERDUE("question.overdue");

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
