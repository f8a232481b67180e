package io.remoteaudit.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A JPA entity whose every inserted or changed state is saved as a quality record, within the transaction that writes it and
 * just before it commits. What it says comes from a bean {@link io.remoteaudit.record.RecordMapper} for its type, without
 * which the application does not start.
 *
 * <p>Seen is what Hibernate 6 or 7 writes for an entity of a session, its collections included. Not seen are deletions,
 * since evidence stays, and statements that name no entity: bulk updates, native queries, stateless sessions. A record that
 * is refused fails the commit, so that neither is saved.
 *
 * <p>The ledger has to be in the entity's own database, or the two could not commit together.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AuditedRecord {}
