package io.remoteaudit.endpoint;

import io.remoteaudit.consent.ConsentItem;
import io.remoteaudit.consent.ConsentedDownload;
import io.remoteaudit.consent.Consents;
import io.remoteaudit.ledger.Hash;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes answers of HTTP out of replies, and sees to it that each is in the trail. Stateless. */
final class Answers {

    private Answers() {}

    static Answer of(Visit visit, Document document, Served served) {
        Headers headers = named(visit, document.ledgerSize().orElse(visit.ledgerSize()));
        String etag = document.etag();
        if (etag != null) {
            headers = headers.with("ETag", etag);
        }
        if (etag != null && visit.request().method().matches("GET|HEAD") && notModified(visit, etag)) {
            served.before(304, 0, 0, null);
            return new Answer(304, headers, Body.Bytes.empty());
        }
        byte[] content = document.content();
        Headers all = headers.and(document.headers());
        if (document.mediaType() != null) {
            all = all.with("Content-Type", document.mediaType()).with("Content-Length", String.valueOf(content.length));
        }
        boolean head = visit.request().method().equals("HEAD");
        served.before(
                document.status(), document.rows(), head ? 0 : content.length, head ? null : Hash.sha256(content));
        return new Answer(document.status(), all, new Body.Bytes(content));
    }

    /** An answer to anyone, which belongs to no engagement and no trail. */
    static Answer open(Request request, Document document) {
        String etag = String.valueOf(document.etag());
        Headers headers = Headers.none().with("ETag", etag).with("Cache-Control", "public, no-cache");
        if (ETag.notModified(request.headers(), etag)) {
            return new Answer(304, headers, Body.Bytes.empty());
        }
        return new Answer(
                document.status(),
                headers.with("Content-Type", String.valueOf(document.mediaType()))
                        .with("Content-Length", String.valueOf(document.content().length)),
                new Body.Bytes(document.content()));
    }

    /** An answer at the maker's own desk; its tags are for {@code If-Match} only, since drafts do not change them. */
    static Answer desk(Document document) {
        Headers headers = document.headers().with("Cache-Control", "no-store");
        if (document.etag() != null) {
            headers = headers.with("ETag", document.etag());
        }
        if (document.mediaType() != null) {
            headers = headers.with("Content-Type", document.mediaType())
                    .with("Content-Length", String.valueOf(document.content().length));
        }
        return new Answer(document.status(), headers, new Body.Bytes(document.content()));
    }

    static Answer of(Visit visit, Download download, Served served, Consents consents) {
        String etag = download.etag();
        Headers headers = named(visit, visit.ledgerSize()).with("ETag", etag).with("Accept-Ranges", "bytes");
        if (notModified(visit, etag)) {
            served.before(304, 0, 0, null);
            return new Answer(304, headers, Body.Bytes.empty());
        }
        Optional<ByteRange> range = ByteRange.of(visit.request().headers(), download.size(), etag);
        long first = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(download.size());
        Headers all = headers.with("Content-Type", download.mediaType())
                .with("Content-Length", String.valueOf(length))
                .with("Content-Disposition", download.disposition())
                .with("Content-Security-Policy", "sandbox")
                .with("Repr-Digest", "sha-256=:" + download.sha256().base64() + ":");
        int status = 200;
        if (range.isPresent()) {
            status = 206;
            all = all.with("Content-Range", "bytes " + first + "-" + range.get().last() + "/" + download.size());
        }
        if (visit.request().method().equals("HEAD")) {
            served.before(status, 0, 0, null);
            return new Answer(status, all, Body.Bytes.empty());
        }
        ConsentItem item = download.item();
        ConsentedDownload consented = item == null
                ? ConsentedDownload.free()
                : consents.take(visit.admitted(), item, download.sha256(), download.size(), length);
        try {
            // Going on with a download that broke off tells of nothing again.
            served.reserve(first == 0 ? download.rows() : 0, length);
        } catch (RuntimeException e) {
            consented.sent(0);
            throw e;
        }
        FileContent content = new FileContent(visit.admitted(), download, first, length, status, served, consented);
        return new Answer(status, all, new Body.Streamed(content));
    }

    static Answer of(Visit visit, EventStream stream, Served served) {
        Headers headers = named(visit, visit.ledgerSize())
                .with("Content-Type", "text/event-stream")
                .with("Cache-Control", "no-store")
                .with("X-Accel-Buffering", "no");
        if (visit.request().method().equals("HEAD")) {
            stream.close();
            served.before(200, 0, 0, null);
            return new Answer(200, headers, Body.Bytes.empty());
        }
        stream.whenClosed((rows, bytes) -> served.after(200, rows, bytes, null));
        return new Answer(200, headers, new Body.Events(stream));
    }

    private static Headers named(Visit visit, long ledgerSize) {
        String engagements = visit.path().containsKey("engagement")
                ? visit.caller().engagement().id()
                : visit.callers().all().stream()
                        .map(caller -> caller.engagement().id())
                        .collect(Collectors.joining(", "));
        return Headers.none()
                .with("Audit-Ledger-Size", String.valueOf(ledgerSize))
                .with("Audit-Engagement", engagements);
    }

    private static boolean notModified(Visit visit, String etag) {
        return ETag.notModified(visit.request().headers(), etag);
    }
}
