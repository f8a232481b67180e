/**
 * Consent to one thing (同意): where the terms say {@code ask-each-time}, an auditor asks for each download and each
 * capture, and a person of the maker grants or refuses it. Asking, granting, refusing, revoking and using are entries of
 * the ledger; a download that needs consent is not given without.
 */
@NullMarked
package io.remoteaudit.consent;

import org.jspecify.annotations.NullMarked;
