package io.remoteaudit.example.production;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.record.Measurement;
import java.math.BigDecimal;
import java.util.List;

/**
 * A reading of a clean room.
 *
 * @param entry number, site, people and time
 * @param roomId the room
 * @param cleanClass its class
 * @param point where it was read
 * @param quantity what was read, for example {@code particles}
 * @param value the value
 * @param measurements what was measured
 */
public record RoomReading(
        Entry entry,
        String roomId,
        String cleanClass,
        String point,
        String quantity,
        BigDecimal value,
        List<Measurement> measurements) {
    /** Copies the lists. */
    public RoomReading {
        measurements = List.copyOf(measurements);
    }
}
