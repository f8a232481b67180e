package io.remoteaudit.search.lucene;

import io.remoteaudit.search.SearchDirectoryException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NativeFSLockFactory;
import org.apache.lucene.util.IOUtils;

/**
 * The directory that holds the index: one sub-directory for each build of it, a file that names the one in use, and a
 * native lock for as long as this process uses it.
 */
final class IndexDirectory implements Closeable {

    private static final String LOCK = "remote-audit.lock";
    private static final String OWNER = "owner";
    private static final String CURRENT = "current";
    private static final String BUILD = "build-";
    private static final int MAX_NOTE = 200;
    private static final List<String> NETWORK = List.of("nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "lustre");

    private final Path path;
    private final FSDirectory root;
    private final Lock lock;

    private IndexDirectory(Path path, FSDirectory root, Lock lock) {
        this.path = path;
        this.root = root;
        this.lock = lock;
    }

    static IndexDirectory lock(Path path, Clock clock) {
        FSDirectory root = null;
        try {
            Files.createDirectories(path);
            requireLocal(path);
            root = new MMapDirectory(path, NativeFSLockFactory.INSTANCE);
            Lock lock = root.obtainLock(LOCK);
            Files.writeString(
                    path.resolve(OWNER), "process " + ProcessHandle.current().pid() + ", since " + clock.instant());
            return new IndexDirectory(path, root, lock);
        } catch (LockObtainFailedException e) {
            IOUtils.closeWhileHandlingException(root);
            throw new SearchDirectoryException(
                    "The search index directory " + path + " is in use by " + owner(path)
                            + "; stop that one first, or give this one a directory of its own",
                    e);
        } catch (IOException e) {
            IOUtils.closeWhileHandlingException(root);
            throw new SearchDirectoryException(
                    "The search index directory " + path + " cannot be used: " + e.getMessage()
                            + "; make it a writable directory on a local disk",
                    e);
        }
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
        removeAllBut(current);
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

    void removeAllBut(Optional<Path> kept) throws IOException {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                if (name(child).startsWith(BUILD) && !kept.equals(Optional.of(child))) {
                    IOUtils.rm(child);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(lock, root);
    }

    private static String owner(Path path) {
        try {
            return Files.exists(path.resolve(OWNER)) ? note(path.resolve(OWNER)) : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    private static String note(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, 0, Math.min(bytes.length, MAX_NOTE), StandardCharsets.UTF_8).strip();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Neither locks nor memory mapping can be trusted over a network. */
    private static void requireLocal(Path path) throws IOException {
        String type = Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
        if (NETWORK.stream().anyMatch(type::startsWith)) {
            throw new SearchDirectoryException("The search index directory " + path + " is on a network file system ("
                    + type + "), where its lock does not hold; give it a directory on a local disk");
        }
    }
}
