package io.remoteaudit.export;

import io.remoteaudit.record.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of a container and the manifests that name them. Stateless. */
final class Layout {

    static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";
    static final String MIMETYPE = "mimetype";
    static final String BAGIT = "bagit.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String HOW_TO_VERIFY = "HOW-TO-VERIFY.txt";
    static final String DATA = "data/";
    static final String INDEX = "data/index.html";
    static final String EXPORT = "data/export.json";
    static final String ENTRIES = "data/entries.jsonl";
    static final String RECORDS = "data/records.jsonl";
    static final String QUESTIONS = "data/questions.jsonl";
    static final String FINDINGS = "data/findings.jsonl";
    static final String SAMPLES = "data/samples.jsonl";
    static final String CERTIFICATES = "data/certificates.jsonl";
    static final String ORGANIZATION = "data/organization.jsonl";
    static final String PLAN = "data/plan.jsonl";
    static final String PREPARATION = "data/preparation.jsonl";
    static final String ACCESS = "data/access.jsonl";
    static final String ERASURES = "data/erasures.jsonl";
    static final String MASKED = "data/masked.jsonl";
    static final String NAMES = "data/names.json";
    static final String ATTACHMENTS = "data/attachments/";
    static final String CHECKPOINT = "data/log/checkpoint.txt";
    static final String INCLUSION = "data/log/inclusion.jsonl";
    static final String CONSISTENCY = "data/log/consistency.jsonl";
    static final String VKEY = "data/log/vkey.txt";
    static final String KEYS = "data/log/keys.jsonl";
    static final String COSIGNATURES = "data/log/cosignatures.txt";
    static final String TIMESTAMPS = "data/log/timestamps/";
    static final String SIGNER = "data/keys/signer.pem";
    static final String ALTERNATIVES = "alt-signatures/";
    static final String META_INF = "META-INF/";
    static final String ASIC_MANIFEST = "META-INF/ASiCManifest001.xml";
    static final String SIGNATURE = "META-INF/signature001.p7s";
    static final String ARCHIVE_MANIFEST = "META-INF/ASiCArchiveManifest.xml";
    static final String ARCHIVE_TIMESTAMP = "META-INF/timestamp001.tst";

    private static final int LONGEST_EXTENSION = 10;

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html",
            "json", "application/json",
            "jsonl", "application/jsonl",
            "txt", "text/plain",
            "tst", "application/timestamp-token",
            "pem", "application/x-pem-file");

    private Layout() {}

    static byte[] bagit() {
        return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 8493, section 2.1.3, which is also what {@code sha256sum -c} reads. */
    static byte[] manifest(List<Part> parts) {
        StringBuilder manifest = new StringBuilder();
        parts.stream()
                .filter(part -> part.name().startsWith(DATA))
                .sorted(Comparator.comparing(Part::name))
                .forEach(part -> manifest.append(part.sha256().hex())
                        .append("  ")
                        .append(part.name())
                        .append('\n'));
        return manifest.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** ETSI EN 319 162-1, annex A.4; names need no escaping. */
    static byte[] asicManifest(List<Part> parts) {
        return manifest(SIGNATURE, "application/pkcs7-signature", parts);
    }

    /** ETSI EN 319 162-1, annex A.7: the same form, over everything but {@code mimetype}, time-stamped. */
    static byte[] archiveManifest(List<Part> parts) {
        return manifest(ARCHIVE_TIMESTAMP, "application/vnd.etsi.timestamp-token", parts);
    }

    private static byte[] manifest(String reference, String referenceType, List<Part> parts) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:ASiCManifest"
                + " xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                + "<asic:SigReference URI=\"" + reference + "\" MimeType=\"" + referenceType + "\"/>");
        for (Part part : parts) {
            xml.append("\n<asic:DataObjectReference URI=\"")
                    .append(part.name())
                    .append("\" MimeType=\"")
                    .append(mediaType(part.name()))
                    .append(
                            "\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>")
                    .append(part.sha256().base64())
                    .append("</ds:DigestValue></asic:DataObjectReference>");
        }
        return xml.append("\n</asic:ASiCManifest>\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** An attachment's file: its digest, and the extension of its name where that is harmless. */
    static String attachment(Attachment attachment) {
        String name = attachment.name();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean usable =
                name.indexOf('.') > 0 && extension.length() <= LONGEST_EXTENSION && extension.matches("[a-z0-9]+");
        return ATTACHMENTS + attachment.sha256() + (usable ? "." + extension : "");
    }

    private static String mediaType(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (name.equals(ASIC_MANIFEST)) {
            return "application/xml";
        }
        if (name.equals(SIGNATURE)) {
            return "application/pkcs7-signature";
        }
        return name.startsWith(ATTACHMENTS)
                ? "application/octet-stream"
                : MEDIA_TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
