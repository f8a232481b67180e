package io.remoteaudit.feed;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.RecordKeeping;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what the maker's systems hold already: new rows become records, changed rows new versions, and what cannot become
 * a record is listed and tried again. Running twice saves nothing twice, and a run that was killed is taken up by the next.
 * Safe for use by several threads; of several nodes one reads a source at a time.
 */
public interface Feed {

    /** The reason that stands in versions whose row has changed. */
    String SOURCE_CHANGED = Change.SOURCE_CHANGED;

    /**
     * The tables and views there are.
     *
     * @return the sources' names, in order
     */
    List<String> sources();

    /**
     * The kinds of files there are.
     *
     * @return the sources' names, in order
     */
    List<String> fileSources();

    /**
     * Reads a source: what was refused before, what is new or has changed, and, now and then, what was deleted.
     *
     * @param source its name
     * @param listener is told how far the run is
     * @return what was done; empty if this or another node is reading the source at this moment
     * @throws MappingException {@code RA-1003} if there is no such source, {@code RA-1004} if its query does not give what the
     *     mapping reads
     * @throws io.remoteaudit.store.StoreException if source or ledger cannot be reached; what was committed stays, and the
     *     next run goes on from there
     */
    Optional<FeedReport> run(String source, FeedListener listener);

    /**
     * Reads a source, as {@link #run(String, FeedListener)}.
     *
     * @param source its name
     * @return what was done; empty if this or another node is reading the source at this moment
     */
    default Optional<FeedReport> run(String source) {
        return run(source, progress -> {});
    }

    /**
     * Does all a run does but saving, for the rows the next run would begin with.
     *
     * @param source its name
     * @param records how many records to look at, from 1 to 100,000
     * @return what would be saved, and what would be refused and why
     * @throws MappingException as {@link #run(String, FeedListener)}
     */
    FeedReport rehearse(String source, int records);

    /**
     * Takes in one file, for example one that a member of the staff hands over. Rows that were saved before and are the same
     * change nothing, and neither does a file whose content was taken in before.
     *
     * @param source the name of a source of files
     * @param name what the file is called, for its report
     * @param file the file, which is only read
     * @param listener is told how far it is
     * @return what became of it, also if it could not be read; empty if this or another node is taking in a file of the
     *     source at this moment
     * @throws MappingException {@code RA-1003} if there is no such source
     * @throws io.remoteaudit.store.StoreException if the ledger cannot be reached; what was committed stays, and the same file
     *     once more takes in the rest
     */
    Optional<FileReport> file(String source, String name, Path file, FeedListener listener);

    /**
     * Does all that {@link #file} does but saving.
     *
     * @param source the name of a source of files
     * @param name what the file is called, for its report
     * @param file the file, which is only read
     * @return what would be saved, and what would be refused and why
     * @throws MappingException {@code RA-1003} if there is no such source
     */
    FileReport rehearseFile(String source, String name, Path file);

    /**
     * Looks into a source's folder and takes in the files that have not changed for five seconds since an earlier look. Each
     * is moved to {@code done} or, if any row was refused or it could not be read, to {@code failed}, beside its report.
     *
     * @param source the name of a source of files
     * @param listener is told how far it is
     * @return what became of the files that were taken; empty if there is no folder or nothing in it has settled
     * @throws MappingException {@code RA-1003} if there is no such source, {@code RA-1006} if its folder cannot be used
     */
    List<FileReport> look(String source, FeedListener listener);

    /**
     * How far a run of this node is at this moment.
     *
     * @param source its name
     * @return the progress; empty if no run is under way here
     */
    Optional<FeedProgress> progress(String source);

    /**
     * Reads a source from its beginning at the next run, for example after its mapping was changed. Nothing that is the same
     * is saved again.
     *
     * @param source its name
     */
    void rewind(String source);

    /**
     * Rows that could not become records, those that were dismissed included.
     *
     * @param source its name
     * @param after the {@linkplain RefusedRow#key() key} of the last row of the page before; empty for the first page
     * @param limit how many at most, from 1 to 1,000
     * @return the rows
     */
    List<RefusedRow> refused(String source, String after, int limit);

    /**
     * How many rows could not become records and were not dismissed.
     *
     * @param source its name
     * @return the number
     */
    long countRefused(String source);

    /**
     * Says that a refused row is no record, so that it is tried no more as long as it stays as it is.
     *
     * @param source its name
     * @param key the row's {@link RefusedRow#key()}
     * @param because why, not blank, at most 2,000 characters
     * @param by who says so, not blank, at most 200 characters
     * @return false if there is no such row, or it was dismissed before
     * @throws IllegalArgumentException if reason or name is blank or too long
     */
    boolean dismiss(String source, String key, String because, String by);

    /**
     * Rows that were deleted from their source after they had become records, as of the last time all ids were compared.
     *
     * @param source its name
     * @param after the {@linkplain MissingRow#key() key} of the last row of the page before; empty for the first page
     * @param limit how many at most, from 1 to 1,000
     * @return the rows
     */
    List<MissingRow> missing(String source, String after, int limit);

    /**
     * How many rows were deleted from their source after they had become records, as of the end of its newest run.
     *
     * @param source its name
     * @return the number
     */
    long countMissing(String source);

    /**
     * What the newest runs of a source did, whichever node they were on, those that broke off included. Of runs one after the
     * other that did nothing new the newest is kept, and of all others 20.
     *
     * @param source its name
     * @param limit how many at most, from 1 to 20
     * @return the reports, newest first
     */
    List<RunReport> reports(String source, int limit);

    /**
     * One of the {@linkplain #reports reports}.
     *
     * @param source its name
     * @param number its {@link RunReport#number()}
     * @return the report; empty if it is not kept, or no longer
     */
    Optional<RunReport> report(String source, long number);

    /**
     * The same feed for someone who asks for runs: the reports say who.
     *
     * @param name a name, not blank, at most 200 characters
     * @return a view of this feed
     * @throws IllegalArgumentException if the name is blank or too long
     */
    Feed by(String name);

    /**
     * Opens the feed. Nothing is read until it is run.
     *
     * @param recordKeeping where records are saved
     * @param ledger what holds them
     * @param database the ledger's database, where it is remembered what was read
     * @param catalogue the record types mappings name
     * @param sources tables and views that can be read
     * @param files kinds of files that can be taken in
     * @param clock gives times
     * @return the feed
     * @throws MappingException {@code RA-1002} if a mapping names no record type, {@code RA-1003} if two sources share a
     *     name
     */
    static Feed open(
            RecordKeeping recordKeeping,
            Ledger ledger,
            Database database,
            Catalogue catalogue,
            List<TableSource> sources,
            List<FileSource> files,
            Clock clock) {
        return new LedgerFeed(recordKeeping, ledger, database, catalogue, sources, files, clock, Duration.ofMinutes(1));
    }
}
