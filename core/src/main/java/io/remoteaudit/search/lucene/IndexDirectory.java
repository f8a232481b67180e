package io.remoteaudit.search.lucene;

import io.remoteaudit.store.LocalFiles;
import io.remoteaudit.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds the index: one sub-directory for each build of it, a file that names the one in use, and a
 * lock for as long as this process uses it.
 */
final class IndexDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexDirectory.class);

    private static final String CURRENT = "current";
    private static final String BUILD = "build-";
    private static final int MAX_NOTE = 200;

    private final Path path;
    private final LocalFiles.Hold hold;
    private final BuildFiles files;

    /** Opens the files of one build for writing. */
    @FunctionalInterface
    interface BuildFiles {
        Directory of(Path build) throws IOException;
    }

    private IndexDirectory(Path path, LocalFiles.Hold hold, BuildFiles files) {
        this.path = path;
        this.hold = hold;
        this.files = files;
    }

    /** Takes the directory for this process; refuses one on a network, where neither locks nor memory maps hold. */
    static IndexDirectory hold(Path path) {
        return hold(path, MMapDirectory::new);
    }

    /** The same with other files than those of the disk. */
    static IndexDirectory hold(Path path, BuildFiles files) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new StoreException(
                    "RA-0230",
                    "The search index directory " + path + " cannot be created (" + e
                            + "); check the owner and rights of the directory it is to be in",
                    e);
        }
        LocalFiles.require(path, "the search index");
        return new IndexDirectory(path, LocalFiles.hold(path), files);
    }

    /** The build in use, if there is one. */
    Optional<Path> current() throws IOException {
        Path file = path.resolve(CURRENT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String name = note(file);
        boolean valid =
                name.startsWith(BUILD) && name.substring(BUILD.length()).chars().allMatch(Character::isDigit);
        Path build = path.resolve(valid ? name : CURRENT);
        return Files.isDirectory(build) ? Optional.of(build) : Optional.empty();
    }

    /** A new directory to build in; what an earlier attempt left unfinished is removed. */
    Path newBuild() throws IOException {
        Optional<Path> current = current();
        removeAllBut(current.stream().toList());
        long number = current.map(build -> Long.parseLong(name(build).substring(BUILD.length())))
                        .orElse(0L)
                + 1;
        return Files.createDirectory(path.resolve(BUILD + number));
    }

    /** Makes a build the one in use, by a rename that happens wholly or not at all. */
    void use(Path build) throws IOException {
        Path written = path.resolve(CURRENT + ".new");
        Files.writeString(written, name(build), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        IOUtils.fsync(written, false);
        Files.move(written, path.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        IOUtils.fsync(path, true);
    }

    /** Removes every other build; tells how many there were. */
    int removeAllBut(List<Path> kept) throws IOException {
        int others = 0;
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                if (name(child).startsWith(BUILD) && !kept.contains(child)) {
                    remove(child);
                    others++;
                }
            }
        }
        return others;
    }

    Path path() {
        return path;
    }

    /** The files of a build, to write to. */
    Directory files(Path build) throws IOException {
        return files.of(build);
    }

    @Override
    public void close() {
        hold.close();
    }

    /** Where files that are still read cannot be removed, as on Windows, they wait for the next time. */
    private static void remove(Path build) {
        try {
            IOUtils.rm(build);
        } catch (IOException e) {
            LOG.debug("The old search index {} is removed another time: {}", build, e.toString());
        }
    }

    private static String note(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, 0, Math.min(bytes.length, MAX_NOTE), StandardCharsets.UTF_8).strip();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
