/**
 * Time-stamps of others' clocks (RFC 3161): asked of authorities the maker configured, verified before they are kept,
 * and verified again by whoever is given them.
 */
@org.jspecify.annotations.NullMarked
package io.remoteaudit.timestamp;
