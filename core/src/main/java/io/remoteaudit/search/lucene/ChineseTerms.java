package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Glossary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Takes apart what is written without blanks, as Chinese is: {@code 熔喷布进货检验} is the term 熔喷布 and the term 进货检验.
 * Only what is made of the glossary's terms from end to end is taken apart, so that nothing is guessed. Immutable.
 */
final class ChineseTerms {

    private final UnaryOperator<String> simplified;
    private final Set<String> terms = new HashSet<>();
    private final int longest;

    ChineseTerms(Glossary glossary, UnaryOperator<String> simplified) {
        this.simplified = simplified;
        int most = 0;
        for (Glossary.Entry entry : glossary.entries()) {
            for (String term : entry.terms()) {
                String normal = normal(term);
                if (normal.chars().noneMatch(Character::isWhitespace)) {
                    terms.add(normal);
                    most = Math.max(most, normal.length());
                }
            }
        }
        this.longest = most;
    }

    /** The terms a word is made of, as few as possible; none if it is one term, or not made of terms alone. */
    List<String> of(String word) {
        String text = normal(word);
        if (text.codePoints().noneMatch(Character::isIdeographic) || terms.contains(text)) {
            return List.of();
        }
        int[] fewest = new int[text.length() + 1];
        int[] begins = new int[text.length() + 1];
        for (int end = 1; end <= text.length(); end++) {
            fewest[end] = Integer.MAX_VALUE;
            for (int start = Math.max(0, end - longest); start < end; start++) {
                boolean better = fewest[start] != Integer.MAX_VALUE && fewest[start] + 1 < fewest[end];
                if (better && terms.contains(text.substring(start, end))) {
                    fewest[end] = fewest[start] + 1;
                    begins[end] = start;
                }
            }
        }
        if (fewest[text.length()] == Integer.MAX_VALUE) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        for (int end = text.length(); end > 0; end = begins[end]) {
            parts.add(0, text.substring(begins[end], end));
        }
        return parts;
    }

    private String normal(String text) {
        return simplified.apply(WholeValue.of(text)).toLowerCase(Locale.ROOT);
    }
}
