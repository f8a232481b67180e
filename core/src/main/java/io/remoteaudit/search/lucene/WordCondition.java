package io.remoteaudit.search.lucene;

import io.remoteaudit.search.query.Clause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a text that is not indexed by itself has the words of a query, by the same rules as one that is. Methods,
 * instruments and standards repeat from record to record, so each is looked at once. For one thread.
 */
final class WordCondition implements Predicate<String> {

    private static final int REMEMBERED = 10_000;

    private final QueryWords analysis;
    private final List<QueryWords.Word> wanted;
    private final String identifier;
    private final boolean beginning;
    private final Map<String, Boolean> known = new HashMap<>();

    private WordCondition(QueryWords analysis, String text, boolean beginning) throws IOException {
        this.analysis = analysis;
        this.wanted = analysis.of(text);
        this.beginning = beginning;
        this.identifier = beginning ? Identifiers.beginning(text) : Identifiers.whole(text);
    }

    static Predicate<String> of(Clause clause, QueryWords analysis) {
        try {
            if (clause instanceof Clause.Prefix prefix) {
                return new WordCondition(analysis, prefix.text(), true);
            }
            String text = clause instanceof Clause.Phrase phrase ? phrase.text() : ((Clause.Word) clause).text();
            return new WordCondition(analysis, OtherTerms.written(text), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean test(String text) {
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(text, this::has);
    }

    private boolean has(String text) {
        return (!identifier.isEmpty() && hasIdentifier(text)) || (!wanted.isEmpty() && hasWords(text));
    }

    private boolean hasIdentifier(String text) {
        boolean[] found = new boolean[1];
        Identifiers.scan(text.toCharArray(), text.length(), (normal, length, start, end) -> {
            String one = new String(normal, 0, length);
            found[0] |= beginning ? one.startsWith(identifier) : one.equals(identifier);
        });
        return found[0];
    }

    private boolean hasWords(String text) {
        List<QueryWords.Word> words;
        try {
            words = analysis.of(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int from = 0; from + wanted.size() <= words.size(); from++) {
            if (standsAt(words, from)) {
                return true;
            }
        }
        return wanted.size() == 1
                && wanted.get(0).isOneChineseCharacter()
                && text.contains(wanted.get(0).text());
    }

    private boolean standsAt(List<QueryWords.Word> words, int from) {
        int shift = words.get(from).position() - wanted.get(0).position();
        for (int i = 0; i < wanted.size(); i++) {
            QueryWords.Word word = words.get(from + i);
            QueryWords.Word sought = wanted.get(i);
            boolean last = i == wanted.size() - 1;
            boolean same = (beginning && last)
                    ? word.unstemmed().startsWith(sought.unstemmed())
                    : word.text().equals(sought.text());
            if (!same || word.position() - sought.position() != shift) {
                return false;
            }
        }
        return true;
    }
}
