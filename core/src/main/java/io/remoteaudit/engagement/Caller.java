package io.remoteaudit.engagement;

/**
 * Whom a valid token stands for. Being known is not being admitted: see {@link Engagements#admit}.
 *
 * @param credentialId names the token
 * @param engagement the engagement it is bound to, as it stands now
 * @param auditor the auditor it is bound to
 */
public record Caller(String credentialId, Engagement engagement, Auditor auditor) {}
