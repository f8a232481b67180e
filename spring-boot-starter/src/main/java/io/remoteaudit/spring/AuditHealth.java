package io.remoteaudit.spring;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.ledger.LedgerStanding;
import io.remoteaudit.search.IndexProgress;
import io.remoteaudit.search.IndexTrouble;
import io.remoteaudit.store.Storage;
import io.remoteaudit.store.StoreException;
import io.remoteaudit.timestamp.Anchor;
import io.remoteaudit.timestamp.Anchors;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the module is, in words no generation of Spring Boot owns. Nothing in it is of a record or a person.
 *
 * <p>Hosts take a pod out of service that is not up, so only what makes the module unusable counts: an index that is built
 * anew answers on meanwhile, and a time-stamp that is late harms nobody who asks now. What someone should look at stands
 * among the {@code concerns}. Safe for use by several threads.
 */
final class AuditHealth {

    private static final Logger LOG = LoggerFactory.getLogger(AuditHealth.class);

    /** A certificate takes weeks to renew. */
    private static final Duration EXPIRES_SOON = Duration.ofDays(30);

    /** Sequencing takes some hundred milliseconds; an entry that waits this long waits for something. */
    private static final Duration WAITS_LONG = Duration.ofMinutes(1);

    private final RemoteAudit remoteAudit;
    private final BooleanSupplier stopping;
    private final Clock clock;

    /** Whether the module can be used. */
    enum State {
        UP,
        /** It is not known whether the ledger holds what was written: the self-check found otherwise. */
        UNKNOWN,
        /** The host is stopping, and auditors are not served any more. */
        OUT_OF_SERVICE,
        /** The database does not answer: nothing can be saved or shown. */
        DOWN
    }

    /** The module's state with what led to it. */
    record Reading(State state, Map<String, Object> details) {}

    /** Health of an open module; {@code stopping} says whether its endpoint has been closed. */
    AuditHealth(RemoteAudit remoteAudit, BooleanSupplier stopping, Clock clock) {
        this.remoteAudit = remoteAudit;
        this.stopping = stopping;
        this.clock = clock;
    }

    Reading read() {
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> concerns = new ArrayList<>();
        State state = stopping.getAsBoolean() ? State.OUT_OF_SERVICE : State.UP;
        details.put("version", RemoteAudit.version());
        Storage storage = remoteAudit.storage();
        try {
            LedgerStanding standing = remoteAudit.ledger().standing();
            details.put("store", store(storage, true, concerns));
            details.put("ledger", ledger(standing, concerns));
            details.put("timestamps", timestamps(standing.size(), concerns));
            if (selfCheck(details, concerns).isPresent()) {
                state = state == State.UP ? State.UNKNOWN : state;
            }
        } catch (StoreException e) {
            state = State.DOWN;
            details.put("store", store(storage, false, concerns));
            concerns.add(e.code() + ": the database does not answer; the log says why");
        }
        details.put("index", index(concerns));
        details.put("signing", signing(concerns));
        if (!concerns.isEmpty()) {
            details.put("concerns", concerns);
        }
        return new Reading(state, details);
    }

    private static Map<String, Object> store(Storage storage, boolean reachable, List<String> concerns) {
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("database", storage.database().name());
        store.put("reachable", reachable);
        store.put("durable", storage.durabilityWeakness().isEmpty());
        storage.durabilityWeakness().ifPresent(concerns::add);
        return store;
    }

    private Map<String, Object> ledger(LedgerStanding standing, List<String> concerns) {
        Map<String, Object> ledger = new LinkedHashMap<>();
        ledger.put("size", standing.size());
        standing.newestEntry().ifPresent(at -> ledger.put("newestDurableEntryAt", at.toString()));
        ledger.put("waiting", standing.waiting());
        long waited = secondsSince(standing.waitingSince(), clock);
        ledger.put("waitingSeconds", waited);
        if (waited > WAITS_LONG.toSeconds()) {
            concerns.add("Saved entries have waited " + waited
                    + " s for their place in the ledger; the log of the node that" + " sequences says why");
        }
        return ledger;
    }

    private Map<String, Object> timestamps(long size, List<String> concerns) {
        Anchors anchors = remoteAudit.anchors();
        Map<String, Object> timestamps = new LinkedHashMap<>();
        timestamps.put("authorities", anchors.authorities().size());
        if (anchors.authorities().isEmpty()) {
            return timestamps;
        }
        timestamps.put("intervalSeconds", anchors.interval().toSeconds());
        Optional<Anchor> newest = anchors.newestGiven();
        newest.ifPresent(anchor -> {
            timestamps.put("newestAt", anchor.since().toString());
            timestamps.put("ageSeconds", secondsSince(anchor.since(), clock));
            timestamps.put("ledgerSize", anchor.ledgerSize());
        });
        boolean grown = newest.map(Anchor::ledgerSize).orElse(0L) < size;
        boolean old = newest.map(Anchor::since)
                .map(at -> Duration.between(at, clock.instant())
                                .compareTo(anchors.interval().multipliedBy(2))
                        > 0)
                .orElse(anchors.newest(1).stream()
                        .anyMatch(pending -> Duration.between(pending.since(), clock.instant())
                                        .compareTo(anchors.interval())
                                > 0));
        timestamps.put("late", grown && old);
        if (grown && old) {
            concerns.add(
                    "The newest time-stamp is older than twice its interval; the desk shows what the authorities answer");
        }
        return timestamps;
    }

    private Optional<LedgerCheck.Defect> selfCheck(Map<String, Object> details, List<String> concerns) {
        Optional<LedgerCheck> last = remoteAudit.selfCheck().last();
        Optional<LedgerCheck.Defect> defect = last.flatMap(LedgerCheck::firstDefect);
        Map<String, Object> selfCheck = new LinkedHashMap<>();
        last.ifPresent(check -> {
            selfCheck.put("at", check.startedAt().toString());
            selfCheck.put("ledgerSize", check.ledgerSize());
        });
        String result = last.isEmpty() ? "none yet" : defect.isEmpty() ? "every row is as it was written" : "altered";
        selfCheck.put("result", result);
        if (remoteAudit.selfCheck().hasFailed()) {
            selfCheck.put("result", "could not be done");
            concerns.add("The last self-check could not be done; the log says why");
        }
        defect.ifPresent(
                found -> concerns.add("RA-0207: The ledger's rows are not as they were written; the desk and the log"
                        + " name the first. Keep the database as it is for whoever looks into it"));
        details.put("selfCheck", selfCheck);
        return defect;
    }

    private Map<String, Object> index(List<String> concerns) {
        IndexProgress progress = remoteAudit.search().progress();
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("size", progress.indexedSize());
        index.put("lag", Math.max(0, progress.ledgerSize() - progress.indexedSize()));
        IndexProgress.Building building = progress.building();
        if (building != null) {
            Map<String, Object> built = new LinkedHashMap<>();
            built.put("size", building.builtSize());
            built.put("answersMeanwhile", building.beside());
            Duration remaining = building.remaining();
            if (remaining != null) {
                built.put("remainingSeconds", remaining.toSeconds());
            }
            index.put("rebuilding", built);
        }
        progress.currentTrouble().ifPresent(trouble -> {
            index.put("trouble", trouble.code());
            concerns.add(words(trouble));
        });
        return index;
    }

    private static String words(IndexTrouble trouble) {
        return trouble.code() + ": " + trouble.words(Locale.ENGLISH);
    }

    private Map<String, Object> signing(List<String> concerns) {
        Map<String, Object> signing = new LinkedHashMap<>();
        signing.put("ledgerKey", remoteAudit.ledger().key().vkey());
        List<Map<String, Object>> certificates = new ArrayList<>();
        for (X509Certificate certificate : signers(concerns)) {
            Instant end = certificate.getNotAfter().toInstant();
            long days = Duration.between(clock.instant(), end).toDays();
            Map<String, Object> signer = new LinkedHashMap<>();
            signer.put("algorithm", certificate.getPublicKey().getAlgorithm());
            signer.put("serialNumber", certificate.getSerialNumber().toString(16));
            signer.put("notAfter", end.toString());
            signer.put("daysLeft", days);
            certificates.add(signer);
            if (clock.instant().isAfter(end)) {
                concerns.add("The certificate that signs exports has ended on " + end + "; bring a renewed" + " one");
            } else if (Duration.between(clock.instant(), end).compareTo(EXPIRES_SOON) < 0) {
                concerns.add("The certificate that signs exports ends in " + days + " days; bring a renewed one");
            }
        }
        signing.put("certificates", certificates);
        return signing;
    }

    /** A key of the host's own, in a device or a service, may fail in any way. */
    private List<X509Certificate> signers(List<String> concerns) {
        try {
            return remoteAudit.exports().signers();
        } catch (RuntimeException e) {
            LOG.warn("The key that signs exports does not tell its certificate", e);
            concerns.add("The key that signs exports does not answer");
            return List.of();
        }
    }

    /** Whole seconds since an instant; 0 if there is none. */
    static long secondsSince(@Nullable Instant at, Clock clock) {
        return at == null
                ? 0
                : Math.max(0, Duration.between(at, clock.instant()).toSeconds());
    }
}
