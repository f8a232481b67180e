/**
 * The remote audit module a manufacturer embeds in the quality system it already runs.
 */
@NullMarked
package io.remoteaudit;

import org.jspecify.annotations.NullMarked;
