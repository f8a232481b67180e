package io.remoteaudit.hosts.app;

import io.remoteaudit.record.Records;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import org.springframework.transaction.annotation.Transactional;

/** Receives goods: a row of the host's and a record, in one transaction. */
public class Receiving implements Consumer<String> {

    private final EntityManager entities;
    private final Records records;

    Receiving(EntityManager entities, Records records) {
        this.entities = entities;
        this.records = records;
    }

    @Override
    @Transactional
    public void accept(String id) {
        entities.persist(new Receipt(id));
        records.save(Agreed.inspection(id).build());
        if (id.startsWith("LOST")) {
            throw new IllegalStateException("as wanted");
        }
    }
}
