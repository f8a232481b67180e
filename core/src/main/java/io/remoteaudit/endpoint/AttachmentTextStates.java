package io.remoteaudit.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.api.AttachmentTextState;
import io.remoteaudit.record.Attachment;
import io.remoteaudit.record.RecordView;
import io.remoteaudit.search.text.AttachmentTexts;
import io.remoteaudit.search.text.TextShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says on a record which of the attachments shown can be searched, so that nobody takes silence for absence. */
final class AttachmentTextStates {

    private static final String NAME = "attachmentTexts";

    private final AttachmentTexts texts;

    AttachmentTextStates(AttachmentTexts texts) {
        this.texts = texts;
    }

    /** Adds the states to a record's JSON, if it has attachments. */
    ObjectNode addTo(ObjectNode json, RecordView view, Locale locale) {
        List<AttachmentTextState> states = of(view, locale);
        if (!states.isEmpty()) {
            ArrayNode array = json.putArray(NAME);
            states.forEach(state -> array.add(state.toJson()));
        }
        return json;
    }

    List<AttachmentTextState> of(RecordView view, Locale locale) {
        TextShare share = new TextShare();
        List<AttachmentTextState> states = new ArrayList<>();
        for (Attachment attachment : view.attachments()) {
            states.add(AttachmentTextState.of(attachment.name(), share.of(texts.state(attachment)), locale));
        }
        return states;
    }
}
