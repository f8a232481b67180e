/**
 * A certification authority and time-stamp authority to try things out with. For demonstrations and tests: nobody has a
 * reason to trust it, and its certificates say so.
 */
@org.jspecify.annotations.NullMarked
package io.remoteaudit.demonstration;
