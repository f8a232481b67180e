package io.remoteaudit.example.quality;

import io.remoteaudit.example.factory.Entry;
import io.remoteaudit.example.factory.Paper;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The calibration of an instrument.
 *
 * @param entry number, site, people and time
 * @param instrumentId the instrument
 * @param instrument what it is
 * @param due when the next one is due
 * @param withinTolerance whether it was found within its tolerance
 * @param lab who calibrated it
 * @param paper the document itself; null if there is none
 */
public record Calibration(
        Entry entry,
        String instrumentId,
        String instrument,
        LocalDate due,
        boolean withinTolerance,
        String lab,
        @Nullable Paper paper) {}
