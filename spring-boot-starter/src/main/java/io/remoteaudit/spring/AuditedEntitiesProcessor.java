package io.remoteaudit.spring;

import io.remoteaudit.store.HostTransactions;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Follows the marked entities of each factory from its first moment on; once all beans are there it looks whether each of
 * them has a mapper. A factory without marked entities is left as it is.
 */
final class AuditedEntitiesProcessor implements BeanPostProcessor, SmartInitializingSingleton, AuditedEntities.Saving {

    private final ObjectProvider<AuditedRecords> records;
    private final ObjectProvider<RecordMappers> mappers;
    private final ObjectProvider<HostTransactions> transactions;
    private final TreeSet<Class<?>> marked = new TreeSet<>(Comparator.comparing(Class::getName));
    private final Set<SessionFactoryImplementor> followed = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean started;

    AuditedEntitiesProcessor(
            ObjectProvider<AuditedRecords> records,
            ObjectProvider<RecordMappers> mappers,
            ObjectProvider<HostTransactions> transactions) {
        this.records = records;
        this.mappers = mappers;
        this.transactions = transactions;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof EntityManagerFactory factory) {
            follow(factory);
        }
        return bean;
    }

    private void follow(EntityManagerFactory factory) {
        boolean any = false;
        for (EntityType<?> entity : factory.getMetamodel().getEntities()) {
            Class<?> type = entity.getJavaType();
            if (type != null && type.isAnnotationPresent(AuditedRecord.class)) {
                marked.add(type);
                any = true;
            }
        }
        SessionFactoryImplementor sessions = any ? factory.unwrap(SessionFactoryImplementor.class) : null;
        // A factory may be shown more than once, by itself and behind a proxy.
        if (sessions != null && followed.add(sessions)) {
            listen(sessions);
        }
        if (any && started) {
            require();
        }
    }

    private void listen(SessionFactoryImplementor factory) {
        EventListenerRegistry registry = factory.getServiceRegistry().getService(EventListenerRegistry.class);
        if (registry == null) {
            throw new IllegalStateException("This Hibernate has no registry of event listeners");
        }
        AuditedEntities entities = new AuditedEntities(this);
        registry.appendListeners(EventType.POST_INSERT, entities);
        registry.appendListeners(EventType.POST_UPDATE, entities);
        registry.appendListeners(EventType.POST_COLLECTION_RECREATE, entities);
        registry.appendListeners(EventType.POST_COLLECTION_REMOVE, entities);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, entities);
    }

    @Override
    public void afterSingletonsInstantiated() {
        started = true;
        require();
    }

    private void require() {
        for (Class<?> type : marked) {
            if (mappers.getObject().of(type).isEmpty()) {
                throw new MisconfiguredException(
                        "RA-0945",
                        "The entity " + type.getName() + " is marked @AuditedRecord, but no RecordMapper bean maps it.",
                        "Add a bean RecordMapper<" + type.getSimpleName() + ">, or take the mark away.");
            }
            if (transactions() == HostTransactions.none()) {
                throw AuditedEntities.apart(type, "while the ledger is in a database of its own");
            }
        }
    }

    @Override
    public AuditedRecords records() {
        return records.getObject();
    }

    @Override
    public @Nullable HostTransactions transactions() {
        return transactions.getIfAvailable();
    }
}
