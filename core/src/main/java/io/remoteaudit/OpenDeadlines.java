package io.remoteaudit;

import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.Findings;
import io.remoteaudit.preparation.PreparationLists;
import io.remoteaudit.preparation.PreparedItem;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.question.Deadlines;
import io.remoteaudit.question.NoticeKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What findings and preparation lists ask of the maker by a day, in engagements that are not put away. */
final class OpenDeadlines implements Deadlines {

    private final Engagements engagements;
    private final Findings findings;
    private final PreparationLists lists;
    private final Clock clock;

    OpenDeadlines(Engagements engagements, Findings findings, PreparationLists lists, Clock clock) {
        this.engagements = engagements;
        this.findings = findings;
        this.lists = lists;
        this.clock = clock;
    }

    @Override
    public List<Deadline> open() {
        List<Deadline> open = new ArrayList<>();
        for (Finding finding : findings.all()) {
            if (finding.due().isPresent() && shown(finding.engagement())) {
                open.add(new Deadline(
                        NoticeKind.FINDING_DUE_SOON,
                        NoticeKind.FINDING_OVERDUE,
                        finding.engagement(),
                        finding.id(),
                        finding.version(),
                        finding.due().get()));
            }
        }
        for (Engagement engagement : engagements.all()) {
            EngagementState state = engagement.state(clock.instant());
            if (state == EngagementState.SCHEDULED || state == EngagementState.ACTIVE) {
                addItems(engagement.id(), open);
            }
        }
        return open;
    }

    private boolean shown(String engagement) {
        return engagements
                .find(engagement)
                .filter(found -> found.state(clock.instant()).shown())
                .isPresent();
    }

    /** An item that gets another day is asked for anew. */
    private void addItems(String engagement, List<Deadline> open) {
        for (PreparedItem prepared : lists.of(engagement, Long.MAX_VALUE).items()) {
            WantedItem item = prepared.item();
            if (!prepared.ready()) {
                open.add(new Deadline(
                        NoticeKind.PREPARATION_DUE_SOON,
                        NoticeKind.PREPARATION_OVERDUE,
                        engagement,
                        item.id(),
                        (int) item.due().toEpochDay(),
                        item.due()));
            }
        }
    }
}
