package io.remoteaudit.benchmark;

import io.remoteaudit.export.ExportBenchmark;
import io.remoteaudit.feed.ImportBenchmark;
import io.remoteaudit.ledger.LedgerBenchmark;
import io.remoteaudit.question.PendingBenchmark;
import io.remoteaudit.search.lucene.FollowingBenchmark;
import io.remoteaudit.search.lucene.SearchBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs the benchmarks named on the command line, all but the import of a million rows if none is; exit status 1 if one misses its limit. */
public final class Benchmarks {

    /** Where Linux keeps files in memory. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final Set<String> ALL =
            Set.of("save", "ledger", "export", "following", "load", "search", "pending", "import");

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param arguments names of benchmarks
     * @throws IllegalArgumentException if there is none of a name
     * @throws Exception if one cannot run
     */
    public static void main(String[] arguments) throws Exception {
        Set<String> wanted = Set.of(arguments);
        if (!ALL.containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "There are the benchmarks " + new TreeSet<>(ALL) + ", not " + new TreeSet<>(wanted));
        }
        Report report = new Report(System.out);
        Path target = Files.createDirectories(Path.of("target"));
        Path directory = Files.createTempDirectory(target, "benchmark");
        Path memory = Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : target, "remote-audit-benchmark");
        try {
            if (wanted.isEmpty() || wanted.contains("save")) {
                new SaveBenchmark(directory.resolve("save")).run(report);
            }
            if (wanted.isEmpty() || wanted.contains("ledger")) {
                new LedgerBenchmark(memory).run(report);
            }
            if (wanted.isEmpty() || wanted.contains("export")) {
                new ExportBenchmark(directory.resolve("export")).run(report);
            }
            if (wanted.isEmpty() || wanted.contains("following")) {
                new FollowingBenchmark(directory.resolve("following")).run(report);
            }
            if (wanted.isEmpty() || wanted.contains("load")) {
                new LoadBenchmark(directory.resolve("load")).run(report);
            }
            if (wanted.isEmpty() || wanted.contains("search")) {
                Path kept = Path.of(System.getProperty("search.directory", directory.resolve("search").toString()));
                new SearchBenchmark(kept).run(report);
            }
            if (wanted.contains("pending")) {
                new PendingBenchmark(directory.resolve("pending")).run(report);
            }
            if (wanted.contains("import")) {
                new ImportBenchmark(directory.resolve("import")).run(report);
            }
        } finally {
            delete(directory);
            delete(memory);
        }
        report.print();
        System.exit(report.allWithin() ? 0 : 1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
