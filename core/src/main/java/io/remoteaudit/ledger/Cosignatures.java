package io.remoteaudit.ledger;

import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the witnesses of an engagement's auditors have said about the ledger's checkpoints; C2SP tlog-cosignature. Each
 * is kept for ever as a statement of the auditor who gave it, and shown to that engagement alone, so that no auditor
 * learns of another's audit. Safe for use by several threads.
 */
public final class Cosignatures {

    /** How many one engagement may give. */
    public static final int MOST = 1_000;

    /** How many checkpoints are listed. */
    private static final int MOST_LISTED = 50;

    /** How many lines of witnesses one note carries, so that with the log's own it stays within 16. */
    private static final int MOST_LINES = 12;

    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final String INSERT = "INSERT INTO remote_audit_cosignature (engagement, ledger_size, key_digest,"
            + " auditor, vkey, line, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND =
            "SELECT 1 FROM remote_audit_cosignature WHERE engagement = ? AND ledger_size = ? AND key_digest = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM remote_audit_cosignature WHERE engagement = ?";
    private static final String COUNT_SIZES =
            "SELECT COUNT(DISTINCT ledger_size) FROM remote_audit_cosignature WHERE engagement = ?";
    private static final String LINES = "SELECT vkey, line FROM remote_audit_cosignature WHERE engagement = ? AND"
            + " ledger_size = ? ORDER BY received_at, key_digest";
    private static final String SIZES = "SELECT DISTINCT ledger_size FROM remote_audit_cosignature WHERE engagement = ?"
            + " ORDER BY ledger_size DESC LIMIT " + MOST_LISTED;

    private static final String SIZES_UP_TO = "SELECT DISTINCT ledger_size FROM remote_audit_cosignature WHERE"
            + " engagement = ? AND ledger_size <= ? ORDER BY ledger_size";

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;

    /**
     * The cosignatures of a ledger.
     *
     * @param database the ledger's database
     * @param ledger the ledger
     * @param clock gives the time
     */
    public Cosignatures(Database database, Ledger ledger, Clock clock) {
        this.database = Objects.requireNonNull(database, "database");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What became of a cosignature. */
    public enum Outcome {
        /** It is kept; also if it was kept before. */
        KEPT,
        /** The note is not one of this ledger's checkpoints. */
        OTHER_CHECKPOINT,
        /** The key has not cosigned the note, the time is ahead of ours, or the key bears the ledger's own name. */
        NOT_COSIGNED,
        /** The engagement, or this checkpoint, has as many as are kept. */
        TOO_MANY
    }

    /**
     * Checks a cosignature and keeps it.
     *
     * @param engagement the engagement's id
     * @param auditor who gives it: the auditor's id
     * @param key the witness's key, as the auditor states it
     * @param note one of this ledger's checkpoints with the cosignature; further lines are passed over
     * @return what became of it
     * @throws MalformedException if the note cannot be read
     */
    public Outcome add(String engagement, String auditor, CosignerKey key, String note) {
        SignedNote signed = SignedNote.parse(note);
        Checkpoint claimed = Checkpoint.parse(signed.text());
        boolean own = ledger.checkpoint(claimed.size())
                .filter(checkpoint -> checkpoint.checkpoint().body().equals(signed.text()))
                .isPresent();
        if (!own) {
            return Outcome.OTHER_CHECKPOINT;
        }
        Optional<Instant> at = key.verify(signed);
        if (at.isEmpty()
                || key.name().equals(claimed.origin())
                || at.get().isAfter(clock.instant().plus(AHEAD))) {
            return Outcome.NOT_COSIGNED;
        }
        SignedNote.Signature line = key.lines(signed).get(0);
        return database.transaction("keep a cosignature", connection -> {
            String digest = digest(key);
            if (exists(connection, engagement, claimed.size(), digest)) {
                return Outcome.KEPT;
            }
            if (count(connection, COUNT, engagement) >= MOST
                    || lines(connection, engagement, claimed.size()).size() >= MOST_LINES) {
                return Outcome.TOO_MANY;
            }
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, engagement);
                insert.setLong(2, claimed.size());
                insert.setString(3, digest);
                insert.setString(4, auditor);
                insert.setString(5, key.vkey());
                insert.setString(6, line.keyName() + " " + line.base64());
                insert.setLong(7, clock.millis());
                insert.executeUpdate();
            }
            return Outcome.KEPT;
        });
    }

    /**
     * A checkpoint with the cosignatures of one engagement's witnesses.
     *
     * @param engagement the engagement's id
     * @param checkpoint the checkpoint
     * @return its note, with a line for each witness
     */
    public String on(String engagement, SignedCheckpoint checkpoint) {
        List<SignedNote.Signature> lines =
                database.reading("read cosignatures", connection -> lines(connection, engagement, checkpoint.size()));
        if (lines.isEmpty()) {
            return checkpoint.note();
        }
        SignedNote note = SignedNote.parse(checkpoint.note());
        List<SignedNote.Signature> all = new ArrayList<>(note.signatures());
        all.addAll(lines);
        return new SignedNote(note.text(), all).format();
    }

    /**
     * The newest checkpoints an engagement's witnesses have cosigned, at most 50.
     *
     * @param engagement the engagement's id
     * @return their notes with the cosignatures, newest first
     */
    public List<String> newest(String engagement) {
        List<Long> sizes = database.reading("read cosignatures", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SIZES)) {
                select.setString(1, engagement);
                return sizes(select);
            }
        });
        return notes(engagement, sizes);
    }

    /**
     * All checkpoints up to a ledger size that an engagement's witnesses have cosigned.
     *
     * @param engagement the engagement's id
     * @param ledgerSize the largest size wanted
     * @return their notes with the cosignatures, smallest size first, at most {@value #MOST}
     */
    public List<String> upTo(String engagement, long ledgerSize) {
        List<Long> sizes = database.reading("read cosignatures", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SIZES_UP_TO)) {
                select.setString(1, engagement);
                select.setLong(2, ledgerSize);
                return sizes(select);
            }
        });
        return notes(engagement, sizes);
    }

    private List<String> notes(String engagement, List<Long> sizes) {
        return sizes.stream()
                .flatMap(size -> ledger.checkpoint(size).stream())
                .map(checkpoint -> on(engagement, checkpoint))
                .toList();
    }

    private static List<Long> sizes(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    /**
     * How many checkpoints an engagement's witnesses have cosigned.
     *
     * @param engagement the engagement's id
     * @return the number
     */
    public long total(String engagement) {
        return database.reading("read cosignatures", connection -> count(connection, COUNT_SIZES, engagement));
    }

    /** What a key's row is found by. */
    static String digest(CosignerKey key) {
        return Hash.sha256(key.vkey().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static boolean exists(Connection connection, String engagement, long size, String digest)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, engagement);
            select.setLong(2, size);
            select.setString(3, digest);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static long count(Connection connection, String sql, String engagement) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, engagement);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<SignedNote.Signature> lines(Connection connection, String engagement, long size)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LINES)) {
            select.setString(1, engagement);
            select.setLong(2, size);
            try (ResultSet rows = select.executeQuery()) {
                List<SignedNote.Signature> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(CosignerKey.parse(rows.getString(1)).line(rows.getString(2)));
                }
                return lines;
            }
        }
    }
}
