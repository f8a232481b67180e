package io.remoteaudit.question;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of an engagement's questions, in the order they were asked.
 *
 * @param items this page
 * @param total how many questions there are at the ledger size asked for, exactly
 * @param nextLeaf where the next page begins; empty on the last one
 */
public record QuestionPage(List<Question> items, long total, OptionalLong nextLeaf) {

    /** Copies the list. */
    public QuestionPage {
        items = List.copyOf(items);
    }
}
