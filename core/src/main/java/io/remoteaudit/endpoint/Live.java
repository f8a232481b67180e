package io.remoteaudit.endpoint;

/**
 * An event stream that has begun.
 *
 * @param stream the stream
 */
record Live(EventStream stream) implements Reply {}
