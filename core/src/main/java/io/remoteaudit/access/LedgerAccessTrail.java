package io.remoteaudit.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The trail as ledger entries: version 1 of a subject is the attempt, version 2 what was served. */
final class LedgerAccessTrail implements AccessTrail {

    private static final int ATTEMPT = 1;
    private static final int SERVED = 2;
    private static final int EVERY_VERSION = 0;
    private static final int LARGEST_PAGE = 200;
    private static final int WALKED_AT_ONCE = 1_000;

    private final Ledger ledger;

    LedgerAccessTrail(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Attempt begin(NewAttempt attempt) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("auditor", Json.text(attempt.auditorId()));
        fields.put("credential", Json.text(attempt.credentialId()));
        fields.put("action", Json.text(attempt.action()));
        fields.put("target", Json.text(attempt.target()));
        fields.put("remoteAddress", Json.text(attempt.remoteAddress()));
        fields.put("ledgerSize", LongNode.valueOf(attempt.ledgerSize()));
        if (attempt.session() != null) {
            fields.put("session", Json.text(attempt.session()));
        }
        String id = UUID.randomUUID().toString();
        return new Attempt(id, attempt.engagement(), append(id, ATTEMPT, attempt.engagement(), fields));
    }

    @Override
    public void served(Attempt attempt, int status, long rows, long bytes, @Nullable Hash digest) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("status", LongNode.valueOf(status));
        fields.put("rows", LongNode.valueOf(rows));
        fields.put("bytes", LongNode.valueOf(bytes));
        if (digest != null) {
            fields.put("digest", Json.text(digest.hex()));
        }
        append(attempt.id(), SERVED, attempt.engagement(), fields);
    }

    private Instant append(String id, int version, String engagement, SortedMap<String, JsonNode> fields) {
        try {
            return ledger.appendDurably(new NewEntry(EntryKind.ACCESS, id, version, engagement, fields));
        } catch (RemoteAuditException e) {
            throw new AccessTrailException(e);
        }
    }

    @Override
    public AccessPage list(String engagement, long fromLeaf, int limit, long ledgerSize) {
        return page(List.of(engagement), fromLeaf, limit, ledgerSize);
    }

    @Override
    public AccessPage listAll(long fromLeaf, int limit, long ledgerSize) {
        List<String> all = new ArrayList<>(ledger.subjects(EntryKind.ENGAGEMENT));
        all.add(NOBODY);
        return page(all, fromLeaf, limit, ledgerSize);
    }

    @Override
    public void walk(
            String engagement, long ledgerSize, Consumer<? super Access> attempted, Consumer<? super Access> served) {
        Map<String, Entry> open = new HashMap<>();
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(EntryKind.ACCESS, engagement, EVERY_VERSION, from, ledgerSize, WALKED_AT_ONCE);
            for (Entry entry : page) {
                from = entry.leafIndex().orElseThrow() + 1;
                if (entry.version() == ATTEMPT) {
                    open.put(entry.subject(), entry);
                    attempted.accept(access(engagement, entry, null));
                    continue;
                }
                Entry attempt = open.remove(entry.subject());
                if (attempt != null) {
                    served.accept(access(engagement, attempt, served(entry)));
                }
            }
        } while (page.size() == WALKED_AT_ONCE);
    }

    /** Each engagement gives one more than a page at most, so what is merged holds the page and where the next begins. */
    private AccessPage page(List<String> engagements, long fromLeaf, int limit, long ledgerSize) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be from 1 to " + LARGEST_PAGE + ", not " + limit);
        }
        List<Entry> attempts = new ArrayList<>();
        long total = 0;
        for (String engagement : engagements) {
            attempts.addAll(ledger.inContext(EntryKind.ACCESS, engagement, ATTEMPT, fromLeaf, ledgerSize, limit + 1));
            total += ledger.countInContext(EntryKind.ACCESS, engagement, ATTEMPT, ledgerSize);
        }
        attempts.sort(Comparator.comparingLong(attempt -> attempt.leafIndex().orElseThrow()));
        OptionalLong next = attempts.size() > limit ? attempts.get(limit).leafIndex() : OptionalLong.empty();
        List<Access> items = attempts.stream()
                .limit(limit)
                .map(attempt -> access(String.valueOf(attempt.context()), attempt, ledgerSize))
                .toList();
        return new AccessPage(items, total, next);
    }

    private Access access(String engagement, Entry attempt, long ledgerSize) {
        Served served = ledger.find(EntryKind.ACCESS, attempt.subject(), SERVED)
                .filter(entry ->
                        entry.leafIndex().isPresent() && entry.leafIndex().getAsLong() < ledgerSize)
                .map(LedgerAccessTrail::served)
                .orElse(null);
        return access(engagement, attempt, served);
    }

    private static Access access(String engagement, Entry attempt, @Nullable Served served) {
        return new Access(
                attempt.subject(),
                engagement,
                text(attempt, "auditor"),
                text(attempt, "credential"),
                text(attempt, "action"),
                text(attempt, "target"),
                text(attempt, "remoteAddress"),
                number(attempt, "ledgerSize"),
                attempt.at(),
                attempt.leafIndex().orElseThrow(),
                attempt.field("session").map(JsonNode::asText).orElse(null),
                served);
    }

    private static Served served(Entry entry) {
        return new Served(
                entry.at(),
                (int) number(entry, "status"),
                number(entry, "rows"),
                number(entry, "bytes"),
                entry.field("digest")
                        .map(digest -> Hash.parseHex(digest.asText()))
                        .orElse(null));
    }

    /** Empty where the field was erased, as a person's address may be. */
    private static String text(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asText).orElse("");
    }

    private static long number(Entry entry, String name) {
        return entry.field(name).map(JsonNode::asLong).orElse(0L);
    }
}
