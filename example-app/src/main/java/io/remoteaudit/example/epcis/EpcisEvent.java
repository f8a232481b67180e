package io.remoteaudit.example.epcis;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event of a document, as far as the factory's records need it.
 *
 * @param label how a person finds it: its place in the document, type and id
 * @param id its {@code eventID}; a digest of its content where it has none
 * @param digest SHA-256 of its whole content
 * @param type for example {@code ObjectEvent}
 * @param time when, in the event's own offset
 * @param bizStep the bare word of the CBV or the URI of an own one; null for none
 * @param disposition as {@code bizStep}; null for none
 * @param inputs what went in: a transformation's inputs, an aggregation's children, an object event's objects
 * @param outputs what came out: a transformation's outputs, an aggregation's parent
 * @param quantity how much in all
 * @param uom its unit; {@code pcs} for single items
 * @param transactions ids by the bare word of their type
 * @param readPoint where; null if not said
 * @param destination where to; null if not said
 * @param errorReason why an earlier event of this id was wrong; null if it is no correction
 */
record EpcisEvent(
        String label,
        String id,
        String digest,
        String type,
        OffsetDateTime time,
        @Nullable String bizStep,
        @Nullable String disposition,
        List<String> inputs,
        List<String> outputs,
        BigDecimal quantity,
        String uom,
        Map<String, String> transactions,
        @Nullable String readPoint,
        @Nullable String destination,
        @Nullable String errorReason) {

    EpcisEvent {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        transactions = Map.copyOf(transactions);
    }

    Optional<String> transaction(String... types) {
        for (String type : types) {
            if (transactions.containsKey(type)) {
                return Optional.of(transactions.get(type));
            }
        }
        return Optional.empty();
    }
}
