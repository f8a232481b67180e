/**
 * The text of attachments, for searching. A projection of the stored files: losing it costs reading them again. Formats
 * other than plain text are read by Apache Tika, where the host has it, in a process of its own with little memory and
 * little time, since a file that somebody sent may be made to break whoever reads it.
 */
@NullMarked
package io.remoteaudit.search.text;

import org.jspecify.annotations.NullMarked;
