package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds our formats against vectors that others published. */
class PublishedVectorsTest {

    private static final LogKey TLOG_KEY =
            LogKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    static Stream<Path> inclusionVectors() {
        return jsonFilesBelow("merkle/inclusion");
    }

    static Stream<Path> consistencyVectors() {
        return jsonFilesBelow("merkle/consistency");
    }

    @ParameterizedTest
    @MethodSource("inclusionVectors")
    void inclusionProofHoldsExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        JsonNode vector = Json.parse(Files.readAllBytes(file));
        assertThat(accepts(() -> new InclusionProof(
                                vector.get("leafIdx").asLong(),
                                vector.get("treeSize").asLong(),
                                hashes(vector.get("proof")))
                        .verify(hash(vector.get("leafHash")), hash(vector.get("root")))))
                .as(vector.get("desc").asText())
                .isNotEqualTo(vector.get("wantErr").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("consistencyVectors")
    void consistencyProofHoldsExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        JsonNode vector = Json.parse(Files.readAllBytes(file));
        assertThat(accepts(() -> new ConsistencyProof(
                                vector.get("size1").asLong(),
                                vector.get("size2").asLong(),
                                hashes(vector.get("proof")))
                        .verify(hash(vector.get("root1")), hash(vector.get("root2")))))
                .as(vector.get("desc").asText())
                .isNotEqualTo(vector.get("wantErr").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void canonicalFormIsThatOfRfc8785(String name) throws IOException {
        JsonNode input = Json.parse(Files.readAllBytes(vector("jcs/input/" + name + ".json")));
        String hex = Files.readString(vector("jcs/outhex/" + name + ".txt"))
                .replaceAll("\\s", "")
                .toLowerCase(Locale.ROOT);
        assertThat(HexFormat.of().formatHex(Json.canonical(input))).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void checkpointOfAnotherLogIsSignedAndItsRootFollowsFromItsTile(int size) throws IOException {
        Checkpoint checkpoint = TLOG_KEY.open(Files.readString(vector("tlog/testdata/log/checkpoint." + size)));
        byte[] tile = Files.readAllBytes(vector("tlog/testdata/log/tile/0/000.p/" + size));
        assertThat(checkpoint.size()).isEqualTo(size);
        assertThat(MerkleTree.root(new TileNodes((level, index) -> tile), size)).isEqualTo(checkpoint.root());
    }

    @Test
    void checkpointsOfAnotherLogAreConsistent() throws IOException {
        byte[] tile = Files.readAllBytes(vector("tlog/testdata/log/tile/0/000.p/15"));
        Checkpoint last = TLOG_KEY.open(Files.readString(vector("tlog/testdata/log/checkpoint.15")));
        for (int size = 1; size < 15; size++) {
            Checkpoint earlier = TLOG_KEY.open(Files.readString(vector("tlog/testdata/log/checkpoint." + size)));
            ConsistencyProof proof = MerkleTree.consistency(new TileNodes((level, index) -> tile), size, 15);
            assertThat(proof.verify(earlier.root(), last.root())).isTrue();
        }
    }

    /** RFC 9901, section 4.2.1: the same field, written with other blanks and escapes, in two encodings. */
    @Test
    void disclosureOfRfc9901IsReadAndHashed() {
        String encoded = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        Disclosure disclosure = Disclosure.parse(encoded);
        assertThat(disclosure.salt()).isEqualTo("_26bc4LT-ac6q2KI6cBW5es");
        assertThat(disclosure.name()).isEqualTo("family_name");
        assertThat(disclosure.value().textValue()).isEqualTo("Möbius");
        assertThat(disclosure.digest()).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    }

    @Test
    void tilePathsAreThoseOfTlogTiles() {
        assertThat(new TileId(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(TileId.parse("tile/0/x001/x234/067")).isEqualTo(new TileId(0, 1_234_067, 256));
        assertThat(TileId.parse("tile/1/000.p/3")).isEqualTo(new TileId(1, 0, 3));
        for (String wrong : List.of("tile/00/000", "tile/0/x000/001", "tile/0/000.p/256", "tile/0/1", "tile/8/000")) {
            assertThatThrownBy(() -> TileId.parse(wrong)).isInstanceOf(MalformedException.class);
        }
    }

    private interface Check {
        boolean holds();
    }

    /** A vector with garbage for a hash is refused when it is read, which counts as refused. */
    private static boolean accepts(Check check) {
        try {
            return check.holds();
        } catch (MalformedException | IllegalArgumentException e) {
            return false;
        }
    }

    private static List<Hash> hashes(JsonNode array) {
        List<Hash> hashes = new ArrayList<>();
        array.forEach(value -> hashes.add(hash(value)));
        return hashes;
    }

    /** Some vectors hold a short text for a root that does not matter; its digest serves as well. */
    private static Hash hash(JsonNode base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.asText());
        return bytes.length == Hash.LENGTH || bytes.length == 0 ? Hash.of(bytes) : Hash.sha256(bytes);
    }

    private static Stream<Path> jsonFilesBelow(String directory) {
        try (Stream<Path> files = Files.walk(vector(directory))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path vector(String name) {
        try {
            return Path.of(Objects.requireNonNull(PublishedVectorsTest.class.getResource("/vectors/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
