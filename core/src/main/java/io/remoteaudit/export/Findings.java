package io.remoteaudit.export;

import io.remoteaudit.standard.LocalizedText;
import java.util.ArrayList;
import java.util.List;

/** Collects checks in the order they are made. */
final class Findings {

    private final List<Check> checks = new ArrayList<>();

    void holds(String name, String chinese, String english) {
        add(name, Check.Outcome.HOLDS, chinese, english);
    }

    void fails(String name, String chinese, String english) {
        add(name, Check.Outcome.FAILS, chinese, english);
    }

    void notChecked(String name, String chinese, String english) {
        add(name, Check.Outcome.NOT_CHECKED, chinese, english);
    }

    void notCheckable(String name, String chinese, String english) {
        add(name, Check.Outcome.NOT_CHECKABLE, chinese, english);
    }

    List<Check> checks() {
        return checks;
    }

    private void add(String name, Check.Outcome outcome, String chinese, String english) {
        checks.add(new Check(name, outcome, new LocalizedText(chinese, english)));
    }
}
