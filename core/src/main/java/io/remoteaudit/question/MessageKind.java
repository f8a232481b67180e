package io.remoteaudit.question;

import io.remoteaudit.engagement.Party;
import java.util.Arrays;

/** What a message does to its question, and which side may write it. */
public enum MessageKind {
    /** Opens it. */
    QUESTION("question", true, true, false),
    /** Answers it, or puts another answer in the place of the one before. */
    ANSWER("answer", true, false, true),
    /** Asks further, so that it is open again. */
    FOLLOW_UP("follow-up", true, true, false),
    /** Is content with the answer. */
    ACCEPTANCE("acceptance", false, true, false),
    /** Says why it is not answered. */
    DECLINE("decline", true, false, true),
    /** Takes it back. */
    WITHDRAWAL("withdrawal", false, true, false),
    /** Ends it. */
    CLOSING("closing", false, true, false),
    /** Gives an earlier message in another language; what it stood at it stands at still. */
    TRANSLATION("translation", true, true, true);

    private final String wireName;
    private final boolean needsText;
    private final boolean ofTheBody;
    private final boolean ofTheMaker;

    MessageKind(String wireName, boolean needsText, boolean ofTheBody, boolean ofTheMaker) {
        this.wireName = wireName;
        this.needsText = needsText;
        this.ofTheBody = ofTheBody;
        this.ofTheMaker = ofTheMaker;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return a lower-case name with hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Whether it means nothing without words.
     *
     * @return false where a remark may be empty
     */
    public boolean needsText() {
        return needsText;
    }

    /**
     * Whether a side may write it.
     *
     * @param party the side
     * @return true if it may, where the question's state allows it
     */
    public boolean isOf(Party party) {
        return switch (party) {
            case BODY -> ofTheBody;
            case MAKER -> ofTheMaker;
        };
    }

    /**
     * Finds a kind by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the kind
     * @throws IllegalArgumentException if no kind has that name
     */
    public static MessageKind ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a kind of message: '" + wireName + "'"));
    }
}
