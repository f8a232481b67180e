/** A mask factory's own quality system, which lets auditors in from afar. */
@NullMarked
package io.remoteaudit.example;

import org.jspecify.annotations.NullMarked;
