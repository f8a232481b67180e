package io.remoteaudit.search.lucene;

import io.remoteaudit.search.text.AttachmentTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The builds in an index's directory: those that are there and what they are good for, and new ones of the kind this
 * version of the library writes. For the following thread alone.
 */
record Builds(EntrySource source, IndexDirectory directory, Vocabulary vocabulary, AttachmentTexts texts) {

    private static final Logger LOG = LoggerFactory.getLogger(Builds.class);

    /** An empty one, which is not in use before the directory is told so. */
    Build fresh() throws IOException {
        return goOn(directory.newBuild(), Build.State.fresh(source.origin(), vocabulary, texts));
    }

    Build goOn(Path path, Build.State state) throws IOException {
        return Build.write(path, directory.files(path), state, vocabulary, texts);
    }

    Suitability suitability(Build.@Nullable State state) {
        return Suitability.of(state, source, vocabulary, texts);
    }

    /** What a build says of itself; null if it cannot be read and is of no use. */
    static Build.@Nullable State read(Path path) throws IOException {
        try {
            return Build.State.read(path);
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof IOException && !Setbacks.isDamage(e)) {
                throw e;
            }
            LOG.warn("Search index {} cannot be read ({}); it is rebuilt from the ledger", path, e.toString());
            return null;
        }
    }

    /** Removes what was neither finished nor is being built. */
    void removeUnfinished(List<Path> kept) throws IOException {
        Optional<Path> current = directory.current();
        if (directory.removeAllBut(kept) > 0 && current.isPresent()) {
            LOG.info("A search index whose building did not end was removed; {} stays in use", current.get());
        }
    }
}
