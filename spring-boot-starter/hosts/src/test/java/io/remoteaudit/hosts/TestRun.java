package io.remoteaudit.hosts;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes in a process that is not Maven's; its exit code says whether all passed. */
final class TestRun {

    private TestRun() {}

    /**
     * Runs them.
     *
     * @param classes the classes' names
     */
    public static void main(String[] classes) throws ClassNotFoundException {
        DiscoverySelector[] selected = new DiscoverySelector[classes.length];
        for (int i = 0; i < classes.length; i++) {
            selected[i] = selectClass(Class.forName(classes[i]));
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.asList(selected))
                                .build(),
                        summary);
        PrintWriter out = new PrintWriter(System.out, true);
        summary.getSummary().printFailuresTo(out, 40);
        summary.getSummary().printTo(out);
        boolean passed = summary.getSummary().getTotalFailureCount() == 0
                && summary.getSummary().getTestsSucceededCount() > 0;
        System.exit(passed ? 0 : 1);
    }
}
