/** The factory's master data: its sites, products, materials and people, and how a result is judged. */
@NullMarked
package io.remoteaudit.example.factory;

import org.jspecify.annotations.NullMarked;
