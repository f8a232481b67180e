package io.remoteaudit.finding;

import java.util.List;

/** What a step says; {@link FindingAction#content()} tells which of these an action takes. */
public sealed interface StepContent permits FindingStatement, FindingResponse, FindingRemark {

    /**
     * The language its texts are written in.
     *
     * @return an IETF tag such as {@code zh-CN}
     */
    String language();

    /**
     * What it rests on.
     *
     * @return at most 50; may be empty
     */
    List<Evidence> evidence();
}
