package io.remoteaudit.spring;

import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordMapper;
import io.remoteaudit.record.Records;
import io.remoteaudit.record.SaveResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Saves objects of the host as quality records, by the {@link RecordMapper} bean for their type: in the transaction of the
 * calling thread if it is in one, else in one of its own. For objects that are no entities; those marked as {@link
 * AuditedRecord} need no call. Safe for use by several threads.
 */
public final class AuditedRecords {

    private final Records records;
    private final RecordMappers mappers;

    AuditedRecords(Records records, RecordMappers mappers) {
        this.records = records;
        this.mappers = mappers;
    }

    /**
     * Saves what an object says now.
     *
     * @param object an object whose type, or a type it extends or implements, has a mapper
     * @return what was saved, or that nothing changed; empty if its mapper says that it is no evidence yet
     * @throws IllegalArgumentException if there is no mapper, or several of which none is nearer
     * @throws io.remoteaudit.record.InvalidRecordException if the record is refused; it names each field
     * @throws io.remoteaudit.record.VersionConflictException if another transaction saved a version in between
     */
    public Optional<SaveResult> save(Object object) {
        return save(object, mappers.of(object));
    }

    /**
     * Saves several objects in this order, each as {@link #save(Object)} does. Outside a transaction each has one of its own.
     *
     * @param objects the objects
     * @return what became of those that are evidence, in the same order
     * @throws IllegalArgumentException as {@link #save(Object)}
     * @throws io.remoteaudit.record.InvalidRecordException as {@link #save(Object)}
     * @throws io.remoteaudit.record.VersionConflictException as {@link #save(Object)}
     */
    public List<SaveResult> saveAll(Collection<?> objects) {
        List<SaveResult> results = new ArrayList<>();
        for (Object object : objects) {
            save(object).ifPresent(results::add);
        }
        return results;
    }

    private Optional<SaveResult> save(Object object, RecordMapper<Object> mapper) {
        if (!mapper.evidence(object)) {
            return Optional.empty();
        }
        QualityRecord record = mapper.toRecord(object);
        return Optional.of(records.saveCurrent(record, mapper.change(object)));
    }
}
