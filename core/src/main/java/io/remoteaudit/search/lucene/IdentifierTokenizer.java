package io.remoteaudit.search.lucene;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Gives the {@link Identifiers} of a text as tokens, with the places where they stand. */
final class IdentifierTokenizer extends Tokenizer {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final Deque<Found> found = new ArrayDeque<>();
    private final WholeText text = new WholeText();
    private boolean scanned;

    private record Found(String normal, int start, int end) {}

    @Override
    public boolean incrementToken() throws IOException {
        clearAttributes();
        if (!scanned) {
            text.read(input);
            scanned = true;
            Identifiers.scan(
                    text.chars(),
                    text.length(),
                    (normal, size, start, end) -> found.add(new Found(new String(normal, 0, size), start, end)));
        }
        Found next = found.poll();
        if (next == null) {
            return false;
        }
        term.append(next.normal());
        offset.setOffset(correctOffset(next.start()), correctOffset(next.end()));
        return true;
    }

    @Override
    public void end() throws IOException {
        super.end();
        int end = correctOffset(text.length());
        offset.setOffset(end, end);
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        scanned = false;
        found.clear();
    }
}
