/** Sterilization by ethylene oxide, with the results that must be waited for. */
@NullMarked
package io.remoteaudit.example.sterilization;

import org.jspecify.annotations.NullMarked;
