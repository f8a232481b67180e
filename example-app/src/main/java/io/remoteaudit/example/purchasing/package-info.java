/** Purchasing: suppliers, orders, deliveries and their inspection. */
@NullMarked
package io.remoteaudit.example.purchasing;

import org.jspecify.annotations.NullMarked;
