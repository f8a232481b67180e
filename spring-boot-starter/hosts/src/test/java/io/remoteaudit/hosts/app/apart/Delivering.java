package io.remoteaudit.hosts.app.apart;

import io.remoteaudit.Inspections;
import io.remoteaudit.record.Records;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import org.springframework.transaction.annotation.Transactional;

/** Delivers in a transaction of one database, and saves the record in another. */
public class Delivering implements Consumer<String> {

    private final EntityManager entities;
    private final Records records;

    Delivering(EntityManager entities, Records records) {
        this.entities = entities;
        this.records = records;
    }

    @Override
    @Transactional
    public void accept(String id) {
        entities.persist(new Delivery(id));
        records.save(Inspections.of(id, "98.7").build());
    }
}
