/**
 * What comes before an audit (审核准备): who the maker is, when what is audited where, and what has to be ready. The body
 * proposes plan and preparation list, the maker confirms or changes them, and every version is a ledger entry.
 */
@NullMarked
package io.remoteaudit.preparation;

import org.jspecify.annotations.NullMarked;
