package io.remoteaudit.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a view by what they are about, kept within bounds so that a page of any export takes the same memory. A
 * subject is kept with all its lines or not at all: with its newest line missing it would look current. For one view.
 */
final class WholeSubjects {

    /** As many as anyone looks through; whatever is beyond is counted. */
    private static final int MOST_LISTED = 1_000;

    private static final long MOST_LISTED_CHARACTERS = 200_000;

    private final String file;
    private final int mostSubjects;
    private final long mostCharacters;
    private final Map<String, Subject> kept = new LinkedHashMap<>();
    private final Map<String, Place> absent = new LinkedHashMap<>();
    private final Place unlisted = new Place("");
    private long characters;
    private long absentCharacters;
    private boolean full;

    /**
     * An empty view.
     *
     * @param file where all lines are
     * @param mostSubjects how many subjects are kept
     * @param mostCharacters how many characters of the page they may cost
     */
    WholeSubjects(String file, int mostSubjects, long mostCharacters) {
        this.file = file;
        this.mostSubjects = mostSubjects;
        this.mostCharacters = mostCharacters;
    }

    /** What is kept whole. */
    static final class Subject {
        private final Place place;
        private final List<String> lines = new ArrayList<>();
        private long cost;

        Subject(String id) {
            this.place = new Place(id);
        }

        String id() {
            return place.id;
        }

        /** In the order of the ledger. */
        List<String> lines() {
            return lines;
        }
    }

    /** How many lines a subject has, and between which lines of the file they are. */
    private static final class Place {
        private final String id;
        private long lines;
        private long first;
        private long last;

        Place(String id) {
            this.id = id;
        }

        void count(long number) {
            first = lines == 0 ? number : first;
            last = number;
            lines++;
        }
    }

    /**
     * Adds the next line.
     *
     * @param id what it is about
     * @param line the line
     * @param number its number in the file, from 1 on
     * @param more what it costs besides its own characters
     * @return whether its subject is kept so far
     */
    boolean add(String id, String line, long number, long more) {
        long cost = line.length() + more;
        boolean fits = characters + cost <= mostCharacters;
        Subject subject = kept.get(id);
        if (subject == null && (full || !fits || kept.size() == mostSubjects)) {
            full = true;
            leaveOut(id, number);
            return false;
        }
        if (subject != null && !fits) {
            full = true;
            remove(subject);
            leaveOut(id, number);
            return false;
        }
        Subject whole = kept.computeIfAbsent(id, Subject::new);
        whole.lines.add(line);
        whole.place.count(number);
        whole.cost += cost;
        characters += cost;
        return true;
    }

    /** Nothing new is kept from then on, so that a subject taken out never comes back in part. */
    private void remove(Subject subject) {
        kept.remove(subject.id());
        characters -= subject.cost;
        absent.put(subject.id(), subject.place);
    }

    private void leaveOut(String id, long number) {
        Place known = absent.get(id);
        if (known == null) {
            boolean listed = absent.size() < MOST_LISTED && absentCharacters + id.length() <= MOST_LISTED_CHARACTERS;
            known = listed ? absent.computeIfAbsent(id, Place::new) : unlisted;
            absentCharacters += listed ? id.length() : 0;
        }
        known.count(number);
    }

    Collection<Subject> kept() {
        return kept.values();
    }

    boolean isEmpty() {
        return kept.isEmpty() && absent.isEmpty() && unlisted.lines == 0;
    }

    /** Whether the page can show the whole view. */
    boolean complete() {
        return absent.isEmpty() && unlisted.lines == 0;
    }

    /** Says what is not on the page, as {@link #writeAbsent} does, and that there is none if the view is empty. */
    void writeAbsentOrNone(Html html, String measure, String chinese, String english, boolean named)
            throws IOException {
        writeAbsent(html, measure, chinese, english, named);
        if (isEmpty()) {
            html.raw("<p>").both("无。", "None.").raw("</p>");
        }
    }

    /**
     * Says what is not on the page and where it is; nothing if nothing is missing.
     *
     * @param html the page
     * @param measure the Chinese measure word of a subject
     * @param chinese what a subject is called
     * @param english what subjects are called
     * @param named whether a reader knows a subject by its id
     */
    void writeAbsent(Html html, String measure, String chinese, String english, boolean named) throws IOException {
        if (complete()) {
            return;
        }
        long lines = unlisted.lines
                + absent.values().stream().mapToLong(one -> one.lines).sum();
        html.raw("<div class=\"note warning\"><p><strong>")
                .both("本页不完整。", "This page is not complete. ")
                .raw("</strong>")
                .both(
                        "本页完整显示 " + kept.size() + " " + measure + chinese + "；其余共 " + lines + " 行完全不在本页上，须在 " + name()
                                + " 中查阅。",
                        "Number of " + english + " shown, each of them whole: " + kept.size()
                                + ". Lines not shown at all: " + lines + "; read them in " + name() + ".")
                .raw("</p>");
        if (named && !absent.isEmpty()) {
            html.raw("<details open><summary>")
                    .both("未显示的" + chinese, "The " + english + " not shown")
                    .raw(" <span class=\"count\">" + absent.size()
                            + "</span></summary><div class=\"wide\"><table><thead><tr>")
                    .column("编号", "Id")
                    .column("行数（版次、消息）", "Lines (versions, messages)")
                    .column("在 " + name() + " 的行号", "Where in " + name())
                    .raw("</tr></thead><tbody>");
            for (Place one : absent.values()) {
                html.raw("<tr>").cell(one.id).raw("<td>" + one.lines + "</td><td>");
                writePlace(html, one);
                html.raw("</td></tr>");
            }
            html.raw("</tbody></table></div></details>");
        }
        if (named && unlisted.lines > 0) {
            html.raw("<p>")
                    .both("此外还有未逐一列出的" + chinese + "：", "And more " + english + ", not listed one by one: ")
                    .raw(unlisted.lines + " · ");
            writePlace(html, unlisted);
            html.raw("</p>");
        }
        html.raw("</div>");
    }

    private static void writePlace(Html html, Place one) throws IOException {
        if (one.lines == 1) {
            html.both("第 " + one.first + " 行", "line " + one.first);
        } else {
            boolean adjoining = one.last - one.first == one.lines - 1;
            html.both(
                    "第 " + one.first + " 至 " + one.last + (adjoining ? " 行" : " 行之间"),
                    adjoining
                            ? "lines " + one.first + " to " + one.last
                            : "between lines " + one.first + " and " + one.last);
        }
    }

    private String name() {
        return file.substring(Layout.DATA.length());
    }
}
