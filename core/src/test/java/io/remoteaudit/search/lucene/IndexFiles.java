package io.remoteaudit.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.MMapDirectory;

/** What a person with access to the index's directory can do to it. */
final class IndexFiles {

    /** Something done to a build with Lucene itself. */
    interface Change {
        void to(IndexWriter writer) throws IOException;
    }

    private IndexFiles() {}

    static List<Path> builds(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    static List<Path> filesOf(Path build) throws IOException {
        try (Stream<Path> files = Files.list(build)) {
            return files.toList();
        }
    }

    static Path onlyBuild(Path directory) throws IOException {
        List<Path> builds = builds(directory);
        assertThat(builds).hasSize(1);
        return builds.get(0);
    }

    /** Changes one thing the index says of itself. */
    static void rewriteCommit(Path build, String key, String value) throws IOException {
        Map<String, String> data = Build.State.read(build).toCommitData();
        data.put(key, value);
        change(build, writer -> writer.setLiveCommitData(data.entrySet()));
    }

    /** Changes documents, and leaves what the index says of itself as it is. */
    static void change(Path build, Change change) throws IOException {
        try (MMapDirectory lucene = new MMapDirectory(build);
                RecordAnalyzer analyzer = new RecordAnalyzer();
                IndexWriter writer = new IndexWriter(
                        lucene,
                        new IndexWriterConfig(analyzer)
                                .setSimilarity(new FrozenSimilarity())
                                .setIndexSort(ResultOrder.OF_INDEX)
                                .setMergePolicy(NoMergePolicy.INSTANCE)
                                .setSoftDeletesField(IndexFields.SUPERSEDED))) {
            writer.setLiveCommitData(Build.State.read(build).toCommitData().entrySet());
            change.to(writer);
            writer.commit();
        }
    }

    static void copy(Path tree, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(tree.relativize(file).toString()));
            }
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
