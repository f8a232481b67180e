package io.remoteaudit.example.body;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the audit prints: numbered steps with the time since the start, and what each came to. For one thread. */
final class AuditLog {

    /** Which language is printed. */
    enum Language {
        /** Simplified Chinese alone. */
        ZH,
        /** English alone. */
        EN,
        /** Both, Chinese first. */
        BOTH;

        Locale ofProblems() {
            return this == EN ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
        }
    }

    private final PrintStream out;
    private final Language language;
    private final Clock clock;
    private final Instant begun;
    private int steps;

    AuditLog(PrintStream out, Language language, Clock clock) {
        this.out = out;
        this.language = language;
        this.clock = clock;
        this.begun = clock.instant();
    }

    Language language() {
        return language;
    }

    int steps() {
        return steps;
    }

    Duration elapsed() {
        return Duration.between(begun, clock.instant());
    }

    /** Begins a step. */
    void step(String chinese, String english) {
        steps++;
        long tenths = elapsed().toMillis() / 100;
        out.println();
        out.println(String.format(Locale.ROOT, "[%02d] +%d.%d s  ", steps, tenths / 10, tenths % 10)
                + said(chinese, english));
    }

    /** Says what a step came to. */
    void line(String chinese, String english) {
        out.println("     " + said(chinese, english));
    }

    /** Says what needs no translation. */
    void fact(String text) {
        out.println("     " + text);
    }

    /** Says it in the language that is printed. */
    String said(String chinese, String english) {
        return switch (language) {
            case ZH -> chinese;
            case EN -> english;
            case BOTH -> chinese + " | " + english;
        };
    }
}
