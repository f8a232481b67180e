package io.remoteaudit.search.lucene;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.util.Version;

/**
 * Makes tokens of a record's texts in Chinese and English. Field names that begin with {@link IndexFields#IDENTIFIERS}
 * give the identifiers found in the text, all others its words and pairs of Chinese characters.
 */
final class RecordAnalyzer extends Analyzer {

    /** Changes whenever this chain gives other tokens for a text; an index made by another chain is rebuilt. */
    static final String FINGERPRINT =
            "standard-spelling-width-simplified-kstem-bigram-identifiers/2 with Lucene " + Version.LATEST;

    private final TraditionalToSimplified.Table simplified = TraditionalToSimplified.Table.load();

    RecordAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    /** A text in simplified characters, for names that are looked up rather than searched. */
    String simplified(String text) {
        return simplified.simplified(text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        if (field.startsWith(IndexFields.IDENTIFIERS)) {
            return new TokenStreamComponents(new IdentifierTokenizer());
        }
        StandardTokenizer words = new StandardTokenizer();
        TokenStream chain = new CJKWidthFilter(words);
        chain = new TraditionalToSimplified(chain, simplified);
        chain = new LowerCaseFilter(chain);
        chain = new EnglishPossessiveFilter(chain);
        chain = new KStemFilter(chain);
        return new TokenStreamComponents(words, new CJKBigramFilter(chain));
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
        return field.startsWith(IndexFields.IDENTIFIERS) ? reader : new SeparatorFilter(new SpellingFilter(reader));
    }

    /** A phrase never reaches from one value of a field into the next. */
    @Override
    public int getPositionIncrementGap(String field) {
        return 100;
    }
}
