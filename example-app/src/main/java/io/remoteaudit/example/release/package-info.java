/** Release of lots and what is sent out. */
@NullMarked
package io.remoteaudit.example.release;

import org.jspecify.annotations.NullMarked;
