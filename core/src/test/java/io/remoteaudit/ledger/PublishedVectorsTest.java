package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds our formats against vectors that others published. */
class PublishedVectorsTest {

    private static final LogKey TLOG_KEY =
            LogKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    /** The eight leaves of Certificate Transparency's own tests of RFC 6962, which the proof vectors use too. */
    private static final List<Hash> CT_LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(leaf -> MerkleTree.leafHash(HexFormat.of().parseHex(leaf)))
            .toList();

    private static final Tiles CT_TILES = (level, index, width) -> {
        byte[] tile = new byte[width * Hash.LENGTH];
        for (int i = 0; i < width; i++) {
            CT_LEAVES.get(i).copyInto(tile, i);
        }
        return tile;
    };

    static Stream<Path> inclusionVectors() {
        return jsonFilesBelow("merkle/inclusion");
    }

    static Stream<Path> consistencyVectors() {
        return jsonFilesBelow("merkle/consistency");
    }

    @ParameterizedTest
    @MethodSource("inclusionVectors")
    void inclusionProofHoldsExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        assertDecidesAsTheVectorSays(
                file,
                vector -> new InclusionProof(
                                vector.get("leafIdx").asLong(),
                                vector.get("treeSize").asLong(),
                                hashes(vector.get("proof")))
                        .verify(hash(vector.get("leafHash")), hash(vector.get("root"))));
    }

    @ParameterizedTest
    @MethodSource("consistencyVectors")
    void consistencyProofHoldsExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        assertDecidesAsTheVectorSays(
                file,
                vector -> new ConsistencyProof(
                                vector.get("size1").asLong(),
                                vector.get("size2").asLong(),
                                hashes(vector.get("proof")))
                        .verify(hash(vector.get("root1")), hash(vector.get("root2"))));
    }

    static Stream<Path> subtreeInclusionVectors() {
        return jsonFilesBelow("merkle/subtreeinclusion");
    }

    static Stream<Path> subtreeConsistencyVectors() {
        return jsonFilesBelow("merkle/subtreeconsistency");
    }

    @ParameterizedTest
    @MethodSource("subtreeInclusionVectors")
    void leafIsInASubtreeExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        assertDecidesAsTheVectorSays(
                file,
                vector -> subtree(vector)
                        .verifyInclusion(
                                vector.get("leafIdx").asLong(),
                                hash(vector.get("leafHash")),
                                hashes(vector.get("proof")),
                                hash(vector.get("root"))));
    }

    @ParameterizedTest
    @MethodSource("subtreeConsistencyVectors")
    void subtreeIsOfATreeExactlyWhereTheVectorSaysSo(Path file) throws IOException {
        assertDecidesAsTheVectorSays(
                file,
                vector -> subtree(vector)
                        .verifyConsistency(
                                vector.get("size").asLong(),
                                hashes(vector.get("proof")),
                                hash(vector.get("root1")),
                                hash(vector.get("root2"))));
    }

    /** A number beyond 2^63 is of no tree here, and refused as one that cannot be read. */
    private static Subtree subtree(JsonNode vector) {
        for (String name : List.of("start", "end")) {
            if (!vector.get(name).canConvertToLong()) {
                throw new MalformedException("'" + name + "' is too large");
            }
        }
        return new Subtree(vector.get("start").asLong(), vector.get("end").asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void canonicalFormIsThatOfRfc8785(String name) throws IOException {
        JsonNode input = asDoubles(Json.parse(Files.readAllBytes(vector("jcs/input/" + name + ".json"))));
        String hex = Files.readString(vector("jcs/outhex/" + name + ".txt"))
                .replaceAll("\\s", "")
                .toLowerCase(Locale.ROOT);
        assertThat(HexFormat.of().formatHex(Json.canonical(input))).isEqualTo(hex);
    }

    @Test
    void numberThatRfc8785WouldRoundIsRefusedWithItsPlace() throws IOException {
        JsonNode input = Json.parse(Files.readAllBytes(vector("jcs/input/values.json")));
        assertThatThrownBy(() -> Json.canonical(input))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("'/numbers/0'")
                .hasMessageContaining("333333333.3333333,");
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

    @Test
    void tilePathsAreThoseOfTlogTiles() {
        assertThat(new TileId(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(TileId.parse("tile/0/x001/x234/067")).isEqualTo(new TileId(0, 1_234_067, 256));
        assertThat(TileId.parse("tile/1/000.p/3")).isEqualTo(new TileId(1, 0, 3));
        for (String wrong : List.of("tile/00/000", "tile/0/x000/001", "tile/0/000.p/256", "tile/0/1", "tile/8/000")) {
            assertThatThrownBy(() -> TileId.parse(wrong)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void rootsAreThoseOfCertificateTransparency() {
        List<String> roots = List.of(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        for (int size = 0; size < roots.size(); size++) {
            Hash root = Hash.parseHex(roots.get(size));
            assertThat(MerkleTree.root(CT_LEAVES.subList(0, size))).isEqualTo(root);
            assertThat(MerkleTree.root(CT_TILES, size)).isEqualTo(root);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void proofsMadeHereAreThePublishedOnes(int number) throws IOException {
        JsonNode inclusion = Json.parse(Files.readAllBytes(vector("merkle/inclusion/" + number + "/happy-path.json")));
        assertThat(MerkleTree.inclusion(
                                CT_TILES,
                                inclusion.get("leafIdx").asLong(),
                                inclusion.get("treeSize").asLong())
                        .path())
                .isEqualTo(hashes(inclusion.get("proof")));
        JsonNode consistency =
                Json.parse(Files.readAllBytes(vector("merkle/consistency/" + number + "/happy-path.json")));
        assertThat(MerkleTree.consistency(
                                CT_TILES,
                                consistency.get("size1").asLong(),
                                consistency.get("size2").asLong())
                        .path())
                .isEqualTo(hashes(consistency.get("proof")));
    }

    /** A vector may hold what cannot even be read, which counts as refused. */
    private static void assertDecidesAsTheVectorSays(Path file, Predicate<JsonNode> check) throws IOException {
        JsonNode vector = Json.parse(Files.readAllBytes(file));
        boolean accepted;
        try {
            accepted = check.test(vector);
        } catch (MalformedException | IllegalArgumentException e) {
            accepted = false;
        }
        assertThat(accepted)
                .as(vector.get("desc").asText())
                .isNotEqualTo(vector.get("wantErr").asBoolean());
    }

    private static List<Hash> hashes(JsonNode array) {
        List<Hash> hashes = new ArrayList<>();
        array.forEach(value -> hashes.add(hash(value)));
        return hashes;
    }

    /** The standard's own inputs are what an ECMAScript parser makes of them: all numbers are doubles. */
    private static JsonNode asDoubles(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = Json.object();
            value.properties().forEach(property -> object.set(property.getKey(), asDoubles(property.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = Json.array();
            value.forEach(item -> array.add(asDoubles(item)));
            return array;
        }
        return value.isNumber() ? DoubleNode.valueOf(value.doubleValue()) : value;
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
