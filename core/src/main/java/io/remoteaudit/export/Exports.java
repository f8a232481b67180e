package io.remoteaudit.export;

import io.remoteaudit.engagement.Admission;
import io.remoteaudit.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Makes signed exports in the background and hands them out. Safe for use by several threads. */
public interface Exports extends AutoCloseable {

    /**
     * Starts an export.
     *
     * @param request what is wanted
     * @return the job
     * @throws ExportConflictException if the same auditor's last job has not ended yet
     * @throws io.remoteaudit.search.QuerySyntaxException if the query is not in the query language
     */
    ExportJob start(ExportRequest request);

    /**
     * One job of the caller's engagement.
     *
     * @param admission who asks
     * @param id the job
     * @return the job as it stands, or empty if there is none in the engagement
     */
    Optional<ExportJob> find(Admission admission, String id);

    /**
     * The jobs of the caller's engagement.
     *
     * @param admission who asks
     * @return the jobs, newest first
     */
    List<ExportJob> list(Admission admission);

    /**
     * Opens a finished export. Reading fails once the admission has ended.
     *
     * @param admission who asks
     * @param id the job
     * @param number which part, from 1 on; an export that fits into one file has one
     * @param offset the first byte wanted
     * @return the file from there on; the caller closes it
     * @throws IOException if it cannot be read
     * @throws ExportConflictException if the job is not done
     * @throws IllegalArgumentException if there is no such job in the engagement
     */
    InputStream content(Admission admission, String id, int number, long offset) throws IOException;

    /**
     * The jobs under way.
     *
     * @return how many this node is making, and how many wait for their turn
     */
    ExportLoad load();

    /**
     * Who signs exports.
     *
     * @return the signers' certificates: of the key that signs containers, then of those that sign besides
     */
    List<X509Certificate> signers();

    /**
     * Cancels a job that has not ended; has no effect on another.
     *
     * @param admission who asks
     * @param id the job
     */
    void cancel(Admission admission, String id);

    /** Stops all jobs; those under way are lost and can be started again. */
    @Override
    void close();

    /**
     * Exports made from a ledger.
     *
     * @param sources where content comes from
     * @param database keeps the jobs
     * @param settings how many at a time, how long they are kept, how large a file becomes
     * @param directory where finished files and the work under way are kept; created on first use
     * @return the exports; finished ones of an earlier run are found again, and unfinished ones are taken up
     * @throws ExportFailedException if the directory cannot be used
     */
    static Exports open(ExportSources sources, Database database, ExportSettings settings, Path directory) {
        return new LedgerExports(sources, database, settings, directory);
    }
}
