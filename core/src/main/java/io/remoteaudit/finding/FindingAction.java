package io.remoteaudit.finding;

import io.remoteaudit.engagement.Party;

/** What a step does to a finding, and whose step it is. */
public enum FindingAction {
    /** States what was found; the first step of every finding. */
    RAISE("raise", Party.BODY, FindingStatement.class),
    /** States it in other words, as another kind, or against another clause: it is raised anew. */
    AMEND("amend", Party.BODY, FindingStatement.class),
    /** Says how it is corrected, what caused it, and what is done about the cause until when. */
    RESPOND("respond", Party.MAKER, FindingResponse.class),
    /** Contests it, with the reason. */
    DISPUTE("dispute", Party.MAKER, FindingRemark.class),
    /** Tells what has been done of what was accepted, with the evidence. */
    REPORT("report", Party.MAKER, FindingRemark.class),
    /** Sends a response or a dispute back, with the reason. */
    RETURN("return", Party.BODY, FindingRemark.class),
    /** Accepts a response. */
    ACCEPT("accept", Party.BODY, FindingRemark.class),
    /** Confirms that the corrective action works. */
    VERIFY("verify", Party.BODY, FindingRemark.class),
    /** Says that the corrective action does not work, so that the maker responds again. */
    NOT_EFFECTIVE("not-effective", Party.BODY, FindingRemark.class),
    /** Ends it. */
    CLOSE("close", Party.BODY, FindingRemark.class),
    /** Takes it back, with the reason. */
    WITHDRAW("withdraw", Party.BODY, FindingRemark.class);

    private final String wireName;
    private final Party by;
    private final Class<? extends StepContent> content;

    FindingAction(String wireName, Party by, Class<? extends StepContent> content) {
        this.wireName = wireName;
        this.by = by;
        this.content = content;
    }

    /**
     * The name used in entries and on the wire.
     *
     * @return lower-case words joined by hyphens
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Whose step it is.
     *
     * @return the body or the maker
     */
    public Party by() {
        return by;
    }

    /**
     * What such a step says.
     *
     * @return the one class its content is of
     */
    public Class<? extends StepContent> content() {
        return content;
    }

    /**
     * Whether it means nothing without words.
     *
     * @return false where a remark may be empty
     */
    public boolean needsText() {
        return this != ACCEPT && this != CLOSE;
    }

    /**
     * Whether it may say until when the maker responds.
     *
     * @return true for what makes the maker respond
     */
    public boolean setsRespondBy() {
        return this == RAISE || this == AMEND || this == RETURN || this == NOT_EFFECTIVE;
    }

    /**
     * Finds an action by its wire name.
     *
     * @param wireName the name as {@link #wireName()} gives it
     * @return the action
     * @throws IllegalArgumentException if no action has that name
     */
    public static FindingAction ofWireName(String wireName) {
        for (FindingAction action : values()) {
            if (action.wireName.equals(wireName)) {
                return action;
            }
        }
        throw new IllegalArgumentException("Not an action on a finding: '" + wireName + "'");
    }
}
