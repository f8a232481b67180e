package io.remoteaudit.search.lucene;

import io.remoteaudit.search.Glossary;
import io.remoteaudit.standard.Catalogue;

/**
 * How the words of records and queries are understood: what they are split into, what the catalogue knows of them, and
 * what they are called otherwise. Safe for use by several threads.
 */
record Vocabulary(RecordAnalyzer analyzer, Catalogue catalogue, GlossaryTerms glossary) {

    static Vocabulary of(Catalogue catalogue, Glossary glossary) {
        RecordAnalyzer analyzer = new RecordAnalyzer();
        return new Vocabulary(analyzer, catalogue, GlossaryTerms.of(glossary, analyzer));
    }
}
