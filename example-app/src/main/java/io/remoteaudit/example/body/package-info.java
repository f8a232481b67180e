/**
 * A sample of what a certification body's own system does: a whole audit over HTTP, by nothing but {@link
 * io.remoteaudit.client.AuditClient} and the verifier. It knows nothing of the factory it audits.
 */
@NullMarked
package io.remoteaudit.example.body;

import org.jspecify.annotations.NullMarked;
