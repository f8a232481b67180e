package io.remoteaudit.record;

import io.remoteaudit.ledger.Erasure;
import io.remoteaudit.ledger.ErasureGrounds;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Saves quality records and reads them back; the maker's own, unscoped view. What an auditor reads goes through
 * {@link ScopedRecords}. Safe for use by several threads.
 *
 * <p>Saving joins the host's transaction where the calling thread is in one and is its own transaction otherwise.
 * Nothing saved is ever updated or deleted: a correction is a new version. Only personal data can be {@linkplain #erase
 * erased}, and that leaves its trace.
 */
public interface Records {

    /**
     * Saves one version of a record.
     *
     * @param record the version; its number is 1 or one more than the newest version saved
     * @return {@link SaveResult.Saved}, or {@link SaveResult.Unchanged} if this very version with this very content is
     *     already there
     * @throws InvalidRecordException if a field is missing or not valid for the record's type; it names each
     * @throws VersionConflictException if the version exists with other content or does not follow the newest
     */
    SaveResult save(QualityRecord record);

    /**
     * Saves one version of a record on a JDBC connection of the caller, who commits or rolls back.
     *
     * @param record the version
     * @param connection an open connection to the ledger's database with auto-commit off; neither committed, rolled
     *     back nor closed here
     * @return as {@link #save(QualityRecord)}
     * @throws InvalidRecordException as {@link #save(QualityRecord)}
     * @throws VersionConflictException as {@link #save(QualityRecord)}
     */
    SaveResult save(QualityRecord record, Connection connection);

    /**
     * Saves several records in one transaction: all of them or none.
     *
     * @param records the versions, in this order
     * @return one result for each, in the same order
     * @throws InvalidRecordException as {@link #save(QualityRecord)}
     * @throws VersionConflictException as {@link #save(QualityRecord)}
     */
    List<SaveResult> saveAll(List<QualityRecord> records);

    /**
     * Saves several records on a JDBC connection of the caller, who commits or rolls back.
     *
     * @param records the versions, in this order
     * @param connection as for {@link #save(QualityRecord, Connection)}
     * @return one result for each, in the same order
     * @throws InvalidRecordException as {@link #save(QualityRecord)}
     * @throws VersionConflictException as {@link #save(QualityRecord)}
     */
    List<SaveResult> saveAll(List<QualityRecord> records, Connection connection);

    /**
     * Saves what a record says now, whichever version that makes: the first, the one after the newest, or none if the
     * newest says the same. For callers that hold a state and not its history.
     *
     * <p>What was {@linkplain #erase erased} of the newest version is not compared, so that saving the same state again
     * does not bring it back.
     *
     * @param current the content; its version and change do not matter
     * @param change why and by whom it was changed, in case there is an earlier version that says something else
     * @return {@link SaveResult.Saved}, or {@link SaveResult.Unchanged} if the newest version says the same
     * @throws InvalidRecordException as {@link #save(QualityRecord)}
     * @throws VersionConflictException if another transaction saved a version in between
     */
    SaveResult saveCurrent(QualityRecord current, Change change);

    /**
     * Says what saving would refuse, and saves nothing. Versions are not compared with what is there.
     *
     * @param record the version
     * @return what is wrong with it, field by field; empty if nothing is
     */
    List<Violation> check(QualityRecord record);

    /**
     * The newest version of a record.
     *
     * @param id the business id
     * @return the version, or empty if there is no such record
     */
    Optional<RecordVersion> find(String id);

    /**
     * One version of a record.
     *
     * @param id the business id
     * @param version the version's number
     * @return the version, or empty if there is no such version
     */
    Optional<RecordVersion> find(String id, int version);

    /**
     * All versions of a record, oldest first.
     *
     * @param id the business id
     * @return the versions; empty if there is no such record
     */
    List<RecordVersion> versions(String id);

    /**
     * Erases personal data from every version of a record, for example when a person asks for it or its purpose is
     * fulfilled. That it was done, of which fields and why, becomes an entry of the ledger itself, and every proof stays
     * valid. {@link io.remoteaudit.ledger.Ledger#erase} says where copies may remain.
     *
     * <p>What may be erased: {@code performedBy}, {@code reviewedBy}, {@code change}, {@code title} and each {@code
     * attributes/…}. Not: type, site, product family, lots, standards and the event's time, by which it is decided who
     * may see the record; measurements, model and clauses, which say nothing about persons; and {@code attachments/…},
     * since other records may hold the same file: mask those in the engagement.
     *
     * @param id the business id
     * @param fields the fields' names
     * @param grounds why; auditors read it
     * @return what was erased
     * @throws io.remoteaudit.ledger.ErasureException {@code RA-0250} if the record or one of the fields is not there,
     *     {@code RA-0251} if one of them may not be erased
     */
    Erasure erase(String id, SortedSet<String> fields, ErasureGrounds grounds);

    /**
     * Waits until a saved and committed version has its place in the ledger. To be called after the transaction that
     * saved it, not within: nothing is sequenced before it is committed.
     *
     * @param id the business id
     * @param version the version's number
     * @param timeout how long to wait at most
     * @return true if it has, false if the time ran out
     */
    boolean awaitSequenced(String id, int version, Duration timeout);
}
