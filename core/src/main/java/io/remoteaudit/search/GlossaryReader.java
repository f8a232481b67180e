package io.remoteaudit.search;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.remoteaudit.standard.Source;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a glossary's JSON within bounds. Everything it does not know or cannot use is an error that says where. */
final class GlossaryReader {

    private static final String SHIPPED = "glossary.json";
    private static final long MAX_FILE = 4_000_000;
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_TERMS = 24;
    private static final int MAX_TERM = 100;
    private static final Set<String> MEMBERS = Set.of("category", "zh", "en", "abbreviations", "homonyms", "source");

    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_FILE)
                            .maxNestingDepth(8)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private final String file;

    /** The entry that has a term, and whether it says that others may have it too. */
    private final Map<String, Owner> owners = new HashMap<>();

    private GlossaryReader(String file) {
        this.file = file;
    }

    private record Owner(String entry, boolean homonym) {}

    static List<Glossary.Entry> shipped() {
        try (InputStream in = GlossaryReader.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + SHIPPED + " is missing from the library's jar");
            }
            return read(SHIPPED, in).entries();
        } catch (IOException e) {
            throw new GlossaryException(SHIPPED, "cannot be read", e);
        }
    }

    static Glossary read(String file, InputStream in) {
        JsonNode root;
        try {
            root = MAPPER.readTree(in);
        } catch (IOException e) {
            throw new GlossaryException(file, "is not JSON of at most 4 MB: " + e.getMessage(), e);
        }
        return new GlossaryReader(file).glossary(root);
    }

    private Glossary glossary(JsonNode root) {
        JsonNode list = root.path("entries");
        if (!list.isArray()) {
            throw new GlossaryException(file, "must be an object whose member 'entries' is a list");
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!name.equals("entries") && !name.equals("version")) {
                throw new GlossaryException(file, "'" + name + "' is not a member this version knows");
            }
        });
        if (list.size() > MAX_ENTRIES) {
            throw new GlossaryException(file, "has " + list.size() + " entries; at most " + MAX_ENTRIES + " are read");
        }
        List<Glossary.Entry> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            entries.add(entry(list.get(i), i));
        }
        return Glossary.of(entries);
    }

    private Glossary.Entry entry(JsonNode json, int index) {
        String first = json.path("zh").path(0).asText(json.path("en").path(0).asText(""));
        String where = "entries/" + index + (first.isEmpty() ? "" : " (" + first + ")");
        if (!json.isObject()) {
            throw wrong(where, "must be an object");
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw wrong(where, "'" + name + "' is not a member this version knows; it knows " + MEMBERS);
            }
        });
        Glossary.Entry entry = new Glossary.Entry(
                category(json, where),
                texts(json, "zh", where),
                texts(json, "en", where),
                texts(json, "abbreviations", where),
                texts(json, "homonyms", where),
                source(json, where));
        check(entry, where);
        return entry;
    }

    private void check(Glossary.Entry entry, String where) {
        List<String> terms = entry.terms();
        if (terms.size() < 2) {
            throw wrong(where, "needs two terms at least");
        }
        if (terms.size() > MAX_TERMS) {
            throw wrong(where, "has " + terms.size() + " terms; at most " + MAX_TERMS + " are searched");
        }
        for (String chinese : entry.chinese()) {
            if (chinese.codePoints().noneMatch(Character::isIdeographic)) {
                throw wrong(where, "'" + chinese + "' is not Chinese; put it under 'en' or 'abbreviations'");
            }
        }
        Set<String> homonyms = new HashSet<>();
        entry.homonyms().forEach(term -> homonyms.add(key(term)));
        Set<String> own = new HashSet<>();
        for (String term : terms) {
            String key = key(term);
            if (!own.add(key)) {
                throw wrong(where, "has '" + term + "' twice");
            }
            Owner owner = owners.putIfAbsent(key, new Owner(where, homonyms.contains(key)));
            if (owner != null && !(owner.homonym() && homonyms.contains(key))) {
                throw wrong(
                        where,
                        "has '" + term + "', which is a term of " + owner.entry()
                                + " too; put it under 'homonyms' of both if it means both");
            }
        }
        if (!own.containsAll(homonyms)) {
            throw wrong(where, "names a homonym that is not one of its terms");
        }
    }

    private List<String> texts(JsonNode json, String member, String where) {
        JsonNode list = json.path(member);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw wrong(where, "'" + member + "' must be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual() || text.textValue().isBlank()) {
                throw wrong(where, "'" + member + "' must be a list of texts that are not blank");
            }
            texts.add(term(text.textValue(), where));
        }
        return texts;
    }

    private String term(String term, String where) {
        if (term.length() > MAX_TERM) {
            throw wrong(where, "has a term of " + term.length() + " characters; at most " + MAX_TERM + " are read");
        }
        if (term.codePointCount(0, term.length()) < 2 || term.codePoints().noneMatch(Character::isLetter)) {
            throw wrong(where, "has the term '" + term + "'; a term has two characters at least and a letter");
        }
        boolean oneWord = term.chars().noneMatch(Character::isWhitespace);
        if (oneWord
                && term.codePoints().noneMatch(Character::isIdeographic)
                && term.chars().anyMatch(Character::isDigit)) {
            throw wrong(
                    where, "has the term '" + term + "', which reads as an identifier; those are searched as written");
        }
        return term;
    }

    private Glossary.Category category(JsonNode json, String where) {
        String written = json.path("category").asText("");
        Optional<Glossary.Category> category = Stream.of(Glossary.Category.values())
                .filter(candidate -> candidate.wireName().equals(written))
                .findFirst();
        return category.orElseThrow(() -> wrong(
                where,
                "'category' must be one of "
                        + Stream.of(Glossary.Category.values())
                                .map(Glossary.Category::wireName)
                                .toList()));
    }

    private Source source(JsonNode json, String where) {
        String written = json.path("source").asText(Source.M.name());
        return Stream.of(Source.values())
                .filter(candidate -> candidate.name().equals(written))
                .findFirst()
                .orElseThrow(() -> wrong(where, "'source' must be S, S2 or M"));
    }

    private GlossaryException wrong(String where, String message) {
        return new GlossaryException(file + "#" + where, message);
    }

    /** What makes two terms the same to a query: neither case, nor width, nor hyphens instead of blanks. */
    private static String key(String term) {
        return Normalizer.normalize(term, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('-', ' ')
                .strip();
    }
}
