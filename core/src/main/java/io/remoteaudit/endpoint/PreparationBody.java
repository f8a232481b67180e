package io.remoteaudit.endpoint;

import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.finding.FindingStatement;
import io.remoteaudit.preparation.AgendaItem;
import io.remoteaudit.preparation.AttachedRecord;
import io.remoteaudit.preparation.HeldCertificate;
import io.remoteaudit.preparation.OrganizationAddress;
import io.remoteaudit.preparation.OrganizationProfile;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.ResponsiblePerson;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.standard.ClauseReference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is prepared from a request's body, the same way at the endpoint and at the desk. */
final class PreparationBody {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_NOTE = 2_000;
    private static final int MOST_ITEMS = 50;
    private static final int MOST_ADDRESSES = 10;
    private static final int MOST = 30;
    private static final List<String> STATES = Stream.of(HeldCertificate.State.values())
            .map(HeldCertificate.State::wireName)
            .toList();

    private final AuditServices services;
    private final Engagement engagement;
    private final JsonBody body;

    PreparationBody(AuditServices services, Engagement engagement, JsonBody body) {
        this.services = services;
        this.engagement = engagement;
        this.body = body;
    }

    PreparationContent.Agenda agenda() {
        List<AgendaItem> items = new ArrayList<>();
        requireItems();
        for (JsonBody item : body.objects("items", MOST_ITEMS)) {
            Instant from = item.requiredInstant("from").orElse(Instant.EPOCH);
            Instant to = item.requiredInstant("to").orElse(Instant.MAX);
            items.add(new AgendaItem(
                    item.requiredText("site", LONGEST_NAME),
                    item.requiredText("process", LONGEST_TEXT),
                    clause(item),
                    item.requiredText("auditor", LONGEST_NAME),
                    from,
                    to));
            item.close();
            if (!from.isBefore(to)) {
                item.fault("to", "times");
            }
        }
        String note = note();
        body.end();
        return new PreparationContent.Agenda(items, note);
    }

    PreparationContent.Wanted wanted() {
        List<WantedItem> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        requireItems();
        for (JsonBody item : body.objects("items", MOST_ITEMS)) {
            String id = item.requiredText("id", 40);
            Optional<String> recordType = item.optionalText("recordType", 1, LONGEST_NAME);
            items.add(new WantedItem(
                    id,
                    item.requiredText("wanted", LONGEST_NOTE),
                    recordType.orElse(null),
                    clause(item),
                    item.requiredText("owner", LONGEST_NAME),
                    item.day("due", true).orElse(LocalDate.EPOCH)));
            item.close();
            if (!id.isEmpty() && (!WantedItem.isId(id) || !ids.add(id))) {
                item.fault("id", "item-id");
            }
            if (recordType.isPresent() && !services.preparation().lists().knowsRecordType(recordType.get())) {
                item.fault("recordType", "record-type");
            }
        }
        String note = note();
        body.end();
        return new PreparationContent.Wanted(items, note);
    }

    PreparationContent.Confirmation confirmation() {
        String note = note();
        body.end();
        return new PreparationContent.Confirmation(note);
    }

    PreparationContent.Fulfilment fulfilment(String item) {
        boolean ready = body.requiredTruth("ready");
        String note = ready ? note() : body.requiredText("note", LONGEST_NOTE);
        List<AttachedRecord> records = new ArrayList<>();
        long size = services.ledger().size();
        for (JsonBody attached : body.objects("records", MOST_ITEMS)) {
            AttachedRecord record = new AttachedRecord(
                    attached.requiredText("recordId", LONGEST_NAME),
                    attached.requiredInteger("version", 1, Integer.MAX_VALUE));
            attached.close();
            if (!services.preparation().lists().shows(engagement, record, size)) {
                attached.fault("", "attached");
            }
            records.add(record);
        }
        body.end();
        return new PreparationContent.Fulfilment(item, ready, note, records);
    }

    /** The maker's whole profile, which belongs to no engagement. */
    static OrganizationProfile profile(JsonBody body) {
        String legalName = body.requiredText("legalName", LONGEST_NAME);
        Optional<String> code = body.optionalText("creditCode", 1, 18);
        if (code.isPresent() && !OrganizationProfile.isCreditCode(code.get())) {
            body.fault("creditCode", "credit-code");
        }
        OrganizationProfile profile = new OrganizationProfile(
                legalName,
                code.orElse(null),
                optional(body, "head", LONGEST_NAME),
                optional(body, "phone", LONGEST_NAME),
                addresses(body),
                sites(body),
                responsible(body),
                certificates(body));
        body.end();
        return profile;
    }

    private static List<OrganizationAddress> addresses(JsonBody body) {
        List<OrganizationAddress> addresses = new ArrayList<>();
        for (JsonBody item : body.objects("addresses", MOST_ADDRESSES)) {
            addresses.add(new OrganizationAddress(
                    item.requiredText("use", LONGEST_NAME), item.requiredText("text", LONGEST_TEXT)));
            item.close();
        }
        return addresses;
    }

    private static List<AuditSite> sites(JsonBody body) {
        List<AuditSite> sites = new ArrayList<>();
        for (JsonBody item : body.objects("sites", MOST)) {
            String name = item.requiredText("name", LONGEST_NAME);
            Optional<String> kind = item.choice("kind", List.of("physical", "virtual"));
            String address = optional(item, "address", LONGEST_TEXT);
            item.close();
            if (!name.isBlank()) {
                sites.add(new AuditSite(
                        name,
                        kind.filter("virtual"::equals).isPresent() ? AuditSite.Kind.VIRTUAL : AuditSite.Kind.PHYSICAL,
                        address));
            }
        }
        return sites;
    }

    private static List<ResponsiblePerson> responsible(JsonBody body) {
        List<ResponsiblePerson> persons = new ArrayList<>();
        for (JsonBody item : body.objects("responsible", MOST)) {
            persons.add(new ResponsiblePerson(
                    item.requiredText("name", LONGEST_NAME),
                    item.requiredText("role", LONGEST_NAME),
                    optional(item, "contact", LONGEST_NAME)));
            item.close();
        }
        return persons;
    }

    private static List<HeldCertificate> certificates(JsonBody body) {
        List<HeldCertificate> certificates = new ArrayList<>();
        for (JsonBody item : body.objects("certificates", MOST)) {
            LocalDate from = item.day("validFrom", false).orElse(null);
            LocalDate to = item.day("validTo", false).orElse(null);
            certificates.add(new HeldCertificate(
                    item.requiredText("number", LONGEST_NAME),
                    item.requiredText("standard", LONGEST_NAME),
                    item.requiredText("issuer", LONGEST_NAME),
                    item.choice("state", STATES)
                            .flatMap(HeldCertificate.State::ofWireName)
                            .orElse(HeldCertificate.State.VALID),
                    optional(item, "scope", LONGEST_TEXT),
                    from,
                    to));
            item.close();
            if (from != null && to != null && to.isBefore(from)) {
                item.fault("validTo", "times");
            }
        }
        return certificates;
    }

    private void requireItems() {
        if (!body.has("items")) {
            body.fault("items", "required");
        }
    }

    private String note() {
        return body.optionalText("note", 0, LONGEST_NOTE).orElse("");
    }

    private @Nullable ClauseReference clause(JsonBody item) {
        Optional<JsonBody> object = item.object("clause");
        if (object.isEmpty()) {
            return null;
        }
        JsonBody clause = object.get();
        ClauseReference reference =
                new ClauseReference(clause.requiredText("edition", 100), clause.requiredText("number", 40));
        clause.close();
        if (!reference.edition().isEmpty() && !services.findings().knowsEdition(engagement, reference.edition())) {
            clause.fault("edition", "edition");
        }
        if (!reference.number().isEmpty() && !FindingStatement.isClause(reference.number())) {
            clause.fault("number", "clause");
        }
        return reference;
    }

    private static @Nullable String optional(JsonBody body, String name, int longest) {
        return body.optionalText(name, 1, longest).orElse(null);
    }
}
