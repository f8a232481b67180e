package io.remoteaudit.export;

/**
 * How much a node has to do for exports.
 *
 * @param running how many exports are being made
 * @param queued how many wait for their turn
 */
public record ExportLoad(int running, int queued) {}
