package io.remoteaudit.preparation;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryConflictException;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.NewEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The maker's profile, kept by the maker; each change is a ledger entry and a version of its own. Until one is kept, the
 * configuration's name stands. Safe for use by several threads.
 */
public final class OrganizationProfiles {

    private static final String SUBJECT = "organization";
    private static final int MOST_ADDRESSES = 10;
    private static final int MOST = 30;

    private final Ledger ledger;
    private final OrganizationProfile unsaid;

    OrganizationProfiles(Ledger ledger, OrganizationProfile unsaid) {
        this.ledger = ledger;
        this.unsaid = Objects.requireNonNull(unsaid, "unsaid");
    }

    /**
     * The profile at a ledger size.
     *
     * @param ledgerSize the ledger size to look at; {@link Long#MAX_VALUE} also for what is not sequenced yet
     * @return the newest version
     */
    public ProfileVersion current(long ledgerSize) {
        List<ProfileVersion> versions = versions(ledgerSize);
        return versions.get(versions.size() - 1);
    }

    /**
     * Every version, the configuration's first.
     *
     * @param ledgerSize the ledger size to look at; {@link Long#MAX_VALUE} also for what is not sequenced yet
     * @return at least one
     */
    public List<ProfileVersion> versions(long ledgerSize) {
        List<ProfileVersion> versions = new ArrayList<>();
        versions.add(new ProfileVersion(0, unsaid, null, null));
        ledger.versions(EntryKind.ORGANIZATION, SUBJECT).stream()
                .filter(entry ->
                        ledgerSize == Long.MAX_VALUE || entry.leafIndex().orElse(Long.MAX_VALUE) < ledgerSize)
                .map(this::version)
                .forEach(versions::add);
        return versions;
    }

    /**
     * Keeps a new version.
     *
     * @param expectedVersion the newest version, as the caller has read it
     * @param profile the whole profile
     * @param by who keeps it
     * @return the new version
     * @throws InvalidPreparationException if something in it is not sound
     * @throws PreparationConflictException if there is a newer version
     */
    public ProfileVersion keep(int expectedVersion, OrganizationProfile profile, String by) {
        requireSound(profile);
        if (current(Long.MAX_VALUE).version() != expectedVersion) {
            throw changed();
        }
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("by", Json.text(by));
        ProfileJson.write(profile).properties().forEach(member -> fields.put(member.getKey(), member.getValue()));
        try {
            ledger.append(new NewEntry(EntryKind.ORGANIZATION, SUBJECT, expectedVersion + 1, null, fields));
        } catch (EntryConflictException e) {
            PreparationConflictException conflict = changed();
            conflict.initCause(e);
            throw conflict;
        }
        return current(Long.MAX_VALUE);
    }

    /** What was erased is not recorded any more; a profile without its name keeps the configuration's. */
    private ProfileVersion version(Entry entry) {
        var json = Json.object().put("legalName", unsaid.legalName());
        json.setAll(entry.fields());
        return new ProfileVersion(
                entry.version(),
                ProfileJson.read(json),
                entry.field("by").map(JsonNode::asText).orElse(null),
                entry.at());
    }

    private static void requireSound(OrganizationProfile profile) {
        int name = PreparationWords.LONGEST_NAME;
        PreparationWords.require("legalName", profile.legalName(), name);
        if (profile.creditCode() != null && !OrganizationProfile.isCreditCode(profile.creditCode())) {
            throw new InvalidPreparationException(
                    "'creditCode' is not a unified social credit code of 18 characters; its check character is wrong");
        }
        PreparationWords.requireIfGiven("head", profile.head(), name);
        PreparationWords.requireIfGiven("phone", profile.phone(), name);
        PreparationWords.requireCount("addresses", profile.addresses(), 0, MOST_ADDRESSES);
        PreparationWords.requireCount("sites", profile.sites(), 0, MOST);
        PreparationWords.requireCount("responsible", profile.responsible(), 0, MOST);
        PreparationWords.requireCount("certificates", profile.certificates(), 0, MOST);
        profile.addresses().forEach(address -> {
            PreparationWords.require("addresses/use", address.use(), name);
            PreparationWords.require("addresses/text", address.text(), PreparationWords.LONGEST_TEXT);
        });
        profile.sites().forEach(site -> PreparationWords.require("sites/name", site.name(), name));
        profile.responsible().forEach(person -> {
            PreparationWords.require("responsible/name", person.name(), name);
            PreparationWords.require("responsible/role", person.role(), name);
            PreparationWords.requireIfGiven("responsible/contact", person.contact(), name);
        });
        profile.certificates().forEach(OrganizationProfiles::requireSound);
    }

    private static void requireSound(HeldCertificate certificate) {
        int name = PreparationWords.LONGEST_NAME;
        PreparationWords.require("certificates/number", certificate.number(), name);
        PreparationWords.require("certificates/standard", certificate.standard(), name);
        PreparationWords.require("certificates/issuer", certificate.issuer(), name);
        PreparationWords.requireIfGiven("certificates/scope", certificate.scope(), PreparationWords.LONGEST_TEXT);
        if (certificate.validFrom() != null
                && certificate.validTo() != null
                && certificate.validTo().isBefore(certificate.validFrom())) {
            throw new InvalidPreparationException(
                    "Certificate '" + certificate.number() + "' ends before it begins; correct its days");
        }
    }

    private static PreparationConflictException changed() {
        return new PreparationConflictException(
                "The organization's profile has changed since it was read; read it again and repeat");
    }
}
