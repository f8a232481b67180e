package io.remoteaudit.question;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One message of a question.
 *
 * @param number its place in the question, from 1 on
 * @param kind what it does
 * @param text what was written; may be empty for a closing
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param by who wrote or released it
 * @param at when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 */
public record Message(
        int number, MessageKind kind, String text, String language, String by, Instant at, OptionalLong leafIndex) {

    /** Checks that nothing is missing. */
    public Message {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(leafIndex, "leafIndex");
    }
}
