/**
 * The access trail: who of the certification body read, searched or downloaded what, and when.
 *
 * <p>An attempt is in the ledger before data leaves, and what was served after. If the attempt cannot be written, no
 * answer is given. Both sides read the same entries.
 */
@NullMarked
package io.remoteaudit.access;

import org.jspecify.annotations.NullMarked;
