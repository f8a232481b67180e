package io.remoteaudit;

import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.search.Glossary;
import io.remoteaudit.search.lucene.LuceneSearchIndex;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.EmbeddedDatabase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does beforehand what the first opening of a process takes longest for. Each step is of use without the others. */
final class Preloading {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAudit.class);
    private static final int ED25519_SEED = 32;

    private Preloading() {}

    /** Something that is loaded. */
    @FunctionalInterface
    private interface Step {
        void load() throws Exception;
    }

    static void run(boolean embeddedDatabase) {
        List<Step> steps = List.of(
                () -> new LogSigner("preload.invalid", new byte[ED25519_SEED]).key(),
                embeddedDatabase ? EmbeddedDatabase::preload : () -> {},
                () -> LuceneSearchIndex.preload(Catalogue.standard(), Glossary.standard()));
        for (Step step : steps) {
            try {
                step.load();
            } catch (Exception | LinkageError e) {
                // Opening meets the same, and says it where somebody can act on it.
                LOG.debug("Something could not be loaded beforehand", e);
            }
        }
    }
}
