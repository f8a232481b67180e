/**
 * The Q&amp;A channel of an engagement (在线问答): questions pinned to record versions, answers drafted inside and
 * released, follow-ups, and the end of a question. Every message both sides see is a ledger entry.
 */
@NullMarked
package io.remoteaudit.question;

import org.jspecify.annotations.NullMarked;
