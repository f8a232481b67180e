/**
 * Where everything is kept: the host's or the embedded database reached through JDBC, its migrations, and content
 * addressed files. Knows nothing of records or entries.
 */
@NullMarked
package io.remoteaudit.store;

import org.jspecify.annotations.NullMarked;
