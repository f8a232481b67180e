package io.remoteaudit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Parsers read what they wrote and nothing else, and fail in one way only, whatever they are given. */
class ParserProperties {

    private static final String SALT = "2GLC42sKQveCfGfryNRN9w";
    private static final LogSigner SIGNER = new LogSigner("qms.example.com/audit", new byte[Hash.LENGTH]);
    private static final Disclosure DISCLOSURE =
            Disclosure.of(SALT, "lots", Json.parse("[\"20200415-03\",1.50,-2e-7,true,null,{\"批\":\"\\u00e9\"}]"));

    /** Each parser with one thing it reads; what it read, written again, must be what was given. */
    private static final List<Format> FORMATS = List.of(
            new Format(
                    Leaf.of(EntryKind.RECORD, "REC-1", 2, Instant.EPOCH, List.of(DISCLOSURE))
                            .text(),
                    text -> Leaf.parse(text).text()),
            new Format(DISCLOSURE.encoded(), text -> Disclosure.parse(text).encoded()),
            new Format(
                    SIGNER.sign(7, Hash.sha256()),
                    text -> SignedNote.parse(text).format()),
            new Format(SIGNER.key().vkey(), text -> LogKey.parse(text).vkey()),
            new Format(
                    new Checkpoint("a.example", 12, Hash.sha256()).body(),
                    text -> Checkpoint.parse(text).body()),
            new Format("tile/1/x001/x234/067.p/25", text -> TileId.parse(text).path()),
            new Format(Hash.sha256().hex(), text -> Hash.parseHex(text).hex()),
            new Format(Hash.sha256().base64(), text -> Hash.parseBase64(text).base64()));

    private record Format(String example, UnaryOperator<String> readAndWrite) {}

    private record Change(double place, int removed, String inserted) {
        String of(String text) {
            int at = (int) (place * text.length());
            return text.substring(0, at) + inserted + text.substring(Math.min(text.length(), at + removed));
        }
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<String> characters = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789+-.eE\"\\[]{},: \n\u2014/x=AQgw_")
                        .ofMaxLength(3),
                Arbitraries.strings().ofMaxLength(2),
                Arbitraries.of("99999999999999999999", "e9999999999", "\\ud800", "\ud800", "\u00a0", "null"));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 3),
                        characters)
                .as(Change::new);
    }

    @Example
    void whatIsWrittenIsRead() {
        for (Format format : FORMATS) {
            assertThat(format.readAndWrite().apply(format.example())).isEqualTo(format.example());
        }
    }

    @Property(tries = 1500)
    void alteredTextIsReadAsItselfOrRefused(@ForAll @Size(min = 1, max = 3) List<@From("changes") Change> changes) {
        for (Format format : FORMATS) {
            String text = format.example();
            for (Change change : changes) {
                text = change.of(text);
            }
            check(format, text);
        }
    }

    @Property(tries = 500)
    void arbitraryTextIsReadAsItselfOrRefused(@ForAll String text) {
        FORMATS.forEach(format -> check(format, text));
    }

    @Property(tries = 1000)
    void alteredJsonIsReadOrRefused(@ForAll @Size(min = 1, max = 3) List<@From("changes") Change> changes) {
        String json =
                "{\"a\":[1,-2.50,3e4,12345678901234567890],\"批号\":{\"b\":\"x\\n\\u00e9😷\",\"c\":null,\"d\":true}}";
        for (Change change : changes) {
            json = change.of(json);
        }
        try {
            JsonNode value = Json.parse(json);
            assertThat(Json.write(Json.parse(Json.write(value)))).isEqualTo(Json.write(value));
            String canonical = Json.canonicalText(value);
            assertThat(Json.canonicalText(Json.parse(canonical))).isEqualTo(canonical);
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo("RA-0210");
        }
    }

    @Property(tries = 500)
    void arbitraryBytesAreReadOrRefused(@ForAll byte[] bytes) {
        try {
            assertThat(Json.parse(bytes)).isNotNull();
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo("RA-0210");
        }
    }

    @Property(tries = 500)
    void canonicalFormIsReadBackAsItself(@ForAll String name, @ForAll double number) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(name));
        String canonical = Json.canonicalText(Json.object().put(name, number));
        JsonNode read = Json.parse(canonical);
        assertThat(Json.canonicalText(read)).isEqualTo(canonical);
        assertThat(read.get(name).doubleValue()).isEqualTo(number == 0 ? 0.0 : number);
    }

    @Property(tries = 500)
    void doubleOfAnyBitsIsWrittenSoThatItIsReadBack(@ForAll long bits) {
        double number = Double.longBitsToDouble(bits);
        Assume.that(Double.isFinite(number));
        String canonical = Json.canonicalText(Json.array().add(number));
        double read = Json.parse(canonical).get(0).doubleValue();
        assertThat(read).isEqualTo(number == 0 ? 0.0 : number);
        assertThat(Json.canonicalText(Json.parse(canonical))).isEqualTo(canonical);
    }

    @Property(tries = 500)
    void disclosureIsReadBackEqual(@ForAll String name, @ForAll String text, @ForAll long number) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(name + " " + text));
        Disclosure made =
                Disclosure.of(SALT, name, Json.object().put(text, text).put("n" + text, number));
        Disclosure read = Disclosure.parse(made.encoded());
        assertThat(read.name()).isEqualTo(name);
        assertThat(Json.write(read.value())).isEqualTo(Json.write(made.value()));
        assertThat(read.digest()).isEqualTo(made.digest()).hasSize(43);
    }

    @Property(tries = 500)
    void tilePathIsReadBackEqual(
            @ForAll @IntRange(max = 7) int level,
            @ForAll @LongRange(max = 1L << 54) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TileId tile = new TileId(level, index, width);
        assertThat(TileId.parse(tile.path())).isEqualTo(tile);
    }

    @Property(tries = 100)
    void checkpointOfAnySizeOpensAndAlteredDoesNot(
            @ForAll @LongRange(max = Long.MAX_VALUE) long size, @ForAll @IntRange(max = 10_000) int any) {
        Hash root = Hash.sha256(new byte[] {(byte) any});
        String note = SIGNER.sign(size, root);
        assertThat(SIGNER.key().open(note)).isEqualTo(new Checkpoint("qms.example.com/audit", size, root));
        int at = any % note.length();
        String altered = note.substring(0, at) + (char) (note.charAt(at) ^ 1) + note.substring(at + 1);
        boolean opened = true;
        try {
            SIGNER.key().open(altered);
        } catch (MalformedException | ProofException e) {
            opened = false;
        }
        assertThat(opened).isFalse();
    }

    private static void check(Format format, String text) {
        String again;
        try {
            again = format.readAndWrite().apply(text);
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo("RA-0210");
            return;
        }
        // Blanks around a key are forgiven, as it is pasted by hand; extension lines of a checkpoint are passed over.
        assertThat(text.strip()).startsWith(again.strip());
    }
}
