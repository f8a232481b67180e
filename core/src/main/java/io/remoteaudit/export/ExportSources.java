package io.remoteaudit.export;

import io.remoteaudit.access.ExposedPersons;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.ledger.Cosignatures;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.timestamp.Anchors;
import io.remoteaudit.timestamp.RevocationLists;
import java.time.Clock;
import java.util.List;

/**
 * Where an export's content comes from.
 *
 * @param ledger entries and proofs
 * @param catalogue names record types, attributes, clauses and characteristics for people
 * @param records versions in scope
 * @param attachments their files
 * @param search finds a query's matches
 * @param engagements says on whose behalf a job is taken up again
 * @param exposedPersons counts who is shown to auditors abroad
 * @param key signs
 * @param alternatives sign beside it, each of another algorithm
 * @param anchors has the exported checkpoint time-stamped; its authorities time-stamp the signature too
 * @param cosignatures what the engagement's witnesses have said about the ledger
 * @param revocations gets what a signature keeps for later
 * @param clock tells when
 */
public record ExportSources(
        Ledger ledger,
        Catalogue catalogue,
        ScopedRecords records,
        Attachments attachments,
        SearchIndex search,
        Engagements engagements,
        ExposedPersons exposedPersons,
        SigningKey key,
        List<SigningKey> alternatives,
        Anchors anchors,
        Cosignatures cosignatures,
        RevocationLists revocations,
        Clock clock) {

    /** Copies the list. */
    public ExportSources {
        alternatives = List.copyOf(alternatives);
        // Most have none, and need not load what tells algorithms apart.
        if (!alternatives.isEmpty()) {
            AlternativeAlgorithm.requireOneOfEach(alternatives);
        }
    }
}
