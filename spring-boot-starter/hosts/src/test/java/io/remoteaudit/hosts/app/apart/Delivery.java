package io.remoteaudit.hosts.app.apart;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What goes out, in the database of production. */
@Entity
@Table(name = "receipt")
public class Delivery {

    @Id
    private String id;

    protected Delivery() {}

    Delivery(String id) {
        this.id = id;
    }

    public String getId() {
        return id;
    }
}
