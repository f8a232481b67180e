/** What the module costs, measured side by side with the bare engine in one run. Not part of any jar. */
@org.jspecify.annotations.NullMarked
package io.remoteaudit.benchmark;
