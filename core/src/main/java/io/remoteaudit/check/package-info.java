/**
 * The self-check: the ledger and what attests it, recomputed from its rows, in the background, when the maker asks, and
 * by a command over a copy.
 */
@NullMarked
package io.remoteaudit.check;

import org.jspecify.annotations.NullMarked;
