/**
 * Remote Audit in a Spring Boot host: opens the module from {@code remote-audit.*} properties, lets saving join the
 * host's transactions, and binds the audit endpoint, the desk and their pages to the host's servlet container.
 *
 * <p>The beans all have names that begin with {@code remoteAudit}, and none has a type a host or another library would
 * look for. Each seam gives way to a bean of the host of the same type.
 */
@NullMarked
package io.remoteaudit.spring;

import org.jspecify.annotations.NullMarked;
