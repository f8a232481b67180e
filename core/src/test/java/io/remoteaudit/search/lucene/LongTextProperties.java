package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Where words stand in attachments is kept in the index, which takes only places that never go back. */
class LongTextProperties {

    @Property(tries = 300)
    void everyTextCanBeIndexedWithThePlacesOfItsWords(@ForAll("texts") String text) throws IOException {
        assertIndexed(text);
    }

    @Example
    void endlessWordsAndIdentifiersCanBeIndexed() throws IOException {
        assertIndexed("7".repeat(100_000));
        assertIndexed("A7-".repeat(100_000));
        assertIndexed("细".repeat(100_000));
        assertIndexed("x".repeat(100_000));
        assertIndexed("GB/T 2828.1-2012 ".repeat(10_000));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "GB/T 2828.1-2012",
                        "YY 0469-2011，",
                        "20200415-03，2",
                        "１２，３４５",
                        "μg/㎡",
                        "ⅡB",
                        "Ⅷ级",
                        "㎎/㎏",
                        "’s",
                        "Pa/cm²",
                        "細菌過濾效率",
                        "ｶﾞｷﾞ",
                        "①②",
                        "…",
                        "\n",
                        " ",
                        "A",
                        "é́",
                        "𠮷",
                        "1,234,567",
                        "EN ISO 13485:2016"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(6),
                Arbitraries.strings()
                        .withCharRange('\u3000', '\u9fff')
                        .ofMinLength(1)
                        .ofMaxLength(4),
                Arbitraries.strings()
                        .withCharRange('\uf900', '\uffff')
                        .ofMinLength(1)
                        .ofMaxLength(3),
                Arbitraries.strings()
                        .withCharRange(' ', '\u00ff')
                        .ofMinLength(1)
                        .ofMaxLength(6));
        return pieces.list().ofMinSize(1).ofMaxSize(30).map(list -> String.join("", list));
    }

    private static void assertIndexed(String text) throws IOException {
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
                RecordAnalyzer analyzer = new RecordAnalyzer();
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            Document document = new Document();
            for (String value : new String[] {text, text}) {
                document.add(new Field(IndexFields.WORDS + "attachmentText", value, RecordDocument.PLACED));
                document.add(new Field(IndexFields.IDENTIFIERS + "attachmentText", value, RecordDocument.PLACED));
            }
            writer.addDocument(document);
            assertThat(writer.getDocStats().numDocs)
                    .as(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(1);
        }
    }
}
