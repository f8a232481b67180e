package io.remoteaudit.hosts.app;

import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import org.springframework.transaction.annotation.Transactional;

/** Business code that knows entities and nothing of records. */
public class Inspecting implements Consumer<String> {

    private final EntityManager entities;

    Inspecting(EntityManager entities) {
        this.entities = entities;
    }

    /** What is done, and with which inspection, for example {@code begin IQC-1}. */
    @Override
    @Transactional
    public void accept(String what) {
        String id = what.substring(what.indexOf(' ') + 1);
        switch (what.substring(0, what.indexOf(' '))) {
            case "begin" -> entities.persist(new Inspection(id, "98.7"));
            case "remark" -> {
                Inspection inspection = entities.find(Inspection.class, id);
                inspection.setRemark("first");
                entities.flush();
                inspection.setRemark("second");
            }
            case "retest" -> entities.find(Inspection.class, id).getResults().add("98.9");
            case "lose" -> {
                entities.find(Inspection.class, id).setRemark("lost");
                entities.flush();
                throw new IllegalStateException("as wanted");
            }
            case "spoil" -> entities.find(Inspection.class, id).setSite("");
            default -> throw new IllegalArgumentException(what);
        }
    }
}
