package io.remoteaudit.record;

/**
 * Turns an object of the host's business code into a quality record, so that nobody enters it a second time. A mapper is
 * called within the host's transaction and may read what belongs to the object. It has to be safe for use by several
 * threads, and gives the same record for the same state.
 *
 * @param <T> the host's type
 */
@FunctionalInterface
public interface RecordMapper<T> {

    /**
     * What the object says now.
     *
     * @param object the host's object
     * @return the record; which version it becomes is found when it is saved, so its own number does not matter
     */
    QualityRecord toRecord(T object);

    /**
     * Whether the object is evidence yet. A draft, for example, is none.
     *
     * @param object the host's object
     * @return true if it is to be saved, which is the default; what was saved before stays either way
     */
    default boolean evidence(T object) {
        return true;
    }

    /**
     * Why and by whom the object was changed, asked if an earlier version of its record says something else.
     *
     * @param object the host's object
     * @return the change; by default that the source changed, by the system that holds it
     */
    default Change change(T object) {
        return new Change(Change.SOURCE_CHANGED, new Person("系统 / system", null));
    }
}
