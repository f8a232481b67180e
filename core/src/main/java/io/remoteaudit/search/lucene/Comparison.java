package io.remoteaudit.search.lucene;

import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;

/**
 * Compares a view of an index with the ledger.
 *
 * @param catalogueIsTheHosts whether the index should be made with this catalogue; else what depends on it is left
 *     out where it is not
 */
record Comparison(
        EntrySource source,
        AttachmentTexts texts,
        Vocabulary vocabulary,
        boolean catalogueIsTheHosts,
        Clock clock,
        LongConsumer progress) {

    /** What somebody has still to read is no part of what the ledger says. */
    private static final Set<String> LEFT_OUT = Set.of(IndexFields.AWAITED, IndexFields.UNSEARCHABLE);

    IndexCheck of(View view) throws IOException {
        Instant startedAt = clock.instant();
        long began = System.nanoTime();
        DirectoryReader reader = (DirectoryReader) view.getIndexReader();
        Build.State state = Build.State.of(reader.getIndexCommit().getUserData());
        boolean sameCatalogue = state.catalogue().equals(vocabulary.fingerprint());
        Suitability suitability = Suitability.of(
                catalogueIsTheHosts ? state : state.withCatalogue(vocabulary.fingerprint()), source, vocabulary, texts);
        if (suitability.use() != Suitability.Use.GOES_ON) {
            IndexCheck.Difference difference = new IndexCheck.Difference(
                    null, 0, "索引须重建：" + suitability.chinese(), "The index has to be rebuilt: " + suitability.why());
            return new IndexCheck(startedAt, since(began), view.size(), 0, List.of(difference), 1, true);
        }
        Predicate<String> compared = field -> !LEFT_OUT.contains(field) && (sameCatalogue || !isCatalogued(field));
        IndexWalk walk = new IndexWalk(
                source,
                Documents.of(texts, vocabulary.catalogue()),
                vocabulary.analyzer(),
                view.history(),
                view.size(),
                compared,
                progress);
        walk.run();
        return new IndexCheck(
                startedAt, since(began), view.size(), walk.versions(), walk.differences(), walk.total(), sameCatalogue);
    }

    /** What is said of an index that cannot even be opened. */
    static IndexCheck damaged(Clock clock, Exception e) {
        IndexCheck.Difference difference = new IndexCheck.Difference(
                null, 0, "索引文件已损坏：" + e.getMessage(), "A file of the index is damaged: " + e.getMessage());
        return new IndexCheck(clock.instant(), Duration.ZERO, 0, 0, List.of(difference), 1, true);
    }

    /** Measured values are in units the catalogue knows, and it says which attributes lots are traced by. */
    private static boolean isCatalogued(String field) {
        return field.startsWith(IndexFields.NUMBERS + IndexFields.MEASURED)
                || field.startsWith(IndexFields.ORDERED + IndexFields.MEASURED)
                || field.startsWith(IndexFields.RAW + IndexFields.ATTRIBUTES)
                || field.startsWith(IndexFields.COUNTED + IndexFields.ATTRIBUTES);
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
