package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;

/**
 * The maintenance of a machine.
 *
 * @param entry number, site, people and time
 * @param equipmentId the machine
 * @param task what was done
 */
public record Maintenance(Entry entry, String equipmentId, String task) {}
