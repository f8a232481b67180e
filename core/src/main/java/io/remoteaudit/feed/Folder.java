package io.remoteaudit.feed;

import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder files are put into. A file is taken once it has not grown for a while, and then moved: a process killed between
 * the two takes it once more, which changes nothing. For one thread at a time.
 */
final class Folder {

    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final Path folder;
    private final Clock clock;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** How a file was when it was seen first so. */
    private record Seen(long size, Instant modified, Instant since) {}

    Folder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Takes the files that have settled; {@code taking} gives nothing where another node is at it. */
    List<FileReport> look(Function<Path, Optional<FileReport>> taking) throws IOException {
        List<FileReport> reports = new ArrayList<>();
        for (Path file : settled()) {
            Optional<FileReport> report = taking.apply(file);
            if (report.isEmpty()) {
                break;
            }
            put(file, report.get());
            seen.remove(file);
            reports.add(report.get());
        }
        return reports;
    }

    private List<Path> settled() throws IOException {
        Files.createDirectories(folder);
        List<Path> settled = new ArrayList<>();
        Map<Path, Seen> now = new HashMap<>();
        Instant at = clock.instant();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes == null
                        || !attributes.isRegularFile()
                        || isUnfinished(String.valueOf(file.getFileName()))) {
                    continue;
                }
                Instant modified = attributes.lastModifiedTime().toInstant();
                Seen before = seen.get(file);
                Seen found = before == null
                                || before.size() != attributes.size()
                                || !before.modified().equals(modified)
                        ? new Seen(attributes.size(), modified, at)
                        : before;
                now.put(file, found);
                if (Duration.between(found.since(), at).compareTo(SETTLED) >= 0) {
                    settled.add(file);
                }
            }
        }
        seen.clear();
        seen.putAll(now);
        settled.sort(null);
        return settled;
    }

    /** Null where whoever put the file there has taken it away meanwhile. */
    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Names that programs give to what they are still writing. */
    private static boolean isUnfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.startsWith("~")
                || lower.endsWith(".tmp")
                || lower.endsWith(".part")
                || lower.endsWith(".filepart");
    }

    private void put(Path file, FileReport report) throws IOException {
        Path target = Files.createDirectories(folder.resolve(report.whole() ? "done" : "failed"));
        String name = free(target, String.valueOf(file.getFileName()));
        Files.writeString(target.resolve(name + ".report.json"), Json.write(report.toJson()));
        Files.writeString(
                target.resolve(name + ".report.txt"), report.text(Locale.CHINESE) + "\n" + report.text(Locale.ENGLISH));
        Files.move(file, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String free(Path target, String name) {
        String free = name;
        for (int number = 2; Files.exists(target.resolve(free), LinkOption.NOFOLLOW_LINKS); number++) {
            int dot = name.lastIndexOf('.');
            free = dot < 1 ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
        }
        return free;
    }
}
