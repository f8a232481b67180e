package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.Entry;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.InclusionProof;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Ledger;
import io.remoteaudit.ledger.ProvenRotation;
import io.remoteaudit.ledger.SignedCheckpoint;
import io.remoteaudit.ledger.SignedNote;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.timestamp.Anchor;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the payload of one of an export's containers into a working directory, streaming. For one container. */
final class ExportContent {

    private static final int WINDOW = 500;

    /** Files that are no attachments, with room for time-stamps. */
    private static final int FILES_BESIDES = 40;

    /** Disclosures are bounded, and an entry's lines stand in three files. */
    private static final long MOST_OF_AN_ENTRY = 64 * 1024;

    private static final List<String> LINES = List.of(
            Layout.ENTRIES,
            Layout.INCLUSION,
            Layout.RECORDS,
            Layout.QUESTIONS,
            Layout.FINDINGS,
            Layout.SAMPLES,
            Layout.CERTIFICATES,
            Layout.ORGANIZATION,
            Layout.PLAN,
            Layout.PREPARATION,
            Layout.ACCESS,
            Layout.ERASURES,
            Layout.MASKED);

    private final ExportSources sources;
    private final ExportSettings settings;
    private final ExportRequest request;
    private final SignedCheckpoint checkpoint;
    private final Path directory;
    private final Map<String, BufferedWriter> writers = new LinkedHashMap<>();
    private final Map<String, Long> lines = new TreeMap<>();
    private final Map<String, Attachment> attachments = new TreeMap<>();
    private final CatalogueNames names;
    private final Disclosed disclosed;
    private final List<Part> measured = new ArrayList<>();
    private long written;
    private long attachmentBytes;
    private List<Anchor> anchors = List.of();
    private List<String> cosigned = List.of();
    private ObjectNode description = Json.object();

    ExportContent(
            ExportSources sources,
            ExportSettings settings,
            ExportRequest request,
            SignedCheckpoint checkpoint,
            Path directory) {
        this.sources = sources;
        this.settings = settings;
        this.request = request;
        this.checkpoint = checkpoint;
        this.directory = directory;
        this.names = new CatalogueNames(sources.catalogue());
        this.disclosed = new Disclosed(request.admission(), sources.records(), checkpoint.size());
    }

    /**
     * Writes a part's contents, as many entries as fit, but not what depends on the signature and on the other parts.
     *
     * @param id the export's id
     * @param selection the entries
     * @param from the first of the selection's entries to write
     * @param progress told how many of them are written
     * @param pulse called all the time, so that the work can be stopped
     * @return the first entry that did not fit; the number of entries if all did
     */
    int write(String id, ExportSelection selection, int from, LongConsumer progress, Part.Pulse pulse)
            throws IOException {
        if (checkpoint.size() > 0) {
            anchors = sources.anchors().anchor(checkpoint);
        }
        int next;
        try {
            for (String name : LINES) {
                writers.put(name, Files.newBufferedWriter(file(name), StandardCharsets.UTF_8));
                lines.put(name, 0L);
            }
            next = writeEntries(selection, from, progress, pulse);
        } finally {
            for (BufferedWriter writer : writers.values()) {
                writer.close();
            }
        }
        cosigned = sources.cosignatures().upTo(request.admission().engagement().id(), checkpoint.size());
        writeConsistency();
        Files.writeString(file(Layout.NAMES), Json.write(names.toJson()) + "\n");
        description = description(id);
        measured.addAll(parts(pulse));
        return next;
    }

    /**
     * What was written, with what it says of its own signature and of the other parts.
     *
     * @param level the level the signature will have
     * @param part which part it is
     * @param pulse called all the time, so that the work can be stopped
     * @return every part but mimetype, manifests and META-INF
     */
    List<Part> payload(SignatureLevel level, ExportWork.PartOf part, Part.Pulse pulse) throws IOException {
        List<Part> payload = new ArrayList<>(measured);
        payload.add(Part.of(
                Layout.HOW_TO_VERIFY,
                HowToVerify.text(description.path("id").asText(), sources.key(), anchors, level)));
        ObjectNode stated = description.deepCopy();
        stated.withObject("/signature").put("level", level.wireName());
        ObjectNode place = stated.putObject("part");
        place.put("number", part.number());
        place.put("of", part.of());
        Hash previous = part.previousManifest();
        if (previous != null) {
            place.put("previousManifest", previous.hex());
        }
        payload.add(Part.of(Layout.EXPORT, utf8(Json.write(stated) + "\n")));
        try (OutputStream page = Files.newOutputStream(file(Layout.INDEX))) {
            ReadablePage.write(stated, name -> new JsonLines(Files.newInputStream(file(name))), page);
        }
        payload.add(Part.of(Layout.INDEX, file(Layout.INDEX), pulse));
        return payload;
    }

    /** In ledger order: the entries that stand in every part, and of the others those that fit. */
    private int writeEntries(ExportSelection selection, int from, LongConsumer progress, Part.Pulse pulse)
            throws IOException {
        long[] always = selection.always();
        int common = 0;
        Entries entries = new Entries(selection.leaves(), from);
        int next = from;
        for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
            pulse.beat(0);
            long leaf = entry.leafIndex().orElseThrow();
            while (common < always.length && always[common] < leaf) {
                writeEntry(sources.ledger().sequenced(always[common++], 1).get(0));
            }
            // One at least, or an export would never end.
            if (next > from && !fits(entry)) {
                break;
            }
            writeEntry(entry);
            progress.accept(++next);
        }
        while (common < always.length) {
            writeEntry(sources.ledger().sequenced(always[common++], 1).get(0));
        }
        return next;
    }

    private boolean fits(Entry entry) {
        int files = FILES_BESIDES + attachments.size();
        long bytes = written + attachmentBytes + MOST_OF_AN_ENTRY;
        for (Attachment attachment : EntryView.attachments(entry.leaf(), disclosed.of(entry))) {
            if (!attachments.containsKey(Layout.attachment(attachment))) {
                files++;
                bytes += attachment.size();
            }
        }
        return files <= settings.mostFiles() && bytes <= settings.mostBytes();
    }

    /** Reads entries in their order; neighbours in the ledger together, a far one by itself. */
    private final class Entries {
        private final long[] leaves;
        private final ArrayDeque<Entry> read = new ArrayDeque<>();
        private int next;

        Entries(long[] leaves, int from) {
            this.leaves = leaves;
            this.next = from;
        }

        @Nullable
        Entry next() {
            if (read.isEmpty() && next < leaves.length) {
                long first = leaves[next];
                int end = next;
                while (end < leaves.length && leaves[end] < first + WINDOW) {
                    end++;
                }
                for (Entry entry : sources.ledger().sequenced(first, (int) (leaves[end - 1] - first) + 1)) {
                    if (next < end && entry.leafIndex().orElseThrow() == leaves[next]) {
                        read.add(entry);
                        next++;
                    }
                }
            }
            return read.poll();
        }
    }

    private void writeEntry(Entry entry) throws IOException {
        long leafIndex = entry.leafIndex().orElseThrow();
        List<Disclosure> disclosures = disclosed.of(entry);
        writeLine(Layout.ENTRIES, EntryLine.of(leafIndex, entry.leaf(), disclosures));
        InclusionProof proof = sources.ledger().inclusion(leafIndex, checkpoint.size());
        writeLine(Layout.INCLUSION, EntryLine.ofProof(leafIndex, proof.path()));
        ObjectNode view = EntryView.of(leafIndex, entry.leaf(), disclosures);
        String viewFile = EntryView.file(entry.kind()).orElse(null);
        if (viewFile != null) {
            writeLine(viewFile, view);
        }
        if (entry.kind() == EntryKind.RECORD) {
            names.add(view);
            RecordView shown = sources.records().view(request.admission().scope(), entry);
            sources.exposedPersons().note(request.admission().engagement(), List.of(shown));
            if (!shown.masked().isEmpty()) {
                writeLine(Layout.MASKED, EntryLine.ofMasked(leafIndex, shown.masked()));
            }
        }
        for (Attachment attachment : EntryView.attachments(entry.leaf(), disclosures)) {
            if (attachments.putIfAbsent(Layout.attachment(attachment), attachment) == null) {
                attachmentBytes += attachment.size();
            }
        }
    }

    /**
     * From every earlier export of the engagement, so that an auditor who kept one sees nothing was rewritten, and from
     * every checkpoint its witnesses have cosigned.
     */
    private void writeConsistency() throws IOException {
        Ledger ledger = sources.ledger();
        String engagement = request.admission().engagement().id();
        try (BufferedWriter out = Files.newBufferedWriter(file(Layout.CONSISTENCY), StandardCharsets.UTF_8)) {
            List<Long> sizes = new ArrayList<>();
            for (Entry export : ledger.inContext(EntryKind.EXPORT, engagement, 0, 0, checkpoint.size(), WINDOW)) {
                export.field("ledgerSize").map(JsonNode::asLong).ifPresent(sizes::add);
            }
            for (String note : cosigned) {
                sizes.add(Checkpoint.parse(SignedNote.parse(note).text()).size());
            }
            for (long size : sizes.stream().distinct().sorted().toList()) {
                if (size >= 1 && size < checkpoint.size()) {
                    ObjectNode line = Json.object();
                    line.put("fromSize", size);
                    line.put("toSize", checkpoint.size());
                    ArrayNode path = line.putArray("path");
                    ledger.consistency(size, checkpoint.size()).path().forEach(hash -> path.add(hash.base64()));
                    out.write(Json.write(line) + "\n");
                }
            }
        }
    }

    /** The certificates by which the maker trusts an authority; none if it has left it since. */
    private List<X509Certificate> trusted(String authority) {
        return sources.anchors().authorities().stream()
                .filter(candidate -> candidate.name().equals(authority))
                .findFirst()
                .map(TimestampAuthority::anchors)
                .orElse(List.of());
    }

    private List<Part> parts(Part.Pulse pulse) throws IOException {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.of(Layout.BAGIT, Layout.bagit()));
        parts.add(Part.of(Layout.CHECKPOINT, utf8(checkpoint.note())));
        Ledger ledger = sources.ledger();
        parts.add(Part.of(Layout.VKEY, utf8(ledger.keys().at(checkpoint.size()).vkey() + "\n")));
        parts.add(Part.of(Layout.KEYS, utf8(ProvenRotation.writeLines(ledger.rotations(checkpoint.size())))));
        parts.add(Part.of(Layout.COSIGNATURES, CosignatureChecks.write(cosigned)));
        parts.add(Part.of(Layout.SIGNER, utf8(Pem.write(sources.key().chain()))));
        for (String name : LINES) {
            if (!name.equals(Layout.MASKED) || lines.getOrDefault(name, 0L) > 0) {
                parts.add(Part.of(name, file(name), pulse));
            }
        }
        parts.add(Part.of(Layout.NAMES, file(Layout.NAMES), pulse));
        parts.add(Part.of(Layout.CONSISTENCY, file(Layout.CONSISTENCY), pulse));
        for (Anchor anchor : anchors) {
            anchor.given()
                    .ifPresent(timestamp -> parts.add(Part.of(
                            TimestampChecks.fileName(checkpoint.size(), anchor.authority()),
                            timestamp.inOneForm(trusted(anchor.authority())).token())));
        }
        for (Map.Entry<String, Attachment> attachment : attachments.entrySet()) {
            Part part = Part.of(
                    attachment.getKey(), () -> sources.attachments().openUnchecked(attachment.getValue()), pulse);
            if (!part.sha256().hex().equals(attachment.getValue().sha256())) {
                throw new ExportFailedException(
                        "The attachment '" + attachment.getValue().name()
                                + "' was altered on disk: its digest is not "
                                + attachment.getValue().sha256()
                                + "; restore it from a backup");
            }
            parts.add(part);
        }
        return parts;
    }

    private ObjectNode description(String id) {
        ObjectNode json = Json.object();
        json.put("profile", "urn:remote-audit:export:1");
        json.put("id", id);
        json.put("createdAt", sources.clock().instant().toString());
        json.put("language", request.language());
        json.put("pageForm", ReadablePage.FORM);
        json.put("origin", checkpoint.checkpoint().origin());
        json.put("ledgerSize", checkpoint.size());
        json.put("engagement", request.admission().engagement().id());
        json.put("engagementDigest", request.admission().engagement().digest().hex());
        json.set("terms", request.admission().engagement().terms().toJson());
        json.put("auditor", request.admission().auditor().name());
        if (request.recordIds().isEmpty()) {
            json.put("query", request.query());
            ObjectNode filters = json.putObject("filters");
            request.filters().forEach(filter -> {
                ArrayNode values = filters.putArray(filter.facet().wireName());
                filter.values().forEach(values::add);
            });
        } else {
            ArrayNode ids = json.putArray("recordIds");
            request.recordIds().forEach(ids::add);
        }
        ObjectNode counts = json.putObject("counts");
        counts.put("entries", lines.getOrDefault(Layout.ENTRIES, 0L));
        counts.put("recordVersions", lines.getOrDefault(Layout.RECORDS, 0L));
        counts.put("questionMessages", lines.getOrDefault(Layout.QUESTIONS, 0L));
        counts.put("findingSteps", lines.getOrDefault(Layout.FINDINGS, 0L));
        counts.put("sampleSteps", lines.getOrDefault(Layout.SAMPLES, 0L));
        counts.put("certificateReports", lines.getOrDefault(Layout.CERTIFICATES, 0L));
        counts.put("organizationVersions", lines.getOrDefault(Layout.ORGANIZATION, 0L));
        counts.put("planSteps", lines.getOrDefault(Layout.PLAN, 0L));
        counts.put("preparationSteps", lines.getOrDefault(Layout.PREPARATION, 0L));
        counts.put("accessEntries", lines.getOrDefault(Layout.ACCESS, 0L));
        counts.put("erasures", lines.getOrDefault(Layout.ERASURES, 0L));
        counts.put("attachments", attachments.size());
        if (lines.getOrDefault(Layout.MASKED, 0L) > 0) {
            counts.put("maskedVersions", lines.getOrDefault(Layout.MASKED, 0L));
        }
        ObjectNode signature = json.putObject("signature");
        signature.put("selfSigned", sources.key().selfSigned());
        ArrayNode given = json.putArray("timestamps");
        ArrayNode pending = json.putArray("timestampsPending");
        anchors.forEach(anchor -> (anchor.pending() ? pending : given).add(anchor.authority()));
        return json;
    }

    private void writeLine(String name, JsonNode line) throws IOException {
        BufferedWriter writer = writers.get(name);
        if (writer == null) {
            throw new IllegalStateException("No file for " + name);
        }
        String text = Json.write(line);
        writer.write(text);
        writer.write('\n');
        lines.merge(name, 1L, Long::sum);
        // The page shows an entry again, in more words; what is not ASCII takes up to three bytes a character.
        written += 3L * text.length();
    }

    private Path file(String name) {
        return directory.resolve(name.replace('/', '_'));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
