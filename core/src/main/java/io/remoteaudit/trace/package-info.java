/**
 * Where lots come from and go to, as the ledger's records tell, and what a lot's dossier lacks. Both are read within one
 * engagement's scope: of what lies outside it no more is told than how many lots there are.
 */
@NullMarked
package io.remoteaudit.trace;

import org.jspecify.annotations.NullMarked;
