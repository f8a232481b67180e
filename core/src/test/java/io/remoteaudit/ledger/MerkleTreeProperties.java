package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Holds proofs against the definition of the tree in RFC 6962, computed the slow way. */
class MerkleTreeProperties {

    private static final List<Hash> LEAVES = leaves(70_000);

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 300),
                Arbitraries.of(255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000),
                Arbitraries.integers().between(1, 70_000));
    }

    @Property(tries = 60)
    void rootFromTilesIsTheRootOfTheDefinition(@ForAll("sizes") int size) {
        assertThat(MerkleTree.root(nodes(size), size)).isEqualTo(definition(0, size));
    }

    @Property(tries = 100)
    void everyLeafIsProvenAndNoOtherHashIs(@ForAll("sizes") int size, @ForAll @IntRange(max = 69_999) int any) {
        int leaf = any % size;
        InclusionProof proof = MerkleTree.inclusion(nodes(size), leaf, size);
        Hash root = MerkleTree.root(nodes(size), size);
        assertThat(proof.verify(LEAVES.get(leaf), root)).isTrue();
        assertThat(proof.verify(flipped(LEAVES.get(leaf), any), root)).isFalse();
        assertThat(proof.verify(LEAVES.get(leaf), flipped(root, any))).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, flipped(path.get(i), any));
            assertThat(new InclusionProof(leaf, size, path).verify(LEAVES.get(leaf), root))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void everyEarlierTreeIsProvenAndNoOtherRootIs(
            @ForAll("sizes") int one, @ForAll("sizes") int other, @ForAll @IntRange(max = 255) int bit) {
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        ConsistencyProof proof = MerkleTree.consistency(nodes(to), from, to);
        Hash fromRoot = definition(0, from);
        Hash toRoot = definition(0, to);
        assertThat(proof.verify(fromRoot, toRoot)).isTrue();
        assertThat(proof.verify(flipped(fromRoot, bit), toRoot)).isFalse();
        assertThat(proof.verify(fromRoot, flipped(toRoot, bit))).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, flipped(path.get(i), bit));
            assertThat(new ConsistencyProof(from, to, path).verify(fromRoot, toRoot))
                    .isFalse();
        }
    }

    @Property(tries = 300)
    void parsersRefuseWhatIsNotTheirsWithOneKindOfFailure(@ForAll String text) {
        for (Parser parser : List.<Parser>of(
                Leaf::parse, Disclosure::parse, SignedNote::parse, LogKey::parse, Checkpoint::parse, TileId::parse)) {
            try {
                parser.parse(text);
            } catch (MalformedException e) {
                assertThat(e.code()).isEqualTo("RA-0210");
            }
        }
    }

    @Property(tries = 300)
    void canonicalFormIsReadBackAsItself(@ForAll String name, @ForAll double number) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(name) && Double.isFinite(number));
        var json = Json.object().put(name, number);
        String canonical = Json.canonicalText(json);
        assertThat(Json.canonicalText(Json.parse(canonical))).isEqualTo(canonical);
        assertThat(Json.parse(canonical).get(name).doubleValue()).isEqualTo(number == 0 ? 0.0 : number);
    }

    private interface Parser {
        Object parse(String text);
    }

    private static Hash definition(int start, int end) {
        if (end - start == 1) {
            return LEAVES.get(start);
        }
        int split = start + Integer.highestOneBit(end - start - 1);
        return MerkleTree.nodeHash(definition(start, split), definition(split, end));
    }

    /** Serves tiles as the ledger does: level 0 from leaves, each further level from the roots of full tiles. */
    private static MerkleTree.Nodes nodes(int size) {
        return new TileNodes((level, index) -> {
            int width = (int) Math.min(TileId.FULL, (size >> (8 * level)) - index * TileId.FULL);
            byte[] tile = new byte[width * Hash.LENGTH];
            for (int i = 0; i < width; i++) {
                int span = 1 << (8 * level);
                int start = (int) (index * TileId.FULL + i) * span;
                definition(start, start + span).copyInto(tile, i);
            }
            return tile;
        });
    }

    private static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.toBytes();
        bytes[bit / 8 % Hash.LENGTH] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }

    private static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            leaves.add(MerkleTree.leafHash(Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }
}
