package io.remoteaudit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlossaryTest {

    @Test
    void theShippedGlossaryHasEveryKindOfThingInBothLanguages() {
        List<Glossary.Entry> entries = Glossary.standard().entries();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(400);
        assertThat(entries).extracting(Glossary.Entry::category).contains(Glossary.Category.values());
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.chinese()).isNotEmpty();
            assertThat(entry.english()).isNotEmpty();
        });
    }

    @Test
    void shippedTermsAreCleanAndItsChineseIsSimplified() throws IOException {
        Set<Integer> traditional = traditional();
        assertThat(traditional).hasSizeGreaterThan(2_000);
        for (Glossary.Entry entry : Glossary.standard().entries()) {
            assertThat(entry.terms()).allSatisfy(term -> {
                assertThat(term).isEqualTo(term.strip()).doesNotContain("  ");
                assertThat(term.codePoints().boxed()).doesNotContainAnyElementsOf(traditional);
            });
            assertThat(entry.english())
                    .allSatisfy(term -> assertThat(term.codePoints()).noneMatch(Character::isIdeographic));
        }
    }

    @Test
    void glossaryAndCatalogueMeanTheSameByAName() {
        Catalogue catalogue = Catalogue.standard();
        for (Glossary.Entry entry : Glossary.standard().entries()) {
            Set<String> codes = new HashSet<>();
            entry.chinese().forEach(term -> catalogue.characteristic(term).ifPresent(c -> codes.add(c.code())));
            entry.english().forEach(term -> catalogue.characteristic(term).ifPresent(c -> codes.add(c.code())));
            assertThat(codes).as("%s", entry).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void characteristicsOfTheCatalogueAreFoundByEachName() {
        List<Glossary.Entry> entries = Glossary.ofCharacteristics(
                        Catalogue.standard().characteristics())
                .entries();
        assertThat(entries).hasSameSizeAs(Catalogue.standard().characteristics());
        Characteristic bfe = Catalogue.standard().characteristic("BFE").orElseThrow();
        assertThat(entries.stream()
                        .filter(entry -> entry.abbreviations().contains("BFE"))
                        .findFirst()
                        .orElseThrow()
                        .terms())
                .contains(bfe.name().zh(), bfe.name().en())
                .containsAll(bfe.synonyms());
    }

    @Test
    void hostAddsItsOwnWords(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("words.json");
        Files.writeString(
                file, "{\"entries\": [{\"category\": \"material\", \"zh\": [\"熔喷布\"], \"en\": [\"MB cloth\"]}]}");
        Glossary own = Glossary.standard().withAll(Glossary.read(file));
        assertThat(own.entries()).hasSize(Glossary.standard().entries().size() + 1);
        assertThat(own.entries().get(own.entries().size() - 1).terms()).containsExactly("熔喷布", "MB cloth");
        assertThat(Glossary.empty().withAll(own).entries()).isEqualTo(own.entries());
    }

    @Test
    void homonymIsTakenWhereBothEntriesDeclareIt() {
        String entry = "{\"category\": \"role\", \"zh\": [\"%s\"], \"en\": [\"pass\"], \"homonyms\": [\"Pass\"]}";
        Glossary glossary = read("{\"entries\": [" + entry.formatted("合格") + "," + entry.formatted("通过") + "]}");
        assertThat(glossary.entries()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must be an object whose member 'entries' is a list",
                "{'entries': [}  | is not JSON",
                "{'entries': [], 'terms': []} | 'terms' is not a member",
                "{'entries': ['BFE']} | entries/0: must be an object",
                "{'entries': [{'category': 'role', 'zh': ['检验员'], 'en': []}]} | entries/0 (检验员): needs two terms",
                "{'entries': [{'category': 'job', 'zh': ['检验员'], 'en': ['inspector']}]} | 'category' must be one of",
                "{'entries': [{'category': 'role', 'zh': ['检验员'], 'en': [' ']}]} | must be a list of texts that are not",
                "{'entries': [{'category': 'role', 'zh': 'x', 'en': ['inspector']}]} | 'zh' must be a list of texts",
                "{'entries': [{'category': 'role', 'zh': ['inspector'], 'en': ['inspector']}]} | is not Chinese",
                "{'entries': [{'category': 'role', 'zh': ['检验员'], 'en': ['QC', 'qc']}]} | has 'qc' twice",
                "{'entries': [{'category': 'role', 'zh': ['批'], 'en': ['lot']}]} | two characters at least",
                "{'entries': [{'category': 'role', 'zh': ['口罩'], 'en': ['N95']}]} | reads as an identifier",
                "{'entries': [{'category': 'role', 'zh': ['口罩'], 'en': ['mask'], 'de': ['Maske']}]} | 'de' is not a member",
                "{'entries': [{'category': 'role', 'zh': ['口罩'], 'en': ['mask'], 'source': 'web'}]} | 'source' must be",
                "{'entries': [{'category': 'role', 'zh': ['口罩'], 'en': ['mask'], 'homonyms': ['bag']}]} | not one of its",
            })
    void whatCannotBeUsedIsNamed(String json, String message) {
        assertThatThrownBy(() -> read(json.replace('\'', '"')))
                .isInstanceOf(GlossaryException.class)
                .hasMessageStartingWith("RA-0305: glossary")
                .hasMessageContaining(message);
    }

    @Test
    void termOfTwoEntriesThatIsNotDeclaredNamesBoth() {
        assertThatThrownBy(() ->
                        read("{\"entries\": [{\"category\": \"role\", \"zh\": [\"检验员\"], \"en\": [\"inspector\"]},"
                                + "{\"category\": \"role\", \"zh\": [\"质检员\"], \"en\": [\"Inspector\"]}]}"))
                .isInstanceOf(GlossaryException.class)
                .hasMessageContaining("entries/1 (质检员)")
                .hasMessageContaining("entries/0 (检验员)");
    }

    @Test
    void glossaryIsReadWithinBounds(@TempDir Path directory) {
        assertThatThrownBy(() -> read("{\"entries\": [" + "0,".repeat(10_001) + "0]}"))
                .hasMessageContaining("at most 10000 are read");
        assertThatThrownBy(() ->
                        read("{\"entries\": [{\"category\": \"role\", \"zh\": [\"检\"" + ",\"x\"".repeat(2) + "]}]}"))
                .isInstanceOf(GlossaryException.class);
        assertThatThrownBy(() -> read(" ".repeat(4_100_000) + "{}")).isInstanceOf(GlossaryException.class);
        assertThatThrownBy(() -> Glossary.read(directory.resolve("missing.json")))
                .isInstanceOf(GlossaryException.class)
                .hasMessageContaining("missing.json")
                .hasMessageContaining("cannot be read");
    }

    private static Glossary read(String json) {
        return Glossary.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** The traditional characters the analysis knows; those are the ones a term must not have. */
    private static Set<Integer> traditional() throws IOException {
        List<String> lines = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(
                        Glossary.class.getResourceAsStream("lucene/traditional-simplified.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
        }
        Set<Integer> traditional = new HashSet<>();
        for (String line : lines) {
            for (int i = 0; i + 1 < line.length(); i += 3) {
                traditional.add((int) line.charAt(i));
            }
        }
        return traditional;
    }
}
