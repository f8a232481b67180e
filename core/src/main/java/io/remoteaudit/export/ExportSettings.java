package io.remoteaudit.export;

import java.time.Duration;

/**
 * How exports are made and kept.
 *
 * @param atOnce how many are made at a time, from 1 to 16; others wait
 * @param retention how long finished files are kept, an hour or more; then they can be asked for anew
 * @param mostFiles how many files one container takes at most, from 50 to 1,000; what is more goes into further parts
 * @param mostBytes how large one container becomes at most, from 1 MiB to 4 GiB less 16 MiB; what is more goes into
 *     further parts
 */
public record ExportSettings(int atOnce, Duration retention, int mostFiles, long mostBytes) {

    private static final int MOST_AT_ONCE = 16;
    private static final int FEWEST_FILES = 50;
    private static final long LEAST_BYTES = 1L << 20;

    /** Room for manifests, signature and the file's own directory, which come after the content is measured. */
    private static final long SPARE = 16L << 20;

    private static final long LARGEST = (1L << 32) - SPARE;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of its bounds
     */
    public ExportSettings {
        require(atOnce >= 1 && atOnce <= MOST_AT_ONCE, "atOnce is from 1 to " + MOST_AT_ONCE + ", not " + atOnce);
        require(retention.compareTo(Duration.ofHours(1)) >= 0, "retention is an hour or more, not " + retention);
        require(
                mostFiles >= FEWEST_FILES && mostFiles <= ZipForm.MOST_ENTRIES,
                "mostFiles is from " + FEWEST_FILES + " to " + ZipForm.MOST_ENTRIES + ", not " + mostFiles);
        require(
                mostBytes >= LEAST_BYTES && mostBytes <= LARGEST,
                "mostBytes is from " + LEAST_BYTES + " to " + LARGEST + ", not " + mostBytes);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * What suits most makers.
     *
     * @return one export at a time, files kept for 14 days, containers as large as the format allows
     */
    public static ExportSettings standard() {
        return new ExportSettings(1, Duration.ofDays(14), ZipForm.MOST_ENTRIES, LARGEST);
    }

    /**
     * The same with another number at a time.
     *
     * @param number from 1 to 16
     * @return the settings
     */
    public ExportSettings withAtOnce(int number) {
        return new ExportSettings(number, retention, mostFiles, mostBytes);
    }

    /**
     * The same with another time to keep files.
     *
     * @param time an hour or more
     * @return the settings
     */
    public ExportSettings withRetention(Duration time) {
        return new ExportSettings(atOnce, time, mostFiles, mostBytes);
    }
}
