package io.remoteaudit.question;

import io.remoteaudit.record.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One message of a question.
 *
 * @param number its place in the question, from 1 on
 * @param kind what it does
 * @param text what was written, in the language it was written in; may be empty for an end
 * @param language the language it is written in, an IETF tag such as {@code zh-CN}
 * @param translation the text in another language as it was given with it; null for none
 * @param about the earlier message a translation translates, or the answer this answer takes the place of; empty for none
 * @param attachments the files of an answer; empty for any other kind
 * @param by who wrote, translated or released it
 * @param at when the ledger took it
 * @param leafIndex its place in the ledger; empty until it is sequenced
 */
public record Message(
        int number,
        MessageKind kind,
        String text,
        String language,
        @Nullable Translation translation,
        OptionalInt about,
        List<Attachment> attachments,
        String by,
        Instant at,
        OptionalLong leafIndex) {

    /** Checks that nothing is missing and copies the list. */
    public Message {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(leafIndex, "leafIndex");
        attachments = List.copyOf(attachments);
    }
}
