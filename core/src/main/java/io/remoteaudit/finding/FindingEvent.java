package io.remoteaudit.finding;

/**
 * A step of a finding that came into the ledger.
 *
 * @param leafIndex its place, which orders all events and names this one
 * @param findingId the finding
 * @param version which of its steps it is, from 1 on
 */
public record FindingEvent(long leafIndex, String findingId, int version) {}
