package io.remoteaudit.client;

import io.remoteaudit.client.PartialFile.Identity;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProofException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One download: streamed to a file beside the target, gone on with by {@code Range}, checked, then moved. What came is kept
 * when the connection fails for good, and the next download to the same target goes on with it. A file that has become
 * another one meanwhile is refused; parts of two are never put together.
 */
final class FileDownload {

    private static final Pattern SHA256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");
    private static final int PIECE = 64 << 10;
    private static final int FRUITLESS = 3;

    private final Transport transport;
    private final HttpUrl url;
    private final Path target;
    private final Progress progress;
    private final PartialFile part;
    private @Nullable Identity identity;

    FileDownload(Transport transport, HttpUrl url, Path target, Progress progress) {
        this.transport = transport;
        this.url = url;
        this.target = target;
        this.progress = progress;
        this.part = new PartialFile(target);
    }

    Hash run() {
        try {
            identity = part.identity().orElse(null);
            Hash announced;
            try {
                announced = fetch();
            } catch (AuditConnectionException e) {
                throw e;
            } catch (RuntimeException e) {
                part.discard();
                throw e;
            }
            Hash digest = part.digest();
            if (!digest.equals(announced)) {
                part.discard();
                throw new ProofException("The file's digest is " + digest + ", and " + announced
                        + " was announced; the file was not kept");
            }
            part.finish();
            return digest;
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** Gives the digest announced. */
    private Hash fetch() throws IOException {
        for (int failures = 0; ; ) {
            long have = part.size();
            if (transport.repeat(request(have), response -> receive(response, have))) {
                return Objects.requireNonNull(identity, "receive sets it").digest();
            }
            // Where something came the connection works; only attempts without any progress count.
            failures = part.size() > have ? 0 : failures + 1;
            if (failures > FRUITLESS) {
                throw new AuditConnectionException(
                        "The download of " + url.encodedPath() + " broke off again and again",
                        new IOException("no progress after " + have + " bytes"));
            }
            transport.pause(failures + 1, Duration.ZERO);
        }
    }

    private Request request(long have) {
        Request.Builder request = transport.request(url).header("Accept-Encoding", "identity");
        Identity begun = identity;
        // A weak tag says nothing about bytes, so the download begins anew then.
        if (have > 0 && begun != null && begun.etag().startsWith("\"")) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", begun.etag());
        }
        return request.build();
    }

    /** Writes what comes; true once the file is whole. */
    private boolean receive(Response response, long have) throws IOException {
        boolean rest = response.code() == 206;
        long total = rest ? totalOfRest(response, have) : response.body().contentLength();
        Identity now = named(response, total);
        Identity begun = identity;
        if (begun != null && !(begun.digest().equals(now.digest()) && begun.length() == total)) {
            throw new FileChangedException("The file at " + url.encodedPath() + " was sha-256 " + begun.digest() + ", "
                    + begun.length() + " bytes, and is sha-256 " + now.digest() + ", " + total
                    + " bytes; nothing was kept, download it again from its start");
        }
        identity = now;
        long done = rest ? have : 0;
        try (InputStream in = response.body().byteStream();
                OutputStream out = rest ? part.append() : begin(now)) {
            byte[] piece = new byte[PIECE];
            progress.at(done, total);
            for (int read = read(in, piece); read >= 0; read = read(in, piece)) {
                write(out, piece, read);
                done += read;
                progress.at(done, total);
            }
        }
        return done == total;
    }

    private static long totalOfRest(Response response, long have) {
        Matcher range = CONTENT_RANGE.matcher(
                Optional.ofNullable(response.header("Content-Range")).orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            throw new MalformedException("The answer holds another part of the file than the one asked for");
        }
        return Long.parseLong(range.group(2));
    }

    /** Which file an answer is of. A part may leave out the digest, since it is of the file asked for by its tag. */
    private Identity named(Response response, long total) {
        Matcher digest = SHA256.matcher(
                Optional.ofNullable(response.header("Repr-Digest")).orElse(""));
        String etag = Optional.ofNullable(response.header("ETag")).orElse("");
        Identity begun = identity;
        if (digest.matches() && total >= 0) {
            return new Identity(etag, Hash.parseBase64(digest.group(1)), total);
        }
        if (begun != null && response.code() == 206 && begun.etag().equals(etag)) {
            return new Identity(etag, begun.digest(), total);
        }
        throw new MalformedException("The answer does not say the file's length and digest");
    }

    private OutputStream begin(Identity now) {
        try {
            return part.begin(now);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** A disk that takes nothing is no connection that failed, so it is not tried again. */
    private void write(OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private UncheckedIOException unwritten(IOException e) {
        return new UncheckedIOException("Could not write " + target, e);
    }

    /** The end of what comes, whether it is the file's or the connection's: what has come is kept either way. */
    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            return -1;
        }
    }
}
