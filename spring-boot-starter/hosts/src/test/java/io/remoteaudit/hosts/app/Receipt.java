package io.remoteaudit.hosts.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Goods that came in, as the host keeps them. */
@Entity
public class Receipt {

    @Id
    private String id;

    protected Receipt() {}

    Receipt(String id) {
        this.id = id;
    }

    public String getId() {
        return id;
    }
}
