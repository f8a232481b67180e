/**
 * Quality records: objective evidence of conformity, kept in versions that are never overwritten.
 *
 * <p>A {@link io.remoteaudit.record.QualityRecord} is what the host's quality system hands over; {@link
 * io.remoteaudit.record.Records} saves it inside the host's own transaction; a {@link io.remoteaudit.record.RecordView}
 * is what an auditor sees of it through a {@link io.remoteaudit.record.Scope}.
 */
@NullMarked
package io.remoteaudit.record;

import org.jspecify.annotations.NullMarked;
