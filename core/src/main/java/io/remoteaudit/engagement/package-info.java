/**
 * Audit engagements: what two parties agreed, who may act in it, and the tokens that let them in.
 *
 * <p>Nothing is visible to an auditor unless both the maker and the certification body accepted the same terms, the
 * time is within the access window, neither party has halted the engagement, and neither it nor the token was revoked.
 * An {@link io.remoteaudit.engagement.Admission} is asked again and again while an answer is under way. The states, and who
 * may lead from one to another, are in {@code ENGAGEMENTS.md}.
 */
@NullMarked
package io.remoteaudit.engagement;

import org.jspecify.annotations.NullMarked;
