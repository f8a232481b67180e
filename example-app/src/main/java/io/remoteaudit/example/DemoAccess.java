package io.remoteaudit.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What a newcomer or a script needs to go on: {@code demo-access.json}, readable by its owner only. It is written last,
 * so that once it is there, everything it speaks of is there too; and read again at the next start.
 */
@Component
final class DemoAccess {

    static final String STAFF_USER = "quality";

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 20;

    private final Path file;
    private final @Nullable Tokens known;
    private final String staffPassword;

    DemoAccess(@Value("${example.directory}") Path directory) {
        this.file = directory.resolve("demo-access.json");
        Optional<JsonNode> content = read(file);
        this.known = content.map(Tokens::of).orElse(null);
        this.staffPassword =
                content.map(json -> json.path("staffPassword").asText()).orElseGet(DemoAccess::newPassword);
    }

    /**
     * The token of one demonstration engagement.
     *
     * @param id the engagement
     * @param body the certification body
     * @param token the auditor's token
     */
    record Access(String id, String body, String token) {}

    /**
     * All demonstration tokens.
     *
     * @param engagements one for each engagement
     * @param expired a token whose time is over
     * @param revoked a token that was revoked
     */
    record Tokens(List<Access> engagements, String expired, String revoked) {

        Tokens {
            engagements = List.copyOf(engagements);
        }

        private static Tokens of(JsonNode json) {
            List<Access> engagements = new ArrayList<>();
            for (JsonNode engagement : json.path("engagements")) {
                engagements.add(new Access(
                        engagement.path("id").asText(),
                        engagement.path("body").asText(),
                        engagement.path("token").asText()));
            }
            return new Tokens(
                    engagements,
                    json.path("expiredToken").asText(),
                    json.path("revokedToken").asText());
        }
    }

    /** The tokens of an earlier start, if it came as far as writing them down. */
    Optional<Tokens> tokens() {
        return Optional.ofNullable(known);
    }

    String staffPassword() {
        return staffPassword;
    }

    Path file() {
        return file;
    }

    void write(String baseUrl, Tokens tokens, Path signingCertificate) {
        ObjectNode json = Json.object();
        json.put("baseUrl", baseUrl);
        json.put("auditorUrl", baseUrl + "/audit/ui/");
        json.put("staffUrl", baseUrl + "/audit-desk/");
        json.put("staffUser", STAFF_USER);
        json.put("staffPassword", staffPassword);
        ArrayNode engagements = json.putArray("engagements");
        for (Access access : tokens.engagements()) {
            engagements
                    .addObject()
                    .put("id", access.id())
                    .put("body", access.body())
                    .put("token", access.token());
        }
        json.put("expiredToken", tokens.expired());
        json.put("revokedToken", tokens.revoked());
        json.put("signingCertificate", signingCertificate.toString());
        Path fresh = file.resolveSibling("demo-access.json.new");
        try {
            Files.deleteIfExists(fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(fresh, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written; check the directory's rights", e);
        }
    }

    private static Optional<JsonNode> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; check its rights, or delete it", e);
        }
    }

    private static String newPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
