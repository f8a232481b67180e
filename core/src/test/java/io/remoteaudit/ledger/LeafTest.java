package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafTest {

    private static final String SALT = "2GLC42sKQveCfGfryNRN9w";
    private static final List<Disclosure> FIELDS = List.of(
            Disclosure.of(SALT, "title", Json.text("熔喷布来料检验")),
            Disclosure.of(SALT, "site", Json.text("苏州")),
            Disclosure.of(SALT, "type", Json.text("incoming-inspection")));
    private static final Leaf LEAF =
            Leaf.of(EntryKind.RECORD, "REC-2026-000123", 3, Instant.parse("2026-04-15T08:30:00.000999Z"), FIELDS);

    @Test
    void leafIsTheCanonicalFormOfItsParts() {
        List<String> digests =
                new ArrayList<>(FIELDS.stream().map(Disclosure::digest).toList());
        Collections.sort(digests);
        assertThat(LEAF.text())
                .isEqualTo("{\"_sd\":[\"" + String.join("\",\"", digests) + "\"],\"_sd_alg\":\"sha-256\","
                        + "\"at\":\"2026-04-15T08:30:00.000Z\",\"kind\":\"record\",\"subject\":\"REC-2026-000123\","
                        + "\"version\":3}");
        assertThat(Json.canonicalText(Json.parse(LEAF.text()))).isEqualTo(LEAF.text());
        assertThat(LEAF.hash()).isEqualTo(MerkleTree.leafHash(LEAF.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(LEAF.atText()).isEqualTo("2026-04-15T08:30:00.000Z");
    }

    @Test
    void leafIsReadBackEqual() {
        Leaf read = Leaf.parse(LEAF.text());
        assertThat(read).isEqualTo(LEAF).hasSameHashCodeAs(LEAF);
        assertThat(read.kind()).isEqualTo(EntryKind.RECORD);
        assertThat(read.subject()).isEqualTo("REC-2026-000123");
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.at()).isEqualTo(LEAF.at());
        assertThat(read.digests()).isEqualTo(LEAF.digests());
        for (EntryKind kind : EntryKind.values()) {
            Leaf other = Leaf.of(kind, "编号/1 \"😷\"", Integer.MAX_VALUE, Instant.EPOCH, List.of());
            assertThat(Leaf.parse(other.text())).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"version\":3`, `\"version\":3.0`",
                "`\"version\":3`, `\"version\":03`",
                "`\"version\":3`, `\"version\":0`",
                "`\"version\":3`, `\"version\":\"3\"`",
                "`\"version\":3`, `\"version\":4294967299`",
                "`\"version\":3`, `\"version\":3,\"z\":1`",
                "`\"version\":3`, `\"version\":3,\"version\":3`",
                "`\"version\":3}`, `\"version\":3} `",
                "`,\"kind\"`, `, \"kind\"`",
                "`\"record\"`, `\"Record\"`",
                "`\"record\"`, `\"recor\\u0064\"`",
                "`\"REC-2026-000123\"`, `\"\"`",
                "`\"REC-2026-000123\"`, `null`",
                "`\"REC-2026-000123\"`, `\"\\ud800\"`",
                "`00.000Z`, `00Z`",
                "`00.000Z`, `00.0000Z`",
                "`08:30:00.000Z`, `24:00:00.000Z`",
                "`08:30:00.000Z`, `08:30:00.000+00:00`",
                "`2026-04`, `+12026-04`",
                "`sha-256`, `sha-512`",
                "`\"_sd_alg\":\"sha-256\",`, ``",
                "`\"_sd\":[\"`, `\"_sd\":[\"hello\",\"`",
                "`\"_sd\":[`, `\"_sd\":[1,`"
            })
    void anyOtherFormIsRefused(String part, String instead) {
        assertThat(LEAF.text()).contains(part);
        String text = LEAF.text().replace(part, instead);
        assertThatThrownBy(() -> Leaf.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void digestsOutOfOrderOrTwiceAreRefused() {
        List<String> digests = LEAF.digests();
        String twice = LEAF.text().replace(digests.get(1), digests.get(0));
        assertThatThrownBy(() -> Leaf.parse(twice)).isInstanceOf(MalformedException.class);
        String swapped = LEAF.text()
                .replace(digests.get(0), "@")
                .replace(digests.get(1), digests.get(0))
                .replace("@", digests.get(1));
        assertThatThrownBy(() -> Leaf.parse(swapped)).isInstanceOf(MalformedException.class);
        String endsInOtherBits =
                LEAF.text().replace(digests.get(2), digests.get(2).substring(0, 42) + "B");
        assertThatThrownBy(() -> Leaf.parse(endsInOtherBits)).isInstanceOf(MalformedException.class);
    }

    @Test
    void leafThatCouldNotBeReadBackIsNotMade() {
        Instant now = Instant.EPOCH;
        for (Runnable make : List.<Runnable>of(
                () -> Leaf.of(EntryKind.RECORD, "", 1, now, List.of()),
                () -> Leaf.of(EntryKind.RECORD, "x".repeat(201), 1, now, List.of()),
                () -> Leaf.of(EntryKind.RECORD, "x", 0, now, List.of()),
                () -> Leaf.of(EntryKind.RECORD, "x", 1, Instant.parse("+10000-01-01T00:00:00Z"), List.of()),
                () -> Leaf.of(EntryKind.RECORD, "x", 1, Instant.MIN, List.of()))) {
            assertThatThrownBy(make::run).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Leaf.of(EntryKind.RECORD, "\ud83d", 1, now, List.of()))
                .isInstanceOf(MalformedException.class);
    }
}
