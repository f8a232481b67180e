/**
 * The signed export: records, their proofs and all that belongs to them in one file that an auditor takes away, and the
 * verifier that checks it offline.
 *
 * <p>The file is an ASiC-E container with CAdES (ETSI EN 319 162-1) whose content unpacks to a BagIt bag (RFC 8493).
 * The same content has exactly one byte form, and the verifier checks that form itself.
 */
@NullMarked
package io.remoteaudit.export;

import org.jspecify.annotations.NullMarked;
