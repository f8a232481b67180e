/**
 * The versioned catalogue: standards with their editions and clauses, characteristics with the limits each edition
 * sets, and the record types with the JSON Schema of their attributes. It is data, loaded strictly and once; a host
 * extends it with its own. A figure that was not read in the source itself says so and is shown so.
 */
@NullMarked
package io.remoteaudit.standard;

import org.jspecify.annotations.NullMarked;
