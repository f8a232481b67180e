/**
 * The ledger: entries, their order, the Merkle tree over them, signed checkpoints and the proofs.
 *
 * <p>Formats are published ones, used as they are: hashing and proofs of RFC 6962 and RFC 9162, C2SP signed notes,
 * checkpoints and tiles, disclosures of RFC 9901, canonical JSON of RFC 8785. So every claim made here can be checked
 * with software written by others.
 */
@NullMarked
package io.remoteaudit.ledger;

import org.jspecify.annotations.NullMarked;
