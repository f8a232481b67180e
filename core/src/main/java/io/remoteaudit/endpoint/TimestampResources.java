package io.remoteaudit.endpoint;

import io.remoteaudit.api.LedgerTimestamp;
import io.remoteaudit.api.LedgerTimestamps;
import io.remoteaudit.timestamp.Anchor;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.Timestamp;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When the ledger was in which state, as authorities outside say. Like its checkpoints, time-stamps are of the ledger as
 * a whole and the same for every auditor; why one is pending is the maker's alone to know.
 */
final class TimestampResources {

    private static final int MOST_LISTED = 50;

    private final AuditServices services;

    TimestampResources(AuditServices services) {
        this.services = services;
    }

    void addTo(Routes<Operation> routes) {
        String timestamps = "engagements/{engagement}/ledger/timestamps";
        routes.add(
                "GET",
                timestamps,
                Operation.read("timestamps", null, Set.of(), this::list).followingUp());
        routes.add(
                "GET",
                timestamps + "/{size}/{authority}",
                Operation.read("timestamp", null, Set.of(), this::token).followingUp());
    }

    private Reply list(Visit visit) {
        Anchors anchors = services.anchors();
        List<LedgerTimestamp> items = anchors.newest(MOST_LISTED).stream()
                .flatMap(anchor -> listed(anchor).stream())
                .toList();
        LedgerTimestamps timestamps = new LedgerTimestamps(
                anchors.authorities().stream().map(TimestampAuthority::name).toList(),
                anchors.newestGiven().flatMap(this::listed).orElse(null),
                items,
                anchors.total());
        return Document.json(timestamps.toJson(), items.size());
    }

    private Optional<LedgerTimestamp> listed(Anchor anchor) {
        return services.ledger()
                .checkpoint(anchor.ledgerSize())
                .map(checkpoint -> new LedgerTimestamp(
                        anchor.ledgerSize(), anchor.authority(), anchor.pending(), anchor.since(), checkpoint.note()));
    }

    private Reply token(Visit visit) {
        String size = visit.path("size");
        if (!size.matches("[1-9][0-9]{0,17}")) {
            throw Refusal.notFound();
        }
        Timestamp timestamp = services.anchors().of(Long.parseLong(size)).stream()
                .filter(anchor -> anchor.authority().equals(visit.path("authority")))
                .flatMap(anchor -> anchor.given().stream())
                .findFirst()
                .orElseThrow(Refusal::notFound);
        return Document.of(LedgerTimestamp.TOKEN, timestamp.token(), 1);
    }
}
