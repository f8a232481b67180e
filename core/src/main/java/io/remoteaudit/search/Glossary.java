package io.remoteaudit.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.standard.Source;
import io.remoteaudit.store.Lazily;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one thing is called in Chinese, in English and in short. A word of a query that is a term of an entry is also
 * searched by the entry's other terms, scored below the word as it was written; a word that is a term of several entries
 * by the terms of all of them. Nothing of it is in the index, so it can change at every start.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Glossary {

    private static final Glossary STANDARD = new Glossary(Lazily.of(GlossaryReader::shipped));

    /** Those that come from files of this library are read by the first search. */
    private final Lazily<List<Entry>> entries;

    private final Lazily<Hash> digest = Lazily.of(this::computeDigest);

    private Glossary(Lazily<List<Entry>> entries) {
        this.entries = entries;
    }

    /**
     * The glossary this library ships: masks, protective clothing, their materials, processes, tests and papers.
     *
     * @return the same object every time
     */
    public static Glossary standard() {
        return STANDARD;
    }

    /**
     * A glossary without entries: words are searched as they are written.
     *
     * @return the glossary
     */
    public static Glossary empty() {
        return of(List.of());
    }

    /**
     * The names of characteristics, so that one found by its code is found by its names too.
     *
     * @param characteristics the characteristics, usually those of the catalogue
     * @return a glossary with an entry for each
     */
    public static Glossary ofCharacteristics(Collection<Characteristic> characteristics) {
        return of(characteristics.stream().map(Glossary::entry).toList());
    }

    /**
     * Reads a glossary in JSON: an object with the member {@code entries}, a list of objects with {@code category},
     * {@code zh}, {@code en}, and where wanted {@code abbreviations}, {@code homonyms} and {@code source}. A term that
     * reads as an identifier is refused, since identifiers are searched as they are written.
     *
     * @param file a file of at most 4 MB
     * @return the glossary
     * @throws GlossaryException if the file cannot be read or an entry is not as it should be; names the entry
     */
    public static Glossary read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return GlossaryReader.read(file.toString(), in);
        } catch (IOException e) {
            throw new GlossaryException(file.toString(), "cannot be read: " + e + "; check its name and rights", e);
        }
    }

    /**
     * Reads a glossary from a stream, as {@link #read(Path)} does.
     *
     * @param in at most 4 MB; left open
     * @return the glossary
     * @throws GlossaryException if the stream cannot be read or an entry is not as it should be; names the entry
     */
    public static Glossary read(InputStream in) {
        return GlossaryReader.read("glossary", in);
    }

    /**
     * This glossary and another one. A term that both have is searched by the other terms of both; so an entry of a
     * host's own names whatever it should be found by, also what this glossary says already.
     *
     * @param other the other glossary
     * @return a glossary with the entries of both
     */
    public Glossary withAll(Glossary other) {
        return new Glossary(Lazily.of(() ->
                Stream.concat(entries().stream(), other.entries().stream()).toList()));
    }

    /**
     * All entries.
     *
     * @return in the order they were read
     */
    public List<Entry> entries() {
        return entries.get();
    }

    /**
     * What tells this glossary from another: SHA-256 over the canonical JSON (RFC 8785) of its entries' terms, a list of
     * lists in the order of the entries.
     *
     * @return the digest
     */
    public Hash digest() {
        return digest.get();
    }

    private Hash computeDigest() {
        ArrayNode all = Json.array();
        for (Entry entry : entries()) {
            ArrayNode terms = all.addArray();
            entry.terms().forEach(terms::add);
        }
        return Hash.sha256(Json.canonical(all));
    }

    static Glossary of(List<Entry> entries) {
        List<Entry> all = List.copyOf(entries);
        return new Glossary(Lazily.of(() -> all));
    }

    private static Entry entry(Characteristic characteristic) {
        List<String> chinese = new ArrayList<>(List.of(characteristic.name().zh()));
        List<String> english = new ArrayList<>(List.of(characteristic.name().en()));
        for (String synonym : characteristic.synonyms()) {
            boolean han = synonym.codePoints().anyMatch(Character::isIdeographic);
            (han ? chinese : english).add(synonym);
        }
        return new Entry(
                Category.CHARACTERISTIC, chinese, english, List.of(characteristic.code()), List.of(), Source.S2);
    }

    /**
     * One thing and what it is called.
     *
     * @param category what kind of thing it is
     * @param chinese its Chinese terms, in simplified characters, the usual one first
     * @param english its English terms, the usual one first
     * @param abbreviations what stands for it in both languages, for example {@code BFE}
     * @param homonyms those of its terms that other entries of the same glossary have too, on purpose
     * @param source how it is known
     */
    public record Entry(
            Category category,
            List<String> chinese,
            List<String> english,
            List<String> abbreviations,
            List<String> homonyms,
            Source source) {

        /** Copies the lists. */
        public Entry {
            Objects.requireNonNull(category, "category");
            chinese = List.copyOf(chinese);
            english = List.copyOf(english);
            abbreviations = List.copyOf(abbreviations);
            homonyms = List.copyOf(homonyms);
            Objects.requireNonNull(source, "source");
        }

        /**
         * Everything it is called.
         *
         * @return Chinese terms, English terms, abbreviations
         */
        public List<String> terms() {
            return Stream.of(chinese, english, abbreviations)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** What kind of thing an entry is about. */
    public enum Category {
        /** Something that is measured or observed. */
        CHARACTERISTIC,
        /** Something that is made. */
        PRODUCT,
        /** Something it is made of. */
        MATERIAL,
        /** Something that is done. */
        PROCESS,
        /** Something that went wrong, or a judgement on it. */
        DEFECT,
        /** Something it is done with, and the rooms it is done in. */
        EQUIPMENT,
        /** Something that is written. */
        DOCUMENT,
        /** Someone who issues rules, or an organization on one of the sides. */
        ORGANIZATION,
        /** Someone who does it. */
        ROLE;

        /**
         * The word in the file.
         *
         * @return in lower case
         */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
