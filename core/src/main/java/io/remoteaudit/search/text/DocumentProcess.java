package io.remoteaudit.search.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of a {@link DocumentReader}. One thread orders; another may close it at any time, which fails the order.
 * While a file is read a watch looks at clock and disk, and ends the process when it takes too much of either.
 */
final class DocumentProcess implements Closeable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration WATCH = Duration.ofMillis(100);

    private static final int LONGEST_COMPLAINT = 300;

    /** With what Java ends when it has no memory. */
    private static final int OUT_OF_MEMORY = 3;

    /** Libraries keep something of each file; a process that has read this many is replaced. */
    private static final int MOST_FILES = 500;

    private final Process process;
    private final DataOutputStream orders;
    private final DataInputStream answers;
    private final Path scratch;
    private final long mostScratch;
    private int files;
    private boolean tired;

    /** The process ended before it answered. */
    static final class EndedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final @Nullable NoTextReason reason;

        EndedException(@Nullable NoTextReason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        /** Why, if the file is why beyond doubt. */
        @Nullable
        NoTextReason reason() {
            return reason;
        }
    }

    private DocumentProcess(Process process, Path scratch, long mostScratch) {
        this.process = process;
        this.scratch = scratch;
        this.mostScratch = mostScratch;
        this.orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Starts a process; returns when it is ready. */
    static DocumentProcess start(Path scratch, long memoryBytes, long mostScratch) throws IOException {
        DocumentProcess started =
                new DocumentProcess(ReaderCommand.in(scratch, memoryBytes).start(), scratch, mostScratch);
        Watch watch = started.new Watch(START_LIMIT);
        try (watch) {
            if (started.answers.readInt() == DocumentReader.READY) {
                return started;
            }
        } catch (IOException e) {
            started.close();
            throw new EndedException(
                    null, "it ended with " + started.exit() + " before it was ready: " + complaint(scratch), e);
        }
        started.close();
        throw new EndedException(null, "it answered with something else", null);
    }

    /** What Java said when it could not start; no file has been read by then, so it holds nothing of one. */
    private static String complaint(Path scratch) {
        try (InputStream in = Files.newInputStream(scratch.resolve(ReaderCommand.COMPLAINTS))) {
            return new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Reads a file. */
    AttachmentText read(FileKind kind, Path file, Duration limit) throws EndedException {
        files++;
        Watch watch = new Watch(limit);
        try (watch) {
            orders.writeUTF(kind.name());
            orders.writeUTF(file.toString());
            orders.flush();
            return answer();
        } catch (IOException e) {
            close();
            NoTextReason reason = watch.reason;
            if (reason == null && exit() == OUT_OF_MEMORY) {
                reason = NoTextReason.EXPANDS;
            }
            throw new EndedException(reason, "it ended with " + exit() + " while it read", e);
        }
    }

    /** Whether it may read another file. */
    boolean isFit() {
        return !tired && files < MOST_FILES && process.isAlive();
    }

    private AttachmentText answer() throws IOException {
        int answer = answers.readUnsignedByte();
        if (answer == DocumentReader.READ || answer == DocumentReader.CUT) {
            int length = answers.readInt();
            if (length < 0 || length > 3 * AttachmentTexts.MOST_CHARACTERS) {
                throw new IOException("No text has " + length + " bytes");
            }
            byte[] text = answers.readNBytes(length);
            if (text.length < length) {
                throw new IOException("The text ends early");
            }
            return new AttachmentText.Read(new String(text, StandardCharsets.UTF_8), answer == DocumentReader.CUT);
        }
        tired = answer == DocumentReader.NOT_READ_AND_TIRED;
        NoTextReason reason = NoTextReason.named(answers.readUTF()).orElse(NoTextReason.CORRUPT);
        return reason.kind() == NoTextReason.Kind.NOT_ATTEMPTED
                ? new AttachmentText.NotAttempted(reason)
                : new AttachmentText.Unreadable(reason);
    }

    /** Ends the process, however busy it is. */
    @Override
    public void close() {
        process.destroyForcibly();
        exit();
    }

    private int exit() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tooMuchOnDisk() {
        try (Stream<Path> written = Files.walk(scratch)) {
            long bytes = 0;
            for (Path file : written.toList()) {
                bytes += size(file);
            }
            return bytes > mostScratch;
        } catch (IOException | UncheckedIOException e) {
            // A file that went away while it was looked at; the next look comes soon.
            return false;
        }
    }

    private static long size(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.size(file) : 0;
    }

    /** Ends the process when an order takes too long or writes too much. */
    private final class Watch implements AutoCloseable {

        private final long end;
        private final Thread thread;
        private boolean over;
        private volatile @Nullable NoTextReason reason;

        Watch(Duration limit) {
            this.end = System.nanoTime() + limit.toNanos();
            this.thread = new Thread(this::watch, "remote-audit-attachment-watch");
            this.thread.setDaemon(true);
            this.thread.start();
        }

        private synchronized void watch() {
            try {
                while (!over) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0 || tooMuchOnDisk()) {
                        reason = left <= 0 ? NoTextReason.TOO_SLOW : NoTextReason.EXPANDS;
                        process.destroyForcibly();
                        return;
                    }
                    wait(Math.min(left + 1, WATCH.toMillis()));
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }

        /** The order is carried out, or is not going to be. */
        @Override
        public synchronized void close() {
            over = true;
            notifyAll();
        }
    }
}
