/**
 * What an audit finds (审核发现): conformities, nonconformities and opportunities for improvement, the maker's responses
 * to them until each is closed, and what the certification body then decided about a certificate. Every step is a ledger
 * entry. {@link io.remoteaudit.finding.FindingRules} holds who may do what when.
 */
@NullMarked
package io.remoteaudit.finding;

import org.jspecify.annotations.NullMarked;
