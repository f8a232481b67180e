package io.remoteaudit.spring;

import io.remoteaudit.endpoint.Body;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an event stream without holding a thread. It never waits for its reader: while the connection takes no more,
 * events queue up in the stream, which ends itself when they become too many.
 */
final class EventWriter implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    private final Body.Events events;
    private final AsyncContext context;
    private final ServletOutputStream out;
    private boolean unflushed = true;
    private boolean over;

    private EventWriter(Body.Events events, AsyncContext context, ServletOutputStream out) {
        this.events = events;
        this.context = context;
        this.out = out;
    }

    /** Takes the stream over, and closes it when it is over for whatever reason. */
    static void start(Body.Events events, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean started = false;
        try {
            ServletOutputStream out = response.getOutputStream();
            AsyncContext context = request.startAsync(request, response);
            // The stream has an end of its own.
            context.setTimeout(0);
            EventWriter writer = new EventWriter(events, context, out);
            context.addListener(writer);
            out.setWriteListener(writer);
            started = true;
        } finally {
            if (!started) {
                events.close();
            }
        }
    }

    /** Called by the container once, as soon as something can be written, and again after each time it could not. */
    @Override
    public void onWritePossible() {
        events.onReadable(this::advance);
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("An event stream's reader has gone", failure);
        end();
    }

    /** Writes what the connection takes now. */
    private synchronized void advance() {
        if (over) {
            return;
        }
        try {
            while (out.isReady()) {
                if (unflushed) {
                    unflushed = false;
                    out.flush();
                    continue;
                }
                byte[] piece = events.poll();
                if (piece == null) {
                    break;
                }
                out.write(piece);
                unflushed = true;
            }
            if (events.ended()) {
                end();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("An event stream's reader has gone", e);
            end();
        }
    }

    private void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        events.close();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.debug("An event stream was over already", e);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (this) {
            over = true;
        }
        events.close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }
}
