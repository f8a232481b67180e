package io.remoteaudit.spring;

import io.remoteaudit.store.HostTransactions;
import jakarta.transaction.Synchronization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionRemoveEvent;
import org.hibernate.event.spi.PostCollectionRemoveEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hears from Hibernate which entities it has written, and saves their records once the transaction has flushed everything
 * and is about to commit: each entity once, as it then is, however often it was written. Safe for use by several threads.
 */
final class AuditedEntities
        implements PostInsertEventListener,
                PostUpdateEventListener,
                PostCollectionRecreateEventListener,
                PostCollectionRemoveEventListener,
                PostCollectionUpdateEventListener {

    /**
     * How to ask each kind of event for its session: what declares the method, and the type it gives, are others in
     * Hibernate 7 than in 6, so compiled code could call it in one of them only.
     */
    private static final ClassValue<Method> SESSION = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> event) {
            try {
                return event.getMethod("getSession");
            } catch (NoSuchMethodException e) {
                throw new MisconfiguredException(
                        "RA-0947",
                        "This Hibernate is neither version 6 nor 7, so entities marked @AuditedRecord cannot be followed.",
                        "Use one of these, or save records by AuditedRecords.save(…).",
                        e);
            }
        }
    };

    private final Saving saving;
    private final Map<SharedSessionContractImplementor, Written> open = new ConcurrentHashMap<>();

    /** What is done with an entity, asked for late: Hibernate starts before most of the host. */
    interface Saving {

        AuditedRecords records();

        @Nullable
        HostTransactions transactions();
    }

    AuditedEntities(Saving saving) {
        this.saving = saving;
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        written(event, event.getEntity());
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        written(event, event.getEntity());
    }

    @Override
    public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
        owner(event, event.getAffectedOwnerOrNull());
    }

    @Override
    public void onPostRemoveCollection(PostCollectionRemoveEvent event) {
        owner(event, event.getAffectedOwnerOrNull());
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        owner(event, event.getAffectedOwnerOrNull());
    }

    private void owner(Object event, @Nullable Object owner) {
        if (owner != null) {
            written(event, owner);
        }
    }

    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }

    private void written(Object event, Object entity) {
        if (entity.getClass().isAnnotationPresent(AuditedRecord.class)) {
            open.computeIfAbsent(session(event), this::begin).add(entity);
        }
    }

    private SharedSessionContractImplementor session(Object event) {
        try {
            return (SharedSessionContractImplementor)
                    SESSION.get(event.getClass()).invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Hibernate does not say which session an entity was written in", e);
        }
    }

    private Written begin(SharedSessionContractImplementor session) {
        Written written = new Written(session);
        session.accessTransaction().registerSynchronization(written);
        return written;
    }

    private void save(Object entity) {
        HostTransactions transactions = saving.transactions();
        if (transactions != null && !transactions.active()) {
            throw apart(entity.getClass(), "in a transaction that is none of the ledger's database");
        }
        saving.records().save(entity);
    }

    static MisconfiguredException apart(Class<?> type, String where) {
        return new MisconfiguredException(
                "RA-0946",
                "Entities " + type.getName() + " are to be saved as records, but " + where
                        + ", so one could be kept without the other.",
                "Keep the ledger in the entity's database by the property 'remote-audit.data-source', or take @AuditedRecord"
                        + " away and save records by AuditedRecords.save(…).");
    }

    /** What one transaction has written. Of one thread at a time, as its session is. */
    private final class Written implements Synchronization {

        private final SharedSessionContractImplementor session;
        private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        private final List<Object> entities = new ArrayList<>();

        Written(SharedSessionContractImplementor session) {
            this.session = session;
        }

        void add(Object entity) {
            if (known.add(entity)) {
                entities.add(entity);
            }
        }

        /** A mapper that asks the database may have more of it written, so the end is looked for each time. */
        @Override
        public void beforeCompletion() {
            for (int i = 0; i < entities.size(); i++) {
                save(entities.get(i));
            }
        }

        @Override
        public void afterCompletion(int status) {
            open.remove(session, this);
        }
    }
}
