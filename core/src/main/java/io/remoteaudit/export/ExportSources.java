package io.remoteaudit.export;

import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.record.Attachments;
import io.remoteaudit.record.ScopedRecords;
import io.remoteaudit.search.SearchIndex;
import io.remoteaudit.timestamp.Anchors;
import java.time.Clock;

/**
 * Where an export's content comes from.
 *
 * @param ledger entries and proofs
 * @param records versions in scope
 * @param attachments their files
 * @param search finds a query's matches
 * @param key signs
 * @param anchors has the exported checkpoint time-stamped
 * @param clock tells when
 */
public record ExportSources(
        Ledger ledger,
        ScopedRecords records,
        Attachments attachments,
        SearchIndex search,
        SigningKey key,
        Anchors anchors,
        Clock clock) {}
