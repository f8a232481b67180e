package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Glossary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The glossary's terms as the words records are indexed by, found by those words. Immutable. */
final class GlossaryTerms {

    /** Terms with more words than any of the glossary are not looked for. */
    private final int longest;

    private final Map<List<String>, List<List<QueryWords.Word>>> others;

    private final ChineseTerms chinese;

    private GlossaryTerms(Map<List<String>, List<List<QueryWords.Word>>> others, ChineseTerms chinese) {
        this.others = others;
        this.chinese = chinese;
        this.longest = others.keySet().stream().mapToInt(List::size).max().orElse(0);
    }

    static GlossaryTerms of(Glossary glossary, RecordAnalyzer analyzer) {
        QueryWords analysis = new QueryWords(analyzer);
        Map<List<String>, Map<List<String>, List<QueryWords.Word>>> found = new HashMap<>();
        try {
            for (Glossary.Entry entry : glossary.entries()) {
                Map<List<String>, List<QueryWords.Word>> terms = new LinkedHashMap<>();
                for (String term : entry.terms()) {
                    List<QueryWords.Word> words = analysis.of(term);
                    if (!words.isEmpty() && Identifiers.whole(term).isEmpty()) {
                        terms.put(texts(words), words);
                    }
                }
                terms.keySet()
                        .forEach(term -> found.computeIfAbsent(term, any -> new LinkedHashMap<>())
                                .putAll(terms));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<List<String>, List<List<QueryWords.Word>>> others = new HashMap<>();
        found.forEach((term, terms) -> {
            terms.remove(term);
            others.put(term, List.copyOf(terms.values()));
        });
        return new GlossaryTerms(others, new ChineseTerms(glossary, analyzer::simplified));
    }

    /** The other terms for the same thing; none if the words are no term. */
    List<List<QueryWords.Word>> others(List<QueryWords.Word> words) {
        return words.size() > longest ? List.of() : others.getOrDefault(texts(words), List.of());
    }

    /** The terms a Chinese word is made of; none if it is not made of terms alone. */
    List<String> partsOf(String word) {
        return chinese.of(word);
    }

    int longest() {
        return longest;
    }

    private static List<String> texts(List<QueryWords.Word> words) {
        List<String> texts = new ArrayList<>();
        words.forEach(word -> texts.add(word.text()));
        return List.copyOf(texts);
    }
}
