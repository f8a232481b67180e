package io.remoteaudit.export;

import io.remoteaudit.ledger.Hash;
import io.remoteaudit.store.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes on, and computes the SHA-256 digest of all of it on a thread of its own: while one piece goes to the disk, the
 * one before is digested. Not safe for use by several threads.
 */
final class DigestAside extends FilterOutputStream {

    private static final int PIECE = 1 << 20;

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[][] pieces = {new byte[PIECE], new byte[PIECE]};
    private final ExecutorService aside = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "remote-audit-export-digest");
        thread.setDaemon(true);
        return thread;
    });
    private int filling;
    private int length;
    private Future<?> digesting = CompletableFuture.completedFuture(null);

    DigestAside(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        out.write(bytes, offset, count);
        int done = 0;
        while (done < count) {
            int fits = Math.min(count - done, PIECE - length);
            System.arraycopy(bytes, offset + done, pieces[filling], length, fits);
            length += fits;
            done += fits;
            if (length == PIECE) {
                handOver();
            }
        }
    }

    /** The other piece is free again once its digesting has ended. */
    private void handOver() throws IOException {
        await();
        byte[] full = pieces[filling];
        int used = length;
        digesting = aside.submit(() -> digest.update(full, 0, used));
        filling = 1 - filling;
        length = 0;
    }

    private void await() throws IOException {
        try {
            digesting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while an export was digested");
        } catch (ExecutionException e) {
            throw new IOException("An export could not be digested", e);
        }
    }

    /** The digest of everything written; nothing may be written afterwards. */
    Hash digest() throws IOException {
        handOver();
        await();
        return Hash.of(digest.digest());
    }

    @Override
    public void close() throws IOException {
        aside.shutdownNow();
        super.close();
    }
}
