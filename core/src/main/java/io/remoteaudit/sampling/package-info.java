/**
 * Samples of an audit (抽样): a population that is frozen, a draw that neither side can steer and anyone can repeat, what
 * became of each member drawn, and what was concluded. Not the acceptance sampling of product lots. {@code SAMPLING.md}
 * says how a draw is done again by hand, and who could cheat how.
 */
@NullMarked
package io.remoteaudit.sampling;

import org.jspecify.annotations.NullMarked;
