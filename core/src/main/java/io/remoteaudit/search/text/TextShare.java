package io.remoteaudit.search.text;

/**
 * How much of each of a record's attachments the record is found by: all that is kept of it, until {@link
 * AttachmentTexts#MOST_CHARACTERS_OF_A_RECORD} are reached over its attachments in their order. Not safe for use by
 * several threads.
 */
public final class TextShare {

    private int left = AttachmentTexts.MOST_CHARACTERS_OF_A_RECORD;

    /** Begins a record. */
    public TextShare() {}

    /**
     * Takes the text of the next attachment.
     *
     * @param read the text
     * @return as much of it as there is room for
     */
    public AttachmentText.Read of(AttachmentText.Read read) {
        int characters = take(read.text().length());
        return characters == read.text().length()
                ? read
                : new AttachmentText.Read(read.text().substring(0, characters), true);
    }

    /**
     * Says of the next attachment whether it can be searched.
     *
     * @param state the state of its text
     * @return the same, cut if there is room for less
     */
    public TextState of(TextState state) {
        if (state instanceof TextState.Searchable searchable) {
            int characters = take(searchable.characters());
            return characters == searchable.characters() ? state : new TextState.Searchable(characters, true);
        }
        return state;
    }

    private int take(int wanted) {
        int taken = Math.min(wanted, left);
        left -= taken;
        return taken;
    }
}
