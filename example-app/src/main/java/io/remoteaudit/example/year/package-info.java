/** One year of the factory, made up from a seed: the same every time, and coherent from purchase order to shipment. */
@NullMarked
package io.remoteaudit.example.year;

import org.jspecify.annotations.NullMarked;
