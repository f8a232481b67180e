package io.remoteaudit.search;

import java.util.List;

/**
 * A field's text with the words found in it told apart. Plain text, never markup.
 *
 * @param field the field's name, for example {@code title}
 * @param segments the text in order; joined, they are the field's text or an excerpt of it, each
 *     value of a field with several on a line of its own
 */
public record Highlight(String field, List<Segment> segments) {

    /** Copies the list. */
    public Highlight {
        segments = List.copyOf(segments);
    }

    /**
     * A piece of text.
     *
     * @param text the piece
     * @param match whether it is what was searched for
     */
    public record Segment(String text, boolean match) {}
}
