package io.remoteaudit.endpoint;

import io.remoteaudit.consent.ConsentRequiredException;
import io.remoteaudit.consent.ConsentedDownload;
import io.remoteaudit.engagement.Admission;
import io.remoteaudit.engagement.NotAdmittedException;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends a file piece by piece, asking before each whether the access still holds, and notes how much was sent. */
final class FileContent implements Body.Content {

    private static final int PIECE = 64 << 10;

    private final Admission admission;
    private final Download download;
    private final long first;
    private final long length;
    private final int status;
    private final Served served;
    private final ConsentedDownload consented;
    private final AtomicBoolean over = new AtomicBoolean();

    FileContent(
            Admission admission,
            Download download,
            long first,
            long length,
            int status,
            Served served,
            ConsentedDownload consented) {
        this.admission = admission;
        this.download = download;
        this.first = first;
        this.length = length;
        this.status = status;
        this.served = served;
        this.consented = consented;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        long sent = 0;
        try (InputStream in = download.opening().from(first)) {
            byte[] piece = new byte[PIECE];
            while (sent < length) {
                admission.requireActive();
                consented.requireHeld();
                int read = in.readNBytes(piece, 0, (int) Math.min(PIECE, length - sent));
                if (read == 0) {
                    throw new EOFException("The content ends " + (length - sent) + " bytes early");
                }
                out.write(piece, 0, read);
                digest.update(piece, 0, read);
                sent += read;
            }
            served.after(status, download.counted(), sent, Hash.of(digest.digest()));
        } catch (NotAdmittedException | ConsentRequiredException e) {
            throw new IOException("The access ended while the content was sent", e);
        } finally {
            served.after(status, download.counted(), sent, null);
            end(sent);
        }
    }

    /** What was not sent may be taken with the same consent, also by an answer that nobody came to read. */
    private void end(long sent) {
        if (over.compareAndSet(false, true)) {
            consented.sent(sent);
        }
    }

    @Override
    public void close() {
        served.after(status, 0, 0, null);
        end(0);
    }
}
