package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Glossary;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.standard.Characteristic;
import io.remoteaudit.store.Lazily;
import io.remoteaudit.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the words of records and queries are understood: what they are split into, what the catalogue knows of them, and
 * what they are called otherwise. Safe for use by several threads.
 */
record Vocabulary(RecordAnalyzer analyzer, Catalogue catalogue, Glossary entries, Lazily<GlossaryTerms> glossary) {

    static Vocabulary of(Catalogue catalogue, Glossary glossary) {
        RecordAnalyzer analyzer = new RecordAnalyzer();
        return new Vocabulary(analyzer, catalogue, glossary, Lazily.of(() -> GlossaryTerms.of(glossary, analyzer)));
    }

    /**
     * Tells catalogues apart by which measured values could be found and which attributes lots are traced by; the rest of
     * them is asked when searching.
     */
    String fingerprint() {
        String units = catalogue.characteristics().stream()
                .sorted(Comparator.comparing(Characteristic::code))
                .map(characteristic -> characteristic.code() + characteristic.units())
                .collect(Collectors.joining("\n"));
        String roles = catalogue.recordTypes().stream()
                .filter(type -> !type.traceRoles().isEmpty())
                .map(type -> type.id() + new TreeMap<>(type.traceRoles()))
                .sorted()
                .collect(Collectors.joining("\n"));
        byte[] both = (units + "\n\n" + roles).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.newDigest().digest(both));
    }
}
