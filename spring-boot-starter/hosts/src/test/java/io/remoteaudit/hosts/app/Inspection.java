package io.remoteaudit.hosts.app;

import io.remoteaudit.spring.AuditedRecord;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;

/** An inspection as the host keeps it; its record follows by itself. */
@Entity
@AuditedRecord
public class Inspection {

    @Id
    private String id;

    private String site = "S1";

    private String remark = "";

    @ElementCollection
    private List<String> results = new ArrayList<>();

    protected Inspection() {}

    Inspection(String id, String result) {
        this.id = id;
        results.add(result);
    }

    public String getId() {
        return id;
    }

    public String getSite() {
        return site;
    }

    public void setSite(String site) {
        this.site = site;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public List<String> getResults() {
        return results;
    }
}
