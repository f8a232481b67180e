package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.store.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does what a request with an {@code Idempotency-Key} asks for once, and gives the same answer again for 24 hours, also
 * after a restart. A key belongs to the caller who sent it. Safe for use by several threads.
 */
final class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(10);
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private static final String PURGE = "DELETE FROM remote_audit_idempotency WHERE begun_at < ?";
    private static final String CLAIM =
            "INSERT INTO remote_audit_idempotency (key_digest, request_digest, begun_at) VALUES (?, ?, ?)";
    private static final String FIND =
            "SELECT request_digest, answer FROM remote_audit_idempotency WHERE key_digest = ?";
    private static final String ANSWER = "UPDATE remote_audit_idempotency SET answer = ? WHERE key_digest = ?";
    private static final String FORGET = "DELETE FROM remote_audit_idempotency WHERE key_digest = ?";

    private final Database database;
    private final Clock clock;
    private final AtomicLong purgedAt = new AtomicLong(Long.MIN_VALUE);

    IdempotencyKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Kept(String requestDigest, @Nullable String answer) {}

    Reply once(Visit visit, Operation.Handler handler) {
        List<String> keys = visit.request().headers().all("Idempotency-Key");
        if (keys.isEmpty()) {
            return handler.answer(visit);
        }
        if (keys.size() > 1 || !KEY.matcher(keys.get(0)).matches()) {
            throw Refusal.parameter("Idempotency-Key", "header");
        }
        String key = digest(Gatekeeper.person(visit.caller()), keys.get(0));
        String request = digest(
                visit.request().method() + " " + visit.request().path(),
                String.join(",", visit.request().headers().all("If-Match"))
                        + "\n"
                        + new String(visit.bytes(), StandardCharsets.UTF_8));
        purge();
        Optional<Kept> used = claim(key, request);
        if (used.isEmpty()) {
            return doAndKeep(visit, handler, key);
        }
        Kept kept = used.get();
        if (!kept.requestDigest().equals(request)) {
            throw Refusal.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
        }
        if (kept.answer() == null) {
            throw Refusal.of(ProblemType.IDEMPOTENCY_UNRESOLVED).with("Retry-After", "5");
        }
        return read(kept.answer());
    }

    private Reply doAndKeep(Visit visit, Operation.Handler handler, String key) {
        Reply reply;
        try {
            reply = handler.answer(visit);
        } catch (RemoteAuditException e) {
            if (Problems.status(e) < 500) {
                // A refusal did nothing, so the key is as if it had not been used.
                update("forget an idempotency key", FORGET, key);
            }
            throw e;
        }
        if (reply instanceof Document document) {
            update("keep the answer to an idempotency key", ANSWER, write(document), key);
        }
        return reply;
    }

    /** Takes the key and gives nothing, or gives what is kept under it. */
    private Optional<Kept> claim(String key, String request) {
        return database.transaction("look up an idempotency key", connection -> {
            try (PreparedStatement find = connection.prepareStatement(FIND)) {
                find.setString(1, key);
                try (ResultSet rows = find.executeQuery()) {
                    if (rows.next()) {
                        return Optional.of(new Kept(rows.getString(1), rows.getString(2)));
                    }
                }
            }
            try {
                // With a savepoint: PostgreSQL commits nothing after a statement that failed.
                Database.within(connection, own -> {
                    try (PreparedStatement insert = own.prepareStatement(CLAIM)) {
                        insert.setString(1, key);
                        insert.setString(2, request);
                        insert.setLong(3, clock.millis());
                        return insert.executeUpdate();
                    }
                });
            } catch (SQLException e) {
                if (Database.isUniqueViolation(e)) {
                    return Optional.of(new Kept(request, null));
                }
                throw e;
            }
            return Optional.empty();
        });
    }

    private void purge() {
        long now = clock.millis();
        long last = purgedAt.get();
        boolean due = last == Long.MIN_VALUE || now - last >= BETWEEN_PURGES.toMillis();
        if (due && purgedAt.compareAndSet(last, now)) {
            database.execute("forget old idempotency keys", connection -> {
                try (PreparedStatement delete = connection.prepareStatement(PURGE)) {
                    delete.setLong(1, now - KEPT.toMillis());
                    delete.executeUpdate();
                }
            });
        }
    }

    private void update(String what, String sql, String... parameters) {
        database.execute(what, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                statement.executeUpdate();
            }
        });
    }

    private static String write(Document document) {
        ObjectNode json = Json.object();
        json.put("status", document.status());
        json.put("mediaType", document.mediaType());
        json.put("etag", document.etag());
        document.ledgerSize().ifPresent(size -> json.put("ledgerSize", size));
        ObjectNode headers = json.putObject("headers");
        document.headers().forEach(headers::put);
        json.put("content", new String(document.content(), StandardCharsets.UTF_8));
        return Json.write(json);
    }

    private static Document read(String kept) {
        JsonNode json = Json.parse(kept);
        Headers[] headers = {Headers.none()};
        json.path("headers")
                .properties()
                .forEach(header -> headers[0] =
                        headers[0].with(header.getKey(), header.getValue().asText()));
        JsonNode size = json.get("ledgerSize");
        return Document.restored(
                json.path("status").asInt(),
                json.path("mediaType").textValue(),
                json.path("content").asText().getBytes(StandardCharsets.UTF_8),
                json.path("etag").textValue(),
                size == null ? OptionalLong.empty() : OptionalLong.of(size.asLong()),
                headers[0]);
    }

    private static String digest(String first, String second) {
        return Hash.sha256((first.length() + ":" + first + second).getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
