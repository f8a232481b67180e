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
    private final @Nullable Ways known;
    private final String staffPassword;

    DemoAccess(@Value("${example.directory}") Path directory) {
        this.file = directory.resolve("demo-access.json");
        Optional<JsonNode> content = read(file);
        this.known = content.map(Ways::of).orElse(null);
        this.staffPassword =
                content.map(json -> json.path("staffPassword").asText()).orElseGet(DemoAccess::newPassword);
    }

    /**
     * How the auditor of one demonstration engagement gets in.
     *
     * @param id the engagement
     * @param body the certification body
     * @param invitation what the link holds, from {@code ri_} on
     * @param code the code, which a real maker would tell another way
     */
    record Access(String id, String body, String invitation, String code) {

        String link(String pages) {
            return pages + "/audit/ui/#/invitation/" + invitation;
        }
    }

    /**
     * All ways in, and two that are none any more.
     *
     * @param engagements one for each engagement
     * @param expired a token whose time is over
     * @param revoked a token that was revoked
     */
    record Ways(List<Access> engagements, String expired, String revoked) {

        Ways {
            engagements = List.copyOf(engagements);
        }

        private static Ways of(JsonNode json) {
            List<Access> engagements = new ArrayList<>();
            for (JsonNode engagement : json.path("engagements")) {
                engagements.add(new Access(
                        engagement.path("id").asText(),
                        engagement.path("body").asText(),
                        engagement.path("invitation").asText(),
                        engagement.path("code").asText()));
            }
            return new Ways(
                    engagements,
                    json.path("expiredToken").asText(),
                    json.path("revokedToken").asText());
        }
    }

    /** The ways in of an earlier start, if it came as far as writing them down. */
    Optional<Ways> ways() {
        return Optional.ofNullable(known);
    }

    String staffPassword() {
        return staffPassword;
    }

    Path file() {
        return file;
    }

    /**
     * Writes the ways in.
     *
     * @param baseUrl where programs reach the factory
     * @param pages where people do
     */
    void write(String baseUrl, String pages, Ways ways, Path signingCertificate) {
        ObjectNode json = Json.object();
        json.put("baseUrl", baseUrl);
        json.put("auditorUrl", pages + "/audit/ui/");
        json.put("staffUrl", pages + "/audit-desk/");
        json.put("staffUser", STAFF_USER);
        json.put("staffPassword", staffPassword);
        ArrayNode engagements = json.putArray("engagements");
        for (Access access : ways.engagements()) {
            engagements
                    .addObject()
                    .put("id", access.id())
                    .put("body", access.body())
                    .put("link", access.link(pages))
                    .put("invitation", access.invitation())
                    .put("code", access.code());
        }
        json.put("expiredToken", ways.expired());
        json.put("revokedToken", ways.revoked());
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
