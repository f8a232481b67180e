/**
 * Programs the factory has beside its quality system. None of them knows of quality records: what they hold becomes records
 * by {@code remote-audit.sources} and {@code remote-audit.files} of {@code application.yaml} alone.
 */
@NullMarked
package io.remoteaudit.example.legacy;

import org.jspecify.annotations.NullMarked;
