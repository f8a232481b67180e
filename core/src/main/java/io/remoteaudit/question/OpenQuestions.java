package io.remoteaudit.question;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Scope;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which questions may be open, followed along the ledger, so that asking what waits costs what waits and not what was ever
 * asked. All are looked at once, when a process first asks. Safe for use by several threads.
 */
final class OpenQuestions {

    private static final int AT_ONCE = 1_000;

    private final Ledger ledger;
    private final Threads threads;
    private final Set<String> open = new HashSet<>();
    private long read = -1;

    OpenQuestions(Ledger ledger, Threads threads) {
        this.ledger = ledger;
        this.threads = threads;
    }

    /** The questions that are open, and perhaps some that have just been answered. */
    synchronized Set<String> ids() {
        // First those without a place in the ledger: one that gets its place meanwhile is then met twice and not never.
        Set<String> ids = new LinkedHashSet<>(ledger.waiting(EntryKind.QUESTION));
        long size = ledger.size();
        if (read < 0) {
            for (String id : ledger.subjects(EntryKind.QUESTION)) {
                threads.find(id, Scope.everything(), size)
                        .filter(question -> question.state() == QuestionState.OPEN)
                        .ifPresent(question -> open.add(question.id()));
            }
        } else {
            follow(size);
        }
        read = size;
        ids.addAll(open);
        return ids;
    }

    private void follow(long size) {
        long from = read;
        List<Entry> page;
        do {
            page = ledger.ofKind(EntryKind.QUESTION, from, size, AT_ONCE);
            for (Entry entry : page) {
                take(entry.subject(), MessageFields.message(entry).kind());
                from = entry.leafIndex().orElseThrow() + 1;
            }
        } while (page.size() == AT_ONCE);
    }

    private void take(String id, MessageKind kind) {
        switch (kind) {
            case QUESTION, FOLLOW_UP -> open.add(id);
            case ANSWER, ACCEPTANCE, DECLINE, WITHDRAWAL, CLOSING -> open.remove(id);
            case TRANSLATION -> {}
        }
    }
}
