package io.remoteaudit.feed;

import io.remoteaudit.standard.LocalizedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of rows during one run. For one thread. */
final class Tally {

    private final String source;
    private final Instant startedAt;
    private final boolean rehearsal;
    private final List<RefusedRow> refusals = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private long rows;
    private long saved;
    private long newVersions;
    private long unchanged;
    private long leftOut;
    private long refused;
    private long dismissed;
    private long missing;

    Tally(String source, Instant startedAt, boolean rehearsal) {
        this.source = source;
        this.startedAt = startedAt;
        this.rehearsal = rehearsal;
    }

    void read(int count) {
        rows += count;
    }

    void saved() {
        saved++;
    }

    void changed() {
        newVersions++;
    }

    void unchanged() {
        unchanged++;
    }

    void leftOut() {
        leftOut++;
    }

    void dismissed() {
        dismissed++;
    }

    void missing(long count) {
        missing += count;
    }

    void refused(String key, String label, LocalizedText reason, Instant refusedAt, Instant now) {
        refused++;
        if (refusals.size() < FeedReport.SHOWN) {
            refusals.add(new RefusedRow(source, key, label, reason, refusedAt, now, null));
        }
    }

    void example(String record) {
        if (examples.size() < FeedReport.SHOWN) {
            examples.add(record);
        }
    }

    boolean isRehearsal() {
        return rehearsal;
    }

    long records() {
        return saved + newVersions + unchanged + leftOut + refused + dismissed;
    }

    /** Takes over what another tally counted, once that is certain. */
    void add(Tally other) {
        rows += other.rows;
        saved += other.saved;
        newVersions += other.newVersions;
        unchanged += other.unchanged;
        leftOut += other.leftOut;
        refused += other.refused;
        dismissed += other.dismissed;
        missing += other.missing;
        other.refusals.stream().limit(FeedReport.SHOWN - (long) refusals.size()).forEach(refusals::add);
        other.examples.forEach(this::example);
    }

    FeedReport report(Instant finishedAt) {
        return new FeedReport(
                source,
                rehearsal,
                startedAt,
                finishedAt,
                rows,
                saved,
                newVersions,
                unchanged,
                leftOut,
                refused,
                dismissed,
                missing,
                refusals,
                rehearsal ? examples : List.of());
    }
}
