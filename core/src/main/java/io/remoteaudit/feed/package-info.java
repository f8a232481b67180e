/**
 * Feeding records that the maker's systems hold already, so that nobody types them twice: from tables and views, by
 * {@link io.remoteaudit.feed.TableSource}s, and by how their columns become fields of a record, a {@link
 * io.remoteaudit.feed.RecordMapping}. Sources are only ever read.
 */
@NullMarked
package io.remoteaudit.feed;

import org.jspecify.annotations.NullMarked;
