package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether several files are all the parts of one export: of the same export and checkpoint, each once, none missing, each
 * naming the manifest of the one before.
 */
final class PartsCheck {

    private static final String CHECK = "parts";
    private static final int LARGEST = 16 << 20;

    private final Findings findings = new Findings();

    private PartsCheck() {}

    /** What a container says of its place, and what others say of it. */
    private record Place(
            Path file, String export, int number, int of, String previous, String manifest, String checkpoint) {}

    static Verification of(List<Path> files) {
        PartsCheck check = new PartsCheck();
        Map<String, List<Place>> exports = new TreeMap<>();
        for (Path file : files) {
            // A file that cannot be read is told of where it is checked by itself.
            check.read(file)
                    .ifPresent(place -> exports.computeIfAbsent(place.export(), id -> new ArrayList<>())
                            .add(place));
        }
        exports.forEach(check::checkExport);
        return new Verification(check.findings.checks());
    }

    private Optional<Place> read(Path file) {
        try (ContainerReader reader = ContainerReader.open(file)) {
            JsonNode description = Json.parse(bytes(reader, Layout.EXPORT));
            JsonNode part = description.path("part");
            return Optional.of(new Place(
                    file,
                    description.path("id").asText(),
                    part.path("number").asInt(1),
                    part.path("of").asInt(1),
                    part.path("previousManifest").asText(""),
                    Hash.sha256(bytes(reader, Layout.MANIFEST)).hex(),
                    new String(bytes(reader, Layout.CHECKPOINT), StandardCharsets.UTF_8)));
        } catch (IOException | ContainerReader.DeviantException | MalformedException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ContainerReader reader, String name)
            throws IOException, ContainerReader.DeviantException {
        return reader.bytes(
                reader.slot(name).orElseThrow(() -> new MalformedException("The file " + name + " is missing")),
                LARGEST);
    }

    private void checkExport(String export, List<Place> places) {
        int of = places.get(0).of();
        String name = Printable.of(export);
        if (of == 1 && places.size() == 1) {
            return;
        }
        TreeMap<Integer, Place> byNumber = new TreeMap<>();
        for (Place place : places) {
            if (place.of() != of
                    || place.number() < 1
                    || place.number() > of
                    || !place.checkpoint().equals(places.get(0).checkpoint())) {
                fails(
                        "导出 " + name + " 的分卷互不一致：" + Printable.of(place.file().toString()),
                        "The parts of export " + name + " do not belong together: "
                                + Printable.of(place.file().toString()));
                return;
            }
            if (byNumber.put(place.number(), place) != null) {
                fails(
                        "导出 " + name + " 的第 " + place.number() + " 卷给出了两次",
                        "Part " + place.number() + " of export " + name + " is given twice");
                return;
            }
        }
        for (Place place : byNumber.values()) {
            Place before = byNumber.get(place.number() - 1);
            boolean chained = place.number() == 1
                    ? place.previous().isEmpty()
                    : before == null || place.previous().equals(before.manifest());
            if (!chained) {
                fails(
                        "导出 " + name + " 的第 " + place.number() + " 卷不承接前一卷",
                        "Part " + place.number() + " of export " + name + " does not follow the part before it");
                return;
            }
        }
        checkComplete(name, of, byNumber);
    }

    private void checkComplete(String name, int of, Map<Integer, Place> byNumber) {
        if (byNumber.size() == of) {
            findings.holds(
                    CHECK,
                    "导出 " + name + " 的全部 " + of + " 卷都在，依次承接",
                    "All " + of + " parts of export " + name + " are here, each following the one before");
            return;
        }
        int missing = 1;
        while (byNumber.containsKey(missing)) {
            missing++;
        }
        String chinese = "导出 " + name + " 共 " + of + " 卷，缺第 " + missing + " 卷" + (of - byNumber.size() > 1 ? "等" : "");
        String english = "Export " + name + " has " + of + " parts, and part " + missing
                + (of - byNumber.size() > 1 ? " and others are" : " is") + " not here";
        if (byNumber.size() == 1) {
            findings.notChecked(CHECK, chinese + "；请把各卷一并给出", english + "; give all of them together");
        } else {
            fails(chinese, english);
        }
    }

    private void fails(String chinese, String english) {
        findings.fails(CHECK, chinese, english);
    }
}
