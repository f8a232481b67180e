/** EPCIS 2.0 documents of partners, taken in as the factory's own records. */
@NullMarked
package io.remoteaudit.example.epcis;

import org.jspecify.annotations.NullMarked;
