package io.remoteaudit.spring;

import io.remoteaudit.endpoint.StaffRole;
import io.remoteaudit.search.text.AttachmentTextSettings;
import io.remoteaudit.store.Migrations;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the host configures the module. A property that does not exist is refused at start, since a misspelt one would
 * be without effect silently.
 *
 * @param enabled Whether the module is opened at all.
 * @param directory Directory for the module's files: key, attachments, index, exports and, unless the host has a
 *     DataSource, the embedded database. Local, kept for good and used by one process alone.
 * @param origin Name of the ledger for ever: a host name and a path, for example qms.example.com/remote-audit.
 * @param dataSource Name of the DataSource bean whose database keeps the ledger, or "embedded" for a database of the
 *     module's own. Needed if the host has several.
 * @param migrations What is done about the module's tables at start.
 * @param mlDsa44Checkpoints Whether the ledger's checkpoints carry an ML-DSA-44 signature (FIPS 204) beside Ed25519, which
 *     still holds when quantum computers break Ed25519. Adds about 3 kB to each checkpoint and a key file.
 * @param zone Zone the maker is in, for example Asia/Shanghai: by its calendar days daily limits count and queries mean
 *     today. UTC without one.
 * @param lateEntryAfter How long after its event a record may be entered without being marked as entered late.
 * @param selfCheckInterval How often the ledger is recomputed from its rows in the background, a minute or more; 0 for
 *     only when asked.
 * @param timestamps Authorities outside that say when the ledger was in which state.
 * @param search How auditors' searches understand words.
 * @param exports How exports are made and kept.
 * @param questions Who answers questions and who hears of them.
 * @param sources Tables and views whose rows become records, by the names the sources are known by for good.
 * @param files Files whose rows become records, by the names the sources are known by for good.
 * @param organization Who the maker is.
 * @param endpoint The audit endpoint for auditors.
 * @param desk The desk for the maker's quality staff.
 */
@ConfigurationProperties(prefix = RemoteAuditProperties.PREFIX, ignoreUnknownFields = false)
public record RemoteAuditProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String directory,
        @Nullable String origin,
        @Nullable String dataSource,
        @DefaultValue("auto") Migrations.Mode migrations,
        @DefaultValue("false") boolean mlDsa44Checkpoints,
        @Nullable ZoneId zone,
        @DefaultValue("24h") Duration lateEntryAfter,
        @DefaultValue("1d") Duration selfCheckInterval,
        @DefaultValue Timestamps timestamps,
        @DefaultValue Search search,
        @DefaultValue Exports exports,
        @DefaultValue Questions questions,
        @DefaultValue Map<String, SourceProperties> sources,
        @DefaultValue Map<String, FileSourceProperties> files,
        @DefaultValue Organization organization,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Desk desk) {

    /** Copies the maps. */
    public RemoteAuditProperties {
        sources = Map.copyOf(sources);
        files = Map.copyOf(files);
    }

    static final String PREFIX = "remote-audit";

    /** The value of {@link #dataSource} that stands for a database of the module's own. */
    static final String EMBEDDED = "embedded";

    /**
     * Time-stamps of the ledger (RFC 3161).
     *
     * @param interval How often a ledger that grows is time-stamped, a minute or more; each export is besides.
     * @param authorities Who time-stamps, in addition to beans of type TimestampAuthority. Without any, exports say so.
     */
    public record Timestamps(
            @DefaultValue("1d") Duration interval,
            @DefaultValue List<Authority> authorities) {

        /** Copies the list. */
        public Timestamps {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * Searching. A bean of type Glossary says all of it instead.
     *
     * @param glossary JSON file with the maker's own terms in Chinese and English, added to those the module knows.
     * @param attachmentText Whether and within which bounds the text of attachments is read, so that searches find it.
     */
    public record Search(
            @Nullable String glossary, @DefaultValue AttachmentText attachmentText) {}

    /**
     * Reading the text of attachments: plain text always; PDF where tika-core and tika-parser-pdf-module are on the
     * class path; Word, Excel and PowerPoint where tika-core and tika-parser-microsoft-module are.
     *
     * @param mode Whether attachments are read at all.
     * @param maxSize Size of the largest file that is read, up to 1GB.
     * @param timeLimit How long reading one file may take, from 1s to 10m.
     * @param memory How much memory the reading process may use, from 64MB to 4GB.
     */
    public record AttachmentText(
            @DefaultValue("auto") AttachmentTextSettings.Mode mode,
            @DefaultValue("25MB") DataSize maxSize,
            @DefaultValue("30s") Duration timeLimit,
            @DefaultValue("256MB") DataSize memory) {}

    /**
     * Signed exports. A bean of type ExportSettings says all of it instead.
     *
     * @param atOnce How many are made at a time, from 1 to 16; others wait.
     * @param retention How long finished files are kept, an hour or more.
     */
    public record Exports(
            @DefaultValue("1") int atOnce,
            @DefaultValue("14d") Duration retention) {}

    /**
     * Questions. A bean of type NoticeSettings says all but the assignees instead.
     *
     * @param assignees Who of the staff answers questions of a category unless someone else is named: documents,
     *     purchasing, production, inspection, equipment, personnel, traceability, corrective-action, other.
     * @param remindBefore How long before the end of its due day an open question is reminded of, once.
     * @param webhooks Addresses of the maker's that are told what happens to questions, in addition to beans of type
     *     NoticeListener and to application events of type Notice.
     */
    public record Questions(
            @DefaultValue Map<String, String> assignees,
            @DefaultValue("2d") Duration remindBefore,
            @DefaultValue List<Hook> webhooks) {

        /** Copies map and list. */
        public Questions {
            assignees = Map.copyOf(assignees);
            webhooks = List.copyOf(webhooks);
        }
    }

    /**
     * An address that notices are sent to, signed as Standard Webhooks says.
     *
     * @param name What the maker calls it: 1 to 40 letters, digits, - or .
     * @param url Where it answers, https; also http where local addresses are allowed.
     * @param secrets What its messages are signed with, each whsec_ and 24 to 64 bytes in base64; several while one is
     *     changed for another.
     * @param localAddresses Whether it may be on this machine or in the maker's own network.
     */
    public record Hook(
            @Nullable String name,
            @Nullable String url,
            @DefaultValue List<String> secrets,
            @DefaultValue("false") boolean localAddresses) {

        /** Copies the list. */
        public Hook {
            secrets = List.copyOf(secrets);
        }

        /** Says nothing of the secrets, which would else be found in logs. */
        @Override
        public String toString() {
            return "Hook[" + name + "]";
        }
    }

    /**
     * A time-stamp authority.
     *
     * @param name What the maker calls it: 1 to 40 letters, digits, - or .; it names files in exports.
     * @param url Where it answers, http or https.
     * @param certificate PEM file with the certificate its time-stamps are trusted by, usually its root's.
     */
    public record Authority(
            @Nullable String name,
            @Nullable String url,
            @Nullable String certificate) {}

    /**
     * Who the maker is, as auditors read it.
     *
     * @param id Id of the maker that stays, for example the unified social credit code; the origin unless said
     *     otherwise.
     * @param name Legal name of the maker; the id unless said otherwise.
     */
    public record Organization(
            @Nullable String id, @Nullable String name) {}

    /**
     * The audit endpoint and its page, below /audit. The path is part of the standard and the same at every maker's.
     *
     * @param enabled Whether auditors can reach the endpoint. Off until switched on.
     * @param requestsPerMinute How many requests each auditor may make a minute. A Limits bean of the host's goes before.
     * @param burst How many requests each auditor may make at once.
     * @param identity How auditors may be known besides tokens the maker gives them.
     * @param pageOrigin Where auditors open the page, for example https://qms.example.com: scheme, host and port without a
     *     path. Passkeys are bound to its host for ever; without it they work at localhost only. Changes in a page session
     *     are taken from it alone; without it, from the address the request was sent to.
     */
    public record Endpoint(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("60") int requestsPerMinute,
            @DefaultValue("30") int burst,
            @DefaultValue Identity identity,
            @Nullable String pageOrigin) {}

    /**
     * Whose word is taken for who an auditor is. Off until configured; what auditors may see is always their engagement's to
     * say.
     *
     * @param clientCertificates Whether a client certificate that staff bound to an auditor lets in by itself. The container
     *     has to ask for one (server.ssl.client-auth).
     * @param providers Identity providers of certification bodies, in addition to beans of type IdentityProvider.
     */
    public record Identity(
            @DefaultValue("false") boolean clientCertificates,
            @DefaultValue List<Provider> providers) {

        /** Copies the list. */
        public Identity {
            providers = List.copyOf(providers);
        }
    }

    /**
     * An OAuth 2 or OpenID Connect provider whose access tokens are JWTs.
     *
     * @param issuer Issuer, exactly as in its tokens; https, or http on this machine.
     * @param audience Name the provider has for this endpoint, as in "aud" of its tokens.
     * @param jwkSetUri Where its keys are; read from its metadata unless said otherwise.
     * @param personClaim Claim that names the person.
     * @param algorithms Signature algorithms that are believed; never none or HS256.
     * @param tokenTypes What the header "typ" may be.
     * @param requiredScope Scope a token must have; any without one.
     * @param requiredAcr Ways to sign in ("acr") of which a token must name one; any without one.
     * @param clockSkew How far the provider's clock may be off, up to 5m.
     * @param longestToken How long a token may live, up to 24h.
     * @param requiredAtStart Whether the application does not start while the provider is out of reach.
     */
    public record Provider(
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable String jwkSetUri,
            @DefaultValue("sub") String personClaim,
            @DefaultValue({"RS256", "PS256", "ES256"}) List<String> algorithms,
            @DefaultValue({"at+jwt", "JWT"}) List<String> tokenTypes,
            @Nullable String requiredScope,
            @DefaultValue List<String> requiredAcr,
            @DefaultValue("30s") Duration clockSkew,
            @DefaultValue("2h") Duration longestToken,
            @DefaultValue("false") boolean requiredAtStart) {

        /** Copies the lists. */
        public Provider {
            algorithms = List.copyOf(algorithms);
            tokenTypes = List.copyOf(tokenTypes);
            requiredAcr = List.copyOf(requiredAcr);
        }
    }

    /**
     * The desk and its page, below /audit-desk, behind the host's own login.
     *
     * @param enabled Whether staff can reach the desk. Off until switched on.
     * @param roles Which authorities of the host's login open the desk.
     */
    public record Desk(
            @DefaultValue("false") boolean enabled,
            @DefaultValue Roles roles) {}

    /**
     * Authorities of the host's login by what they allow at the desk. Any one of a list is enough.
     *
     * @param view Authorities that may see engagements, questions, the access trail and the ledger.
     * @param answer Authorities that may draft answers.
     * @param release Authorities that may release answers to the auditor.
     * @param manage Authorities that may accept and revoke engagements, and issue and revoke tokens.
     */
    public record Roles(
            @DefaultValue("ROLE_QUALITY") List<String> view,
            @DefaultValue("ROLE_QUALITY") List<String> answer,
            @DefaultValue("ROLE_QUALITY") List<String> release,
            @DefaultValue("ROLE_QUALITY") List<String> manage) {

        /** Copies the lists. */
        public Roles {
            view = List.copyOf(view);
            answer = List.copyOf(answer);
            release = List.copyOf(release);
            manage = List.copyOf(manage);
        }

        /** The roles at the desk of whom some authorities are given to. */
        Set<StaffRole> held(Predicate<String> authorities) {
            Set<StaffRole> held = EnumSet.noneOf(StaffRole.class);
            for (StaffRole role : StaffRole.values()) {
                if (authorities(role).stream().anyMatch(authorities)) {
                    held.add(role);
                }
            }
            return held;
        }

        private List<String> authorities(StaffRole role) {
            return switch (role) {
                case VIEW -> view;
                case ANSWER -> answer;
                case RELEASE -> release;
                case MANAGE -> manage;
            };
        }
    }
}
