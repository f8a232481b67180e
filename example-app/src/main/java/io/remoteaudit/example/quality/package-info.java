/** The quality system itself: nonconformities, actions, calibration, training, documents. */
@NullMarked
package io.remoteaudit.example.quality;

import org.jspecify.annotations.NullMarked;
