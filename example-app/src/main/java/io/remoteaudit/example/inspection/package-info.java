/** Inspection of lots while they are made and when they are finished. */
@NullMarked
package io.remoteaudit.example.inspection;

import org.jspecify.annotations.NullMarked;
