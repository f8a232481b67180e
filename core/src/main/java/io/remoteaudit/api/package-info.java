/**
 * What crosses the wire: the contract {@code openapi.yaml}, its JSON, its problems. Server and client both speak through
 * this package, so that they cannot drift apart.
 */
@NullMarked
package io.remoteaudit.api;

import org.jspecify.annotations.NullMarked;
