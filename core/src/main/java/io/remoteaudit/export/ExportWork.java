package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.NewEntry;
import io.remoteaudit.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one export in a working directory: chooses its entries, writes their contents part by part, and then, since only
 * now it is known how many parts there are, says so in each, signs it and writes its container. For one export.
 */
final class ExportWork {

    private static final Duration INDEX_WAIT = Duration.ofSeconds(30);
    private static final long SPARE_BYTES = 64L << 20;

    /** About what an entry takes in all files together; for the look at the disk before anything is written. */
    private static final long BYTES_PER_ENTRY = 8_000;

    private final ExportSources sources;
    private final ExportSettings settings;
    private final ExportRequest request;
    private final String id;
    private final SignedCheckpoint checkpoint;
    private final Path directory;

    ExportWork(
            ExportSources sources,
            ExportSettings settings,
            ExportRequest request,
            String id,
            SignedCheckpoint checkpoint,
            Path directory) {
        this.sources = sources;
        this.settings = settings;
        this.request = request;
        this.id = id;
        this.checkpoint = checkpoint;
        this.directory = directory;
    }

    /** What was made. */
    record Made(List<ExportFile> files, List<Path> paths) {

        Made {
            files = List.copyOf(files);
            paths = List.copyOf(paths);
        }
    }

    /**
     * Makes it.
     *
     * @param counted told once how many entries there are
     * @param progress told how many entries are written
     * @param pulse called for every chunk, so that the work can be stopped
     */
    Made make(LongConsumer counted, LongConsumer progress, Part.Pulse pulse) throws IOException {
        HeldKey.requireValid(sources.key().chain().get(0), "for exports", sources.clock());
        if (!sources.search().awaitIndexed(checkpoint.size(), INDEX_WAIT)) {
            throw new ExportFailedException("The search index has not caught up with the ledger; repeat later");
        }
        ExportSelection selection = ExportSelection.of(sources, request, checkpoint.size());
        counted.accept(selection.leaves().length);
        requireSpace(selection.leaves().length * BYTES_PER_ENTRY);
        List<ExportContent> contents = new ArrayList<>();
        int next = 0;
        do {
            Path own = Files.createDirectory(directory.resolve("content-" + (contents.size() + 1)));
            ExportContent content = new ExportContent(sources, settings, request, checkpoint, own);
            next = content.write(id, selection, next, progress, pulse);
            contents.add(content);
        } while (next < selection.leaves().length);
        List<ExportFile> files = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        Hash previous = null;
        for (int number = 1; number <= contents.size(); number++) {
            List<Part> parts = sealed(contents.get(number - 1), new PartOf(number, contents.size(), previous), pulse);
            requireSpace(parts.stream().mapToLong(Part::size).sum());
            Path file = directory.resolve("container-" + number);
            Hash digest = ContainerWriter.write(parts, file, pulse);
            files.add(new ExportFile(number, Files.size(file), digest));
            paths.add(file);
            previous = parts.stream()
                    .filter(part -> part.name().equals(Layout.MANIFEST))
                    .map(Part::sha256)
                    .findFirst()
                    .orElseThrow();
        }
        return new Made(files, paths);
    }

    /** What the export says of its signature is signed, so a level that was not reached is said anew and signed anew. */
    private List<Part> sealed(ExportContent content, PartOf part, Part.Pulse pulse) throws IOException {
        Sealing sealing = new Sealing(
                sources.key(), sources.alternatives(), sources.anchors().authorities(), sources.revocations());
        SignatureLevel stated = sealing.aim();
        while (true) {
            Sealing.Sealed sealed = sealing.seal(content.payload(stated, part, pulse), stated);
            if (sealed.level() == stated) {
                return sealed.parts();
            }
            stated = sealed.level();
        }
    }

    private void requireSpace(long bytes) throws IOException {
        long needed = SPARE_BYTES + bytes;
        long free = Files.getFileStore(directory).getUsableSpace();
        if (free < needed) {
            throw new ExportFailedException("The export needs " + needed + " bytes and " + free
                    + " are free on the maker's disk; ask the maker to free space");
        }
    }

    /** The entry that says the export was handed out. */
    NewEntry entry(Made made, int version, String engagement, String auditor, long entries) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        fields.put("sha256", Json.text(made.files().get(0).sha256().hex()));
        fields.put(
                "bytes",
                LongNode.valueOf(
                        made.files().stream().mapToLong(ExportFile::bytes).sum()));
        if (made.files().size() > 1) {
            var digests = Json.array();
            made.files().forEach(file -> digests.add(file.sha256().hex()));
            fields.put("parts", digests);
        }
        fields.put("ledgerSize", LongNode.valueOf(checkpoint.size()));
        fields.put("entries", LongNode.valueOf(entries));
        fields.put("auditor", Json.text(auditor));
        fields.put("query", Json.text(request.query()));
        fields.put("signer", Json.text(Pem.fingerprint(sources.key().chain().get(0))));
        return new NewEntry(EntryKind.EXPORT, id, version, engagement, fields);
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Which part of an export a container is.
     *
     * @param number from 1 on
     * @param of how many there are
     * @param previousManifest the digest of the manifest of the part before; null for the first
     */
    record PartOf(int number, int of, @Nullable Hash previousManifest) {}
}
