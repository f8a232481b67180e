package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Walks entries, proofs and views side by side, a line at a time, and compares each with what it must be. */
final class EntryChecks {

    private static final List<String> VIEWS = List.of(
            Layout.RECORDS,
            Layout.QUESTIONS,
            Layout.FINDINGS,
            Layout.SAMPLES,
            Layout.CERTIFICATES,
            Layout.ORGANIZATION,
            Layout.PLAN,
            Layout.PREPARATION,
            Layout.ACCESS,
            Layout.ERASURES);

    private final ContainerReader reader;
    private final Checkpoint checkpoint;
    private final Scope scope;
    private final boolean personsShown;
    private final Findings findings;
    private final Map<String, JsonLines> views = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Attachment> attachments = new TreeMap<>();
    private final SampleChecks draws = new SampleChecks();
    private final AgreedTerms agreed = new AgreedTerms();
    private long entries;
    private boolean complete;
    private long masked;

    EntryChecks(ContainerReader reader, Checkpoint checkpoint, EngagementTerms terms, Findings findings) {
        this.reader = reader;
        this.checkpoint = checkpoint;
        this.scope = terms.scope();
        this.personsShown = terms.personsShown();
        this.findings = findings;
    }

    /** Something about one entry that does not hold. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final String check;
        private final String chinese;
        private final String english;

        Broken(String check, String chinese, String english) {
            super(english);
            this.check = check;
            this.chinese = chinese;
            this.english = english;
        }
    }

    void run() throws IOException {
        try (JsonLines lines = lines(Layout.ENTRIES);
                JsonLines proofs = lines(Layout.INCLUSION);
                JsonLines records = lines(Layout.RECORDS);
                JsonLines questions = lines(Layout.QUESTIONS);
                JsonLines found = lines(Layout.FINDINGS);
                JsonLines samples = lines(Layout.SAMPLES);
                JsonLines certificates = lines(Layout.CERTIFICATES);
                JsonLines organization = lines(Layout.ORGANIZATION);
                JsonLines plan = lines(Layout.PLAN);
                JsonLines preparation = lines(Layout.PREPARATION);
                JsonLines access = lines(Layout.ACCESS);
                JsonLines erasures = lines(Layout.ERASURES);
                MaskedChecks maskedValues =
                        new MaskedChecks(reader.slot(Layout.MASKED).isPresent() ? lines(Layout.MASKED) : null, scope)) {
            views.put(Layout.RECORDS, records);
            views.put(Layout.QUESTIONS, questions);
            views.put(Layout.FINDINGS, found);
            views.put(Layout.SAMPLES, samples);
            views.put(Layout.CERTIFICATES, certificates);
            views.put(Layout.ORGANIZATION, organization);
            views.put(Layout.PLAN, plan);
            views.put(Layout.PREPARATION, preparation);
            views.put(Layout.ACCESS, access);
            views.put(Layout.ERASURES, erasures);
            walk(lines, proofs, maskedValues);
            maskedValues.end(findings);
            draws.end(findings);
            masked = maskedValues.lines();
            complete = true;
            findings.holds(
                    "entries",
                    "全部 " + entries + " 个存证条目的披露内容与其摘要一致",
                    "What is disclosed of all " + entries + " ledger entries fits their digests");
            findings.holds(
                    "inclusion", "全部条目都证明在检查点所签的账本中", "Every entry is proven to be in the ledger the checkpoint signs");
            findings.holds("views", "可读视图与存证条目一致", "The readable views say exactly what the entries say");
        } catch (Broken e) {
            findings.fails(e.check, e.chinese, e.english);
        } catch (MalformedException | IllegalArgumentException e) {
            findings.fails(
                    "entries",
                    "存证条目第 " + (entries + 1) + " 行附近无法读取",
                    "Near line " + (entries + 1) + " of the entries: " + e.getMessage());
        }
    }

    private void walk(JsonLines lines, JsonLines proofs, MaskedChecks maskedValues) throws IOException, Broken {
        long previous = -1;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            JsonNode json = Json.parse(line.get());
            long index = json.path("index").asLong(-1);
            if (index <= previous) {
                throw new Broken("entries", "条目次序不对：" + index, "The entries are not in ledger order at index " + index);
            }
            previous = index;
            Leaf leaf = Leaf.parse(json.path("leaf").asText());
            List<Disclosure> disclosures = disclosures(json, leaf, index);
            requireOneForm(line.get(), index, leaf, disclosures);
            requireMasked(index, leaf, disclosures);
            checkInclusion(index, leaf, proofs);
            checkView(index, leaf, disclosures);
            maskedValues.check(index, leaf, disclosures);
            draws.take(leaf, disclosures);
            remember(leaf, disclosures);
            entries++;
        }
        if (proofs.next().isPresent()) {
            throw new Broken("inclusion", "证明多于条目", "There are more proofs than entries");
        }
        for (String view : VIEWS) {
            JsonLines rest = views.get(view);
            if (rest != null && rest.next().isPresent()) {
                throw new Broken("views", view + " 多于存证条目", view + " says more than the ledger entries");
            }
        }
    }

    private static List<Disclosure> disclosures(JsonNode json, Leaf leaf, long index) throws Broken {
        List<Disclosure> disclosures = new ArrayList<>();
        Set<String> digests = new HashSet<>(leaf.digests());
        Set<String> names = new HashSet<>();
        for (JsonNode encoded : json.path("disclosures")) {
            Disclosure disclosure = Disclosure.parse(encoded.asText());
            if (!digests.remove(disclosure.digest()) || !names.add(disclosure.name())) {
                throw new Broken(
                        "entries",
                        "条目 " + index + " 披露的 " + disclosure.name() + " 与存证不符",
                        "Entry " + index + ": the field " + disclosure.name() + " is not what the ledger holds");
            }
            disclosures.add(disclosure);
        }
        return disclosures;
    }

    /** A line that says more, or the same in other words, could mean another thing to another reader. */
    private static void requireOneForm(String line, long index, Leaf leaf, List<Disclosure> disclosures) throws Broken {
        if (!Json.write(EntryLine.of(index, leaf, disclosures)).equals(line)) {
            throw new Broken(
                    "entries",
                    "条目 " + index + " 的行不是规定的唯一形式",
                    "The line of entry " + index + " is not of the one prescribed form");
        }
    }

    /** What both parties agreed to mask is not in the file. */
    private void requireMasked(long index, Leaf leaf, List<Disclosure> disclosures) throws Broken {
        for (Disclosure disclosure : disclosures) {
            if (leaf.kind() == EntryKind.RECORD && scope.masks(disclosure.name())) {
                throw new Broken(
                        "masking",
                        "条目 " + index + " 披露了约定屏蔽的字段 " + disclosure.name(),
                        "Entry " + index + " discloses the field " + disclosure.name()
                                + ", which the engagement masks");
            }
            if (leaf.kind() == EntryKind.ORGANIZATION
                    && !personsShown
                    && EntryView.PERSONAL.contains(disclosure.name())) {
                throw new Broken(
                        "masking",
                        "企业概况披露了约定不向境外显示的 " + disclosure.name(),
                        "The maker's profile discloses " + disclosure.name()
                                + ", which the engagement does not show abroad");
            }
        }
    }

    private void checkInclusion(long index, Leaf leaf, JsonLines proofs) throws IOException, Broken {
        JsonNode proof = Json.parse(proofs.next()
                .orElseThrow(
                        () -> new Broken("inclusion", "缺少条目 " + index + " 的证明", "Entry " + index + " has no proof")));
        List<Hash> path = new ArrayList<>();
        proof.path("path").forEach(hash -> path.add(Hash.parseBase64(hash.asText())));
        if (!proof.equals(Json.parse(Json.write(EntryLine.ofProof(index, path))))
                || !new InclusionProof(index, checkpoint.size(), path).verify(leaf.hash(), checkpoint.root())) {
            throw new Broken(
                    "inclusion",
                    "条目 " + index + " 未被证明在账本中",
                    "Entry " + index + " is not proven to be in the ledger the checkpoint signs");
        }
    }

    private void checkView(long index, Leaf leaf, List<Disclosure> disclosures) throws IOException, Broken {
        Optional<String> file = EntryView.file(leaf.kind());
        if (file.isEmpty()) {
            return;
        }
        JsonLines view = views.get(file.get());
        Optional<String> line = view == null ? Optional.empty() : view.next();
        String expected = Json.write(EntryView.of(index, leaf, disclosures));
        if (line.isEmpty() || !line.get().equals(expected)) {
            throw new Broken(
                    "views",
                    file.get() + " 中条目 " + index + " 的内容与存证不符",
                    file.get() + " does not say what ledger entry " + index + " says");
        }
        counts.merge(file.get(), 1L, Long::sum);
    }

    private void remember(Leaf leaf, List<Disclosure> disclosures) throws Broken {
        for (Attachment attachment : EntryView.attachments(leaf, disclosures)) {
            attachments.putIfAbsent(Layout.attachment(attachment), attachment);
            if (attachments.size() > ZipForm.MOST_ENTRIES) {
                throw new Broken(
                        "attachments", "记录所载附件多于一个容器所能容纳", "The records name more files than one container holds");
            }
        }
        if (leaf.kind() == EntryKind.ENGAGEMENT) {
            Map<String, String> fields = new HashMap<>();
            disclosures.forEach(disclosure ->
                    fields.put(disclosure.name(), disclosure.value().asText()));
            agreed.take(fields);
        }
    }

    void checkCounts(JsonNode description) {
        if (!complete) {
            return;
        }
        JsonNode stated = description.path("counts");
        boolean fits = stated.path("entries").asLong(-1) == entries
                && stated.path("recordVersions").asLong(-1) == counts.getOrDefault(Layout.RECORDS, 0L)
                && stated.path("questionMessages").asLong(-1) == counts.getOrDefault(Layout.QUESTIONS, 0L)
                && stated.path("findingSteps").asLong(-1) == counts.getOrDefault(Layout.FINDINGS, 0L)
                && stated.path("sampleSteps").asLong(-1) == counts.getOrDefault(Layout.SAMPLES, 0L)
                && stated.path("certificateReports").asLong(-1) == counts.getOrDefault(Layout.CERTIFICATES, 0L)
                && stated.path("organizationVersions").asLong(-1) == counts.getOrDefault(Layout.ORGANIZATION, 0L)
                && stated.path("planSteps").asLong(-1) == counts.getOrDefault(Layout.PLAN, 0L)
                && stated.path("preparationSteps").asLong(-1) == counts.getOrDefault(Layout.PREPARATION, 0L)
                && stated.path("accessEntries").asLong(-1) == counts.getOrDefault(Layout.ACCESS, 0L)
                && stated.path("erasures").asLong(-1) == counts.getOrDefault(Layout.ERASURES, 0L)
                && stated.path("attachments").asLong(-1) == attachments.size()
                && stated.path("maskedVersions").asLong(0) == masked;
        if (fits) {
            findings.holds("counts", "数量与 export.json 一致", "The counts are those export.json states");
        } else {
            findings.fails("counts", "数量与 export.json 不一致", "The counts are not those export.json states");
        }
    }

    void checkAttachments(List<Part> parts) {
        if (!complete) {
            return;
        }
        Set<String> found = new HashSet<>();
        for (Part part : parts) {
            if (part.name().startsWith(Layout.ATTACHMENTS)) {
                Attachment attachment = attachments.get(part.name());
                if (attachment == null
                        || attachment.size() != part.size()
                        || !attachment.sha256().equals(part.sha256().hex())) {
                    findings.fails(
                            "attachments",
                            "附件不属于任何已披露的记录或内容不符：" + part.name(),
                            part.name() + " is not the attachment any disclosed record names");
                    return;
                }
                found.add(part.name());
            }
        }
        if (found.size() == attachments.size()) {
            findings.holds(
                    "attachments",
                    "全部 " + found.size() + " 个附件与记录所载摘要一致",
                    "All " + found.size() + " attachments are the ones the records name");
        } else {
            findings.fails("attachments", "缺少记录所载的附件", "An attachment that a record names is missing");
        }
    }

    void checkEngagement(JsonNode description) {
        if (!complete) {
            return;
        }
        if (agreed.are(description.path("engagementDigest").asText())) {
            findings.holds(
                    "engagement", "双方都接受了同一份审核约定", "Both parties accepted the engagement's terms, as the ledger shows");
        } else {
            findings.fails(
                    "engagement",
                    "账本条目未显示双方接受该审核约定",
                    "The ledger entries do not show that both parties accepted these terms");
        }
    }

    private JsonLines lines(String name) {
        return new JsonLines(reader.open(
                reader.slot(name).orElseThrow(() -> new MalformedException("The file " + name + " is missing"))));
    }
}
