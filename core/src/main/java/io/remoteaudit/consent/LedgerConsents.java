package io.remoteaudit.consent;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.ConsentRule;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.RemoteConditions;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Consents as ledger entries; an engagement has few, so they are read anew for every question. */
final class LedgerConsents implements Consents {

    private static final Logger LOG = LoggerFactory.getLogger(Consents.class);

    private static final int FIRST = 1;
    private static final int LONGEST_TEXT = 2_000;
    private static final int READ_AT_ONCE = 1_000;

    /** What waits for the maker is read by people, and one auditor must not fill their day. */
    private static final int MOST_WAITING = 100;

    /** How long a download may go on after its consent was taken back, at most. */
    private static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final ConsentUses uses;
    private final Engagements engagements;
    private final Clock clock;

    LedgerConsents(Ledger ledger, ConsentUses uses, Engagements engagements, Clock clock) {
        this.ledger = ledger;
        this.uses = uses;
        this.engagements = engagements;
        this.clock = clock;
    }

    @Override
    public boolean neededFor(Engagement engagement) {
        ConsentRule rule = rule(engagement);
        return rule != null && rule.downloads() == ConsentRule.Consent.ASK_EACH_TIME;
    }

    private static @Nullable ConsentRule rule(Engagement engagement) {
        RemoteConditions conditions = engagement.terms().conditions();
        return conditions == null ? null : conditions.consent();
    }

    @Override
    public Consent ask(Admission admission, ConsentItem item, long bytes, String reason) {
        admission.requireActive();
        requireText(reason);
        if (item instanceof ConsentItem.OfCapture capture) {
            requireText(capture.what());
        }
        requireRule(admission.engagement(), item);
        Instant now = clock.instant();
        List<Consent> all = list(admission);
        Optional<Consent> before = all.stream()
                .filter(consent ->
                        consent.auditorId().equals(admission.auditor().id())
                                && consent.item().equals(item))
                .filter(consent ->
                        consent.state(now) == ConsentState.ASKED || consent.state(now) == ConsentState.GRANTED)
                .findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        if (all.stream()
                        .filter(consent -> consent.state(now) == ConsentState.ASKED)
                        .count()
                >= MOST_WAITING) {
            throw new ConsentConflictException(
                    "In engagement '" + admission.engagement().id() + "' " + MOST_WAITING
                            + " requests for consent wait for the maker; ask again when some are decided");
        }
        Consent asked = new Consent(
                "K-" + UUID.randomUUID(),
                admission.engagement().id(),
                admission.auditor().id(),
                admission.auditor().name(),
                item,
                bytes,
                reason,
                now,
                null,
                null,
                List.of(),
                0,
                0);
        ledger.append(ConsentEntries.asked(asked));
        return require(asked.id());
    }

    private void requireRule(Engagement engagement, ConsentItem item) {
        ConsentRule rule = rule(engagement);
        ConsentRule.Consent said = null;
        if (rule != null) {
            said = item.kind() == ConsentItem.Kind.CAPTURE ? rule.captures() : rule.downloads();
        }
        if (said != ConsentRule.Consent.ASK_EACH_TIME) {
            throw new ConsentConflictException("The terms of engagement '" + engagement.id() + "' "
                    + (said == null ? "do not speak of consent to this" : "say '" + said.wireName() + "' for this")
                    + ", so there is nothing to ask");
        }
    }

    @Override
    public Optional<Consent> find(Admission admission, String id) {
        return inside(id)
                .filter(consent ->
                        consent.engagement().equals(admission.engagement().id()));
    }

    @Override
    public List<Consent> list(Admission admission) {
        List<Consent> all = new ArrayList<>();
        asked(admission.engagement().id()).forEach(first -> all.add(require(first.subject())));
        Collections.reverse(all);
        return all;
    }

    @Override
    public ConsentedDownload take(Admission admission, ConsentItem item, Hash sha256, long size, long length) {
        if (!neededFor(admission.engagement())) {
            return ConsentedDownload.free();
        }
        Consent latest = null;
        for (Entry first : asked(admission.engagement().id())) {
            if (!ConsentEntries.asks(first, admission.auditor().id(), item)) {
                continue;
            }
            latest = require(first.subject());
            if (take(latest, sha256, size, length)) {
                return new Held(latest, sha256, length);
            }
        }
        throw new ConsentRequiredException(latest);
    }

    /** Whoever is told that the consent has changed meanwhile looks at it again. */
    private boolean take(Consent consent, Hash sha256, long size, long length) {
        for (Consent now = consent; now.state(clock.instant()) == ConsentState.GRANTED; now = require(now.id())) {
            Consent read = now;
            ConsentGrant grant = read.grant();
            long most = grant != null && grant.once() ? size - length : Long.MAX_VALUE;
            try {
                return uses.take(read.id(), sha256, length, most, connection -> {
                    int version = ledger.newestVersion(EntryKind.CONSENT, read.id(), connection) + 1;
                    return ledger.append(ConsentEntries.used(read, version, sha256), connection);
                });
            } catch (EntryConflictException e) {
                LOG.debug("Consent '{}' has changed while a file was taken with it; it is read again", read.id());
            }
        }
        return false;
    }

    /** A download under way with a grant. */
    private final class Held implements ConsentedDownload {

        private final Consent consent;
        private final Hash sha256;
        private final long length;
        private volatile Instant lookedUp = clock.instant();

        Held(Consent consent, Hash sha256, long length) {
            this.consent = consent;
            this.sha256 = sha256;
            this.length = length;
        }

        @Override
        public void requireHeld() {
            Instant now = clock.instant();
            if (now.isBefore(lookedUp.plus(LOOKED_UP_EVERY))) {
                return;
            }
            lookedUp = now;
            Consent present = require(consent.id());
            if (present.end() != null) {
                throw new ConsentRequiredException(present);
            }
        }

        @Override
        public void sent(long bytes) {
            if (bytes < length) {
                uses.giveBack(consent.id(), sha256, length - bytes);
            }
        }
    }

    @Override
    public List<Consent> all() {
        Instant now = clock.instant();
        List<Consent> all = new ArrayList<>();
        for (Engagement engagement : engagements.all()) {
            asked(engagement.id()).forEach(first -> all.add(require(first.subject())));
        }
        all.sort(Comparator.comparing((Consent consent) -> consent.state(now) != ConsentState.ASKED)
                .thenComparing(Consent::askedAt, Comparator.reverseOrder())
                .thenComparing(Consent::id));
        return all;
    }

    @Override
    public Optional<Consent> inside(String id) {
        List<Entry> entries = ledger.versions(EntryKind.CONSENT, id);
        return entries.isEmpty() ? Optional.empty() : Optional.of(ConsentEntries.read(entries, uses.taken(id)));
    }

    @Override
    public Consent grant(String id, Instant until, boolean once, String by) {
        Instant now = clock.instant();
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw new InvalidConsentException(
                    "Consent is granted for up to " + LONGEST.toDays() + " days from now, not until " + until);
        }
        Consent consent = requireState(id, ConsentState.ASKED);
        return append(consent, ConsentEntries.granted(consent, end, once, by));
    }

    @Override
    public Consent refuse(String id, String reason, String by) {
        requireText(reason);
        Consent consent = requireState(id, ConsentState.ASKED);
        return append(consent, ConsentEntries.refused(consent, reason, by));
    }

    @Override
    public Consent revoke(String id, String reason, String by) {
        requireText(reason);
        Consent consent = requireState(id, ConsentState.GRANTED);
        return append(consent, ConsentEntries.revoked(consent, reason, by));
    }

    private Consent requireState(String id, ConsentState state) {
        Consent consent = require(id);
        ConsentState present = consent.state(clock.instant());
        if (present != state) {
            throw new ConsentConflictException(
                    "Consent '" + id + "' is " + present.wireName() + ", not " + state.wireName() + "; read it again");
        }
        return consent;
    }

    private Consent append(Consent consent, NewEntry entry) {
        try {
            ledger.append(entry);
        } catch (EntryConflictException e) {
            ConsentConflictException conflict = new ConsentConflictException(
                    "Consent '" + consent.id() + "' was changed in between; read it again and repeat");
            conflict.initCause(e);
            throw conflict;
        }
        return require(consent.id());
    }

    private List<Entry> asked(String engagement) {
        List<Entry> asked = new ArrayList<>();
        long size = ledger.size();
        long from = 0;
        List<Entry> page;
        do {
            page = ledger.inContext(EntryKind.CONSENT, engagement, FIRST, from, size, READ_AT_ONCE);
            for (Entry entry : page) {
                asked.add(entry);
                from = entry.leafIndex().orElseThrow() + 1;
            }
        } while (page.size() == READ_AT_ONCE);
        return asked;
    }

    private Consent require(String id) {
        return inside(id)
                .orElseThrow(() -> new UnknownConsentException("There is no request for consent '" + id + "'"));
    }

    private static void requireText(String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new InvalidConsentException("Say what and why in 1 to " + LONGEST_TEXT + " characters each");
        }
    }
}
