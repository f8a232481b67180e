package io.remoteaudit.client;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.ledger.ProofException;
import io.remoteaudit.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One download: streamed to a file beside the target, gone on with by {@code Range}, checked, then moved. */
final class FileDownload {

    private static final Pattern SHA256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]{43}=):");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");
    private static final int PIECE = 64 << 10;
    private static final int FRUITLESS = 3;

    private final Transport transport;
    private final HttpUrl url;
    private final Path target;
    private final Progress progress;
    private @Nullable String etag;
    private @Nullable Hash expected;

    FileDownload(Transport transport, HttpUrl url, Path target, Progress progress) {
        this.transport = transport;
        this.url = url;
        this.target = target;
        this.progress = progress;
    }

    Hash run() {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            try {
                Files.deleteIfExists(part);
                Hash announced = fetch(part);
                Hash digest = digest(part);
                if (!digest.equals(announced)) {
                    throw new ProofException("The file's digest is " + digest + ", and " + announced
                            + " was announced; the file was not kept");
                }
                Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
                return digest;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + target, e);
        }
    }

    /** Gives the digest announced. */
    private Hash fetch(Path part) throws IOException {
        for (int failures = 0; ; ) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            if (transport.repeat(request(have), response -> receive(response, part, have))) {
                return Objects.requireNonNull(expected, "receive sets it");
            }
            // Where something came the connection works; only attempts without any progress count.
            failures = Files.size(part) > have ? 0 : failures + 1;
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
        String tag = etag;
        if (have > 0 && tag != null) {
            request.header("Range", "bytes=" + have + "-").header("If-Range", tag);
        }
        return request.build();
    }

    /** Writes what comes; true once the file is whole. */
    private boolean receive(Response response, Path part, long have) throws IOException {
        long first = 0;
        long total;
        if (response.code() == 206) {
            Matcher range = CONTENT_RANGE.matcher(
                    Optional.ofNullable(response.header("Content-Range")).orElse(""));
            if (!range.matches() || Long.parseLong(range.group(1)) != have) {
                throw new MalformedException("The answer holds another part of the file than the one asked for");
            }
            first = have;
            total = Long.parseLong(range.group(2));
        } else {
            total = response.body().contentLength();
        }
        etag = response.header("ETag");
        Matcher digest = SHA256.matcher(
                Optional.ofNullable(response.header("Repr-Digest")).orElse(""));
        if (!digest.matches() || total < 0) {
            throw new MalformedException("The answer does not say the file's length and digest");
        }
        expected = Hash.parseBase64(digest.group(1));
        long done = first;
        try (InputStream in = response.body().byteStream();
                OutputStream out = first == 0
                        ? Files.newOutputStream(part)
                        : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
            byte[] piece = new byte[PIECE];
            progress.at(done, total);
            for (int read = read(in, piece); read >= 0; read = read(in, piece)) {
                out.write(piece, 0, read);
                done += read;
                progress.at(done, total);
            }
        }
        return done == total;
    }

    /** The end of what comes, whether it is the file's or the connection's: what has come is kept either way. */
    private static int read(InputStream in, byte[] piece) {
        try {
            return in.read(piece);
        } catch (IOException e) {
            return -1;
        }
    }

    private static Hash digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.newDigest();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return Hash.of(digest.digest());
        }
    }
}
