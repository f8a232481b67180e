/**
 * What a certification body's own system uses: a client of the standard audit endpoint of any maker. It never follows a
 * redirect, repeats only what is safe to repeat, and holds the maker to every checkpoint it has seen.
 */
@NullMarked
package io.remoteaudit.client;

import org.jspecify.annotations.NullMarked;
