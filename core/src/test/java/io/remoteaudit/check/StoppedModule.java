package io.remoteaudit.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.store.MMapDirectory;

/** What a person with access to a stopped module's directory can do to its index. */
final class StoppedModule {

    private StoppedModule() {}

    /** Takes the first version of a record out of the index. */
    static void removeFromIndex(Path directory, String id) throws IOException {
        try (Stream<Path> children = Files.list(directory.resolve("search"))) {
            Path build = children.filter(Files::isDirectory).findFirst().orElseThrow();
            IndexWriterConfig config = new IndexWriterConfig()
                    .setMergePolicy(NoMergePolicy.INSTANCE)
                    .setSoftDeletesField("superseded");
            try (MMapDirectory lucene = new MMapDirectory(build)) {
                Sort sort = SegmentInfos.readLatestCommit(lucene).info(0).info.getIndexSort();
                try (IndexWriter writer = new IndexWriter(lucene, config.setIndexSort(sort))) {
                    writer.deleteDocuments(new Term("key", id + '\0' + 1));
                    writer.setLiveCommitData(writer.getLiveCommitData());
                    writer.commit();
                }
            }
        }
    }
}
