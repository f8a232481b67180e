package io.remoteaudit.example.epcis;

import io.remoteaudit.example.epcis.InvalidEpcisException.Fault;
import io.remoteaudit.example.factory.Site;
import io.remoteaudit.record.Change;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.RecordVersion;
import io.remoteaudit.record.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in a document: all of its events or none. The same event a second time changes nothing. */
@Service
public class EpcisImport {

    private static final String KNOWN = "SELECT digest FROM qms_epcis_event WHERE event_id = ?";
    private static final String REMEMBER = "INSERT INTO qms_epcis_event (event_id, record_no, digest) VALUES (?, ?, ?)"
            + " ON CONFLICT (event_id) DO UPDATE SET digest = excluded.digest";

    private final EpcisReader reader = new EpcisReader();
    private final JdbcClient jdbc;
    private final Records records;

    EpcisImport(JdbcClient jdbc, Records records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /**
     * What became of a document's events.
     *
     * @param saved numbers of the records that were saved
     * @param unchanged events that had been imported before, just as they are
     * @param leftOut events of a kind the factory keeps no record of
     */
    public record Outcome(List<String> saved, List<String> unchanged, List<String> leftOut) {

        /** Copies the lists. */
        public Outcome {
            saved = List.copyOf(saved);
            unchanged = List.copyOf(unchanged);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Takes in a document.
     *
     * @param document the document, JSON in UTF-8
     * @param site the site it is about
     * @param importer who imports it
     * @return what became of each event
     * @throws InvalidEpcisException if anything in it is wrong; nothing was saved then
     */
    @Transactional
    public Outcome take(byte[] document, Site site, Person importer) {
        List<String> saved = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (EpcisEvent event : reader.read(document)) {
            Optional<QualityRecord.Builder> form = EpcisRecords.of(event, site, importer);
            Optional<String> known =
                    jdbc.sql(KNOWN).param(event.id()).query(String.class).optional();
            if (form.isEmpty()) {
                leftOut.add(event.label());
            } else if (known.isPresent() && known.get().equals(event.digest())) {
                unchanged.add(event.label());
            } else {
                saved.add(save(event, form.get(), known.isPresent(), importer));
            }
        }
        return new Outcome(saved, unchanged, leftOut);
    }

    private String save(EpcisEvent event, QualityRecord.Builder form, boolean correction, Person importer) {
        String no = EpcisRecords.recordNo(event);
        if (correction) {
            String reason = event.errorReason();
            if (reason == null) {
                throw new InvalidEpcisException(Fault.CHANGED, event.label());
            }
            RecordVersion newest = records.find(no).orElseThrow();
            form.version(newest.record().version() + 1, new Change("EPCIS errorDeclaration: " + reason, importer));
        }
        jdbc.sql(REMEMBER).params(event.id(), no, event.digest()).update();
        records.save(form.build());
        return no;
    }
}
