package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.timestamp.TimestampAuthority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The contents of an export, to be signed anew. */
final class Resealing {

    private static final Pattern LEVEL = Pattern.compile("CAdES-B-[A-Z]+");
    private static final Pattern SELF_SIGNED = Pattern.compile("\"selfSigned\":(true|false)");

    private Resealing() {}

    static Map<String, byte[]> contents(Path file) throws IOException {
        try (ContainerReader reader = ContainerReader.open(file)) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (ContainerReader.Slot slot : reader.slots()) {
                String name = slot.name();
                if (!name.equals(Layout.MIMETYPE)
                        && !name.equals(Layout.MANIFEST)
                        && !name.startsWith(Layout.ALTERNATIVES)
                        && !name.startsWith(Layout.META_INF)) {
                    try (InputStream in = reader.open(slot)) {
                        files.put(name, in.readAllBytes());
                    }
                }
            }
            return files;
        } catch (ContainerReader.DeviantException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The payload for a key, which says that the signature is of a level. */
    static List<Part> payload(Path file, SigningKey key, SignatureLevel level) throws IOException {
        Map<String, byte[]> files = contents(file);
        files.computeIfPresent(Layout.EXPORT, (name, bytes) -> {
            String said =
                    LEVEL.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll(level.wireName());
            return SELF_SIGNED
                    .matcher(said)
                    .replaceAll("\"selfSigned\":" + key.selfSigned())
                    .getBytes(StandardCharsets.UTF_8);
        });
        files.put(Layout.SIGNER, Pem.write(key.chain()).getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ReadablePage.write(
                Json.parse(files.get(Layout.EXPORT)),
                name -> new JsonLines(new ByteArrayInputStream(files.get(name))),
                page);
        files.put(Layout.INDEX, page.toByteArray());
        List<Part> parts = new ArrayList<>();
        files.forEach((name, bytes) -> parts.add(Part.of(name, bytes)));
        return parts;
    }

    /**
     * A container of a careless or cunning maker, with whatever lists.
     *
     * @param authorities for the signature's time-stamp, and for the archive's if there is a second
     */
    static Path holding(
            Path target, List<Part> payload, SigningKey key, List<TimestampAuthority> authorities, List<X509CRL> lists)
            throws IOException {
        List<Part> parts = new ArrayList<>(new Sealing(key, List.of(), authorities.subList(0, 1), path -> List.of())
                .seal(payload, SignatureLevel.B_T)
                .parts());
        Part signed = parts.remove(parts.size() - 1);
        parts.add(Part.of(Layout.SIGNATURE, CadesLongTerm.withRevocations(bytes(signed), lists)));
        if (authorities.size() > 1) {
            byte[] archive = Layout.archiveManifest(parts.subList(1, parts.size()));
            parts.add(Part.of(Layout.ARCHIVE_MANIFEST, archive));
            parts.add(Part.of(
                    Layout.ARCHIVE_TIMESTAMP,
                    authorities
                            .get(1)
                            .stamp(Hash.sha256(archive))
                            .inOneForm(authorities.get(1).anchors())
                            .token()));
            List<Part> meta = new ArrayList<>(parts.stream()
                    .filter(part -> part.name().startsWith(Layout.META_INF))
                    .toList());
            parts.removeAll(meta);
            meta.sort(Comparator.comparing(Part::name));
            parts.addAll(meta);
        }
        ContainerWriter.write(parts, target, bytes -> {});
        return target;
    }

    private static byte[] bytes(Part part) throws IOException {
        try (InputStream in = part.source().open()) {
            return in.readAllBytes();
        }
    }
}
