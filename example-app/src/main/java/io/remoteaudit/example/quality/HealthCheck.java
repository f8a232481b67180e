package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;

/**
 * The yearly health check of someone who works in a clean room.
 *
 * @param entry number, site, people and time
 * @param personRef the person's staff number
 * @param fit whether fit for the clean room
 */
public record HealthCheck(Entry entry, String personRef, boolean fit) {}
