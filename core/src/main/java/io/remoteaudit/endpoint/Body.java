package io.remoteaudit.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of an answer, in one of three forms. */
public sealed interface Body extends AutoCloseable {

    /** Lets go of what the content holds. Must be called when the content is not sent; may be called after. */
    @Override
    void close();

    /** Content that is ready. */
    final class Bytes implements Body {
        private static final Bytes EMPTY = new Bytes(new byte[0]);
        private final byte[] content;

        /**
         * Content.
         *
         * @param content the bytes; copied
         */
        public Bytes(byte[] content) {
            this.content = content.clone();
        }

        /**
         * No content.
         *
         * @return the empty content
         */
        public static Bytes empty() {
            return EMPTY;
        }

        /**
         * The content.
         *
         * @return a copy
         */
        public byte[] content() {
            return content.clone();
        }

        /**
         * The length.
         *
         * @return in bytes
         */
        public int length() {
            return content.length;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** Content that is made while it is sent, on the thread that sends it. */
    final class Streamed implements Body {
        private final Content content;

        /**
         * Content.
         *
         * @param content writes it
         */
        public Streamed(Content content) {
            this.content = Objects.requireNonNull(content, "content");
        }

        /**
         * Writes the content; called at most once. A binding that gets an exception breaks the connection off and does
         * not end the answer as if it were whole.
         *
         * @param out where to; not closed
         * @throws IOException if reading or writing fails, or the access ended meanwhile
         */
        public void writeTo(OutputStream out) throws IOException {
            content.writeTo(out);
        }

        @Override
        public void close() {
            content.close();
        }
    }

    /** Writes content. */
    interface Content extends AutoCloseable {

        /**
         * Writes all of it.
         *
         * @param out where to; not closed
         * @throws IOException if reading or writing fails, or the access ended meanwhile
         */
        void writeTo(OutputStream out) throws IOException;

        /** Lets go of what it holds; has no effect after the first call. */
        @Override
        void close();
    }

    /**
     * An event stream. A binding either waits in {@link #next} on a thread of its own, or takes what is there by
     * {@link #poll} each time {@link #onReadable} calls. Each piece is flushed when it is written. A piece is either
     * events or a heartbeat.
     */
    final class Events implements Body {
        private final Source source;

        /**
         * A stream.
         *
         * @param source gives the pieces
         */
        public Events(Source source) {
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * The next piece, waiting for it.
         *
         * @param timeout how long to wait at most
         * @return bytes to write and flush; null if the time ran out or the stream is over
         * @throws InterruptedException if the thread is interrupted
         */
        public byte @Nullable [] next(Duration timeout) throws InterruptedException {
            return source.next(timeout);
        }

        /**
         * The next piece, if there is one.
         *
         * @return bytes to write and flush; null if there is none now
         */
        public byte @Nullable [] poll() {
            return source.poll();
        }

        /**
         * Whether the stream is over: all pieces are taken and none will come.
         *
         * @return true if it is
         */
        public boolean ended() {
            return source.ended();
        }

        /**
         * Calls back when there may be something to take or the stream has ended; also at once if so already.
         *
         * @param action runs on a thread of the endpoint and must return at once; replaces the one before
         */
        public void onReadable(Runnable action) {
            source.onReadable(action);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** Gives the pieces of an event stream; safe for use by several threads. */
    interface Source extends AutoCloseable {

        /**
         * The next piece, waiting for it.
         *
         * @param timeout how long to wait at most
         * @return the piece; null if the time ran out or the stream is over
         * @throws InterruptedException if the thread is interrupted
         */
        byte @Nullable [] next(Duration timeout) throws InterruptedException;

        /**
         * The next piece, if there is one.
         *
         * @return the piece or null
         */
        byte @Nullable [] poll();

        /**
         * Whether the stream is over.
         *
         * @return true if all pieces are taken and none will come
         */
        boolean ended();

        /**
         * Calls back when there may be something to take or the stream has ended; also at once if so already.
         *
         * @param action must return at once; replaces the one before
         */
        void onReadable(Runnable action);

        /** Ends the stream. */
        @Override
        void close();
    }
}
