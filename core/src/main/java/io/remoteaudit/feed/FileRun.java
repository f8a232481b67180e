package io.remoteaudit.feed;

import io.remoteaudit.ledger.Lease;
import io.remoteaudit.standard.LocalizedText;
import io.remoteaudit.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One reading of a file, in batches. For one thread, once. */
final class FileRun {

    private static final int BATCH = 500;
    private static final long MOST_ROWS = 2_000_000;
    private static final int MOST_ROWS_OF_ONE = 10_000;

    private static final LocalizedText SEVERAL = new LocalizedText(
            "文件中另有一行编号相同；同属一条记录的各行须相邻，并设置 several-rows",
            "another row of the file has this id; rows of one record stand one after the other, with several-rows set");

    private final FileSource source;
    private final Intake.Parts parts;
    private final Assemblies assemblies;
    private final Lease lease;
    private final ProgressWatch watch;
    private final boolean rehearsal;
    private final Tally tally;
    private final List<Candidate> batch = new ArrayList<>();
    private final KeySet met = new KeySet();
    private @Nullable Pending pending;

    FileRun(
            FileSource source,
            Intake.Parts parts,
            Assemblies assemblies,
            Lease lease,
            ProgressWatch watch,
            boolean rehearsal) {
        this.source = source;
        this.parts = parts;
        this.assemblies = assemblies;
        this.lease = lease;
        this.watch = watch;
        this.rehearsal = rehearsal;
        this.tally = new Tally(source.name(), parts.clock().instant(), rehearsal);
    }

    FileReport run(String name, Path file) {
        String sha256;
        try {
            sha256 = digest(file);
        } catch (IOException e) {
            return report(name, "", false, unread(e));
        }
        boolean before = parts.database()
                .reading(
                        "look for a file that was taken in",
                        connection -> FeedRows.holdsFile(connection, source.name(), sha256));
        Intake intake = new Intake(source.name(), parts, lease, before, key -> false);
        LocalizedText failure = null;
        try (RowReader rows = RowReader.open(source, file)) {
            read(rows, sha256, intake);
        } catch (IOException e) {
            failure = unread(e);
        }
        end(intake);
        if (failure == null && !rehearsal && !before) {
            Instant now = parts.clock().instant();
            parts.database()
                    .execute(
                            "note that a file was taken in",
                            connection -> FeedRows.putFile(connection, source.name(), sha256, name, now));
        }
        return report(name, sha256, before, failure);
    }

    private FileReport report(String name, String sha256, boolean before, @Nullable LocalizedText failure) {
        return new FileReport(
                name, sha256, before, failure, tally.report(parts.clock().instant()));
    }

    private static LocalizedText unread(IOException cause) {
        String said = String.valueOf(cause.getMessage());
        return isEncoding(cause)
                ? new LocalizedText("文件内容与所设编码不符", "the text is not of the encoding that is set")
                : new LocalizedText("文件无法读取：" + said, said);
    }

    private static boolean isEncoding(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof CharacterCodingException) {
                return true;
            }
        }
        return false;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest sha256 = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void read(RowReader rows, String sha256, Intake intake) throws IOException {
        Optional<List<String>> names = rows.names();
        if (names.isPresent()) {
            requireColumns(names.get());
        }
        while (true) {
            try {
                Row row = rows.next();
                if (row == null) {
                    return;
                }
                if (rows.number() > MOST_ROWS) {
                    throw new IOException("it has more than " + MOST_ROWS + " rows; split it");
                }
                take(row, rows.number(), sha256, intake);
            } catch (RowFault fault) {
                finish(intake);
                refuse(rows.number(), sha256, fault.reason());
            }
        }
    }

    /** A column that is missing is missing in every row; saying so once is enough. */
    private void requireColumns(List<String> names) throws IOException {
        Set<String> there = new TreeSet<>();
        names.forEach(name -> there.add(Row.key(name)));
        Set<String> missing = new TreeSet<>(assemblies.columns());
        source.idColumns().forEach(column -> missing.add(Row.key(column)));
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new IOException("its first row does not name the columns " + String.join(", ", missing)
                    + "; it names " + String.join(", ", names));
        }
    }

    private void take(Row row, long number, String sha256, Intake intake) {
        List<@Nullable SqlValue> ids = new ArrayList<>();
        for (String column : source.idColumns()) {
            String cell = row.cell(Row.key(column));
            if (cell == null || cell.isBlank()) {
                throw new RowFault("编号列 " + column + " 没有值", "the id column " + column + " has no value");
            }
            ids.add(new SqlValue(SqlValue.Kind.TEXT, cell.strip()));
        }
        String key = RowKey.of(ids);
        Pending open = pending;
        if (open != null && open.key.equals(key) && source.severalRows()) {
            open.add(row);
            return;
        }
        finish(intake);
        if (!met.add(KeySet.hash(key))) {
            // By its place, since the id is that of the row before, which is fine.
            refuse(number, sha256, SEVERAL);
            return;
        }
        pending = new Pending(key, number, row);
    }

    private void refuse(long number, String sha256, LocalizedText reason) {
        String place =
                HexFormat.of().formatHex(Sha256.newDigest().digest((sha256 + number).getBytes(StandardCharsets.UTF_8)));
        Group group = new Group(RowKey.DIGEST + place, "#" + number, List.of(), reason, null);
        batch.add(new Candidate(group, null, null, reason, ""));
    }

    private void finish(Intake intake) {
        Pending open = pending;
        pending = null;
        if (open != null) {
            batch.add(Candidate.of(open.group(), assemblies));
        }
        if (batch.size() >= BATCH) {
            flush(intake);
        }
    }

    private void end(Intake intake) {
        finish(intake);
        flush(intake);
    }

    private void flush(Intake intake) {
        if (!batch.isEmpty()) {
            tally.add(intake.save(List.copyOf(batch), null, rehearsal));
            batch.clear();
            watch.progressed(tally.records());
        }
    }

    /** Rows of one id, until the next id begins. */
    private static final class Pending {

        private final String key;
        private final long number;
        private final List<Row> rows = new ArrayList<>();
        private @Nullable LocalizedText fault;

        Pending(String key, long number, Row row) {
            this.key = key;
            this.number = number;
            rows.add(row);
        }

        void add(Row row) {
            if (rows.size() < MOST_ROWS_OF_ONE) {
                rows.add(row);
            } else {
                fault = new LocalizedText(
                        "一条记录超过 " + MOST_ROWS_OF_ONE + " 行", "a record has more than " + MOST_ROWS_OF_ONE + " rows");
            }
        }

        Group group() {
            return new Group(key, "#" + number + " " + RowKey.label(key), rows, fault, null);
        }
    }
}
