package io.remoteaudit.spring;

import io.remoteaudit.feed.Feed;
import io.remoteaudit.feed.FeedProgress;
import io.remoteaudit.feed.FeedReport;
import io.remoteaudit.feed.RunReport;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the sources of records are, in numbers and times: nothing of their rows, nobody's name, no path and no address. Why a
 * run broke off is told at the desk and in the log.
 */
final class SourcesSection implements ActuatorSection {

    private final Feed feed;

    SourcesSection(Feed feed) {
        this.feed = feed;
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public Object content() {
        Map<String, Object> sources = new LinkedHashMap<>();
        feed.sources().forEach(name -> sources.put(name, shown("table", name)));
        feed.fileSources().forEach(name -> sources.put(name, shown("files", name)));
        return sources;
    }

    private Map<String, Object> shown(String kind, String name) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", kind);
        shown.put("refused", feed.countRefused(name));
        shown.put("missing", feed.countMissing(name));
        feed.reports(name, 1).stream().findFirst().ifPresent(last -> shown.put("lastRun", shown(last)));
        feed.progress(name).ifPresent(progress -> shown.put("progress", shown(progress)));
        return shown;
    }

    private static Map<String, Object> shown(RunReport report) {
        FeedReport rows = report.rows();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("startedAt", rows.startedAt().toString());
        shown.put("finishedAt", rows.finishedAt().toString());
        shown.put("brokeOff", report.failure() != null);
        shown.put("rows", rows.rows());
        shown.put("saved", rows.saved());
        shown.put("newVersions", rows.newVersions());
        shown.put("unchanged", rows.unchanged());
        shown.put("leftOut", rows.leftOut());
        shown.put("refused", rows.refused());
        shown.put("dismissed", rows.dismissed());
        shown.put("missing", rows.missing());
        return shown;
    }

    private static Map<String, Object> shown(FeedProgress progress) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("startedAt", progress.startedAt().toString());
        shown.put("read", progress.read());
        progress.total().ifPresent(total -> shown.put("total", total));
        shown.put("perSecond", Math.round(progress.perSecond()));
        progress.remaining().ifPresent(left -> shown.put("remainingSeconds", left.toSeconds()));
        return shown;
    }
}
