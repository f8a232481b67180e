package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Makes of a query's text the words that records' texts are indexed by. */
final class QueryWords {

    private final Analyzer analyzer;

    QueryWords(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * A word.
     *
     * @param text as indexed
     * @param unstemmed as written, in lower case
     * @param position its place among the words
     */
    record Word(String text, String unstemmed, int position) {

        boolean isOneChineseCharacter() {
            return text.codePointCount(0, text.length()) == 1 && isChinese();
        }

        boolean isChinese() {
            return Character.isIdeographic(text.codePointAt(0));
        }
    }

    List<Word> of(String text) throws IOException {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(IndexFields.WORDS, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment = tokens.addAttribute(PositionIncrementAttribute.class);
            int position = -1;
            tokens.reset();
            while (tokens.incrementToken()) {
                position += increment.getPositionIncrement();
                String unstemmed = WholeValue.of(text.substring(offset.startOffset(), offset.endOffset()));
                words.add(new Word(term.toString(), unstemmed, position));
            }
            tokens.end();
        }
        return words;
    }
}
