package io.remoteaudit.search.lucene;

import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FieldDoc;

/** Collects the first matches of a search in one order, and counts all. */
interface FirstHits extends Collector {

    /** The first matches, in order. */
    FieldDoc[] found();

    /** All matches, also those of earlier pages. */
    long total();
}
