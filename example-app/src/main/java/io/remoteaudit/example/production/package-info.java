/** Production: how lots are made, and the rooms and machines they are made in. */
@NullMarked
package io.remoteaudit.example.production;

import org.jspecify.annotations.NullMarked;
