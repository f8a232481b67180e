package io.remoteaudit.example;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.finding.Evidence;
import io.remoteaudit.finding.Finding;
import io.remoteaudit.finding.FindingAction;
import io.remoteaudit.finding.FindingRemark;
import io.remoteaudit.finding.FindingResponse;
import io.remoteaudit.finding.FindingState;
import io.remoteaudit.finding.StepContent;
import io.remoteaudit.preparation.AttachedRecord;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.PreparedItem;
import io.remoteaudit.question.AnswerDesk;
import io.remoteaudit.question.DraftContent;
import io.remoteaudit.question.Question;
import io.remoteaudit.search.SearchRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Stands in for the factory's quality staff in the sample audit, where nobody sits at the desk: confirms, prepares, answers
 * and responds by the interfaces the desk uses too, in that one engagement, and says so in all it writes. Off unless {@code
 * example.demonstration-staff} is set; a real maker's people do this at their desk.
 */
@Component
@ConditionalOnProperty("example.demonstration-staff")
final class DemonstrationStaff implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationStaff.class);
    private static final String NAME = "演示质量人员 demonstration staff";
    private static final String NOTE = "演示：由程序代为确认。 Demonstration: confirmed by a program.";
    private static final int BETWEEN_LOOKS_MS = 300;
    private static final int DAYS_FOR_ACTION = 30;

    private final RemoteAudit remoteAudit;
    private final Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "demonstration-staff");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable ScheduledFuture<?> day;

    DemonstrationStaff(RemoteAudit remoteAudit) {
        this.remoteAudit = remoteAudit;
    }

    /** Begins its day. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        LOG.info("{} acts for the factory in {}, for demonstration only", NAME, DemoEngagements.SAMPLE);
        day = looks.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS_MS, BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        ScheduledFuture<?> running = day;
        if (running != null) {
            running.cancel(true);
        }
        looks.shutdownNow();
    }

    private void look() {
        try {
            remoteAudit
                    .engagements()
                    .find(DemoEngagements.SAMPLE)
                    .filter(engagement -> engagement.state(clock.instant()) == EngagementState.ACTIVE)
                    .ifPresent(this::attend);
        } catch (RemoteAuditException e) {
            // Somebody else was quicker, at the desk or outside; the next look sees what is left.
            LOG.info("{} could not finish: {}", NAME, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} could not do its work and tries again", NAME, e);
        }
    }

    private void attend(Engagement engagement) {
        confirmPlan(engagement);
        prepare(engagement);
        AnswerDesk desk = remoteAudit.answers();
        desk.pending().stream()
                .filter(question -> question.engagement().equals(engagement.id()))
                .forEach(question -> answer(desk, question));
        remoteAudit.findings().all().stream()
                .filter(finding -> finding.engagement().equals(engagement.id()))
                .filter(finding -> finding.statement().kind().nonconformity())
                .forEach(finding -> respond(engagement, finding));
    }

    private void confirmPlan(Engagement engagement) {
        AuditPlan plan = remoteAudit.preparation().plans().of(engagement.id(), Long.MAX_VALUE);
        if (plan.waitsFor().equals(Optional.of(Party.MAKER))) {
            PreparationContent.Confirmation confirmation = new PreparationContent.Confirmation(NOTE);
            remoteAudit.preparation().plans().confirm(engagement.id(), plan.version(), Party.MAKER, confirmation, NAME);
        }
    }

    private void prepare(Engagement engagement) {
        PreparationList list = remoteAudit.preparation().lists().of(engagement.id(), Long.MAX_VALUE);
        if (!list.waitsFor().equals(Optional.of(Party.MAKER))) {
            return;
        }
        for (PreparedItem item : list.items()) {
            if (!item.ready()) {
                list = fulfil(engagement, list, item);
            }
        }
        PreparationContent.Confirmation confirmation = new PreparationContent.Confirmation(NOTE);
        remoteAudit.preparation().lists().confirm(engagement.id(), list.version(), Party.MAKER, confirmation, NAME);
    }

    private PreparationList fulfil(Engagement engagement, PreparationList list, PreparedItem item) {
        String type = item.item().recordType();
        List<AttachedRecord> records = type == null
                ? List.of()
                : newest(engagement, "type:" + type)
                        .map(record -> new AttachedRecord(record.recordId(), record.version()))
                        .stream()
                        .toList();
        PreparationContent.Fulfilment said =
                new PreparationContent.Fulfilment(item.item().id(), true, "演示：已就绪。 Demonstration: ready.", records);
        return remoteAudit.preparation().lists().fulfil(engagement.id(), list.version(), said, NAME);
    }

    private static void answer(AnswerDesk desk, Question question) {
        String language = question.messages().get(question.version() - 1).language();
        String text = language.startsWith("zh")
                ? "（演示答复）所引记录已核对：检验按规程进行，原始数据、仪器和人员均可在该记录及其附件中查到。"
                : "(Demonstration answer) The record was checked: the test followed its procedure; raw data, instrument"
                        + " and person are in the record and its files.";
        int draft = desk.draft(question.id(), desk.draftVersion(question.id()), DraftContent.of(text, language), NAME)
                .version();
        desk.release(question.id(), question.version(), draft, NAME);
    }

    private void respond(Engagement engagement, Finding finding) {
        boolean reported = finding.steps().get(finding.version() - 1).action() == FindingAction.REPORT;
        List<Evidence> evidence = newest(engagement, "type:training").stream()
                .<Evidence>map(record -> record)
                .toList();
        if (finding.state() == FindingState.RAISED || finding.state() == FindingState.RETURNED) {
            FindingResponse response = new FindingResponse(
                    "（演示）已补充该记录缺少的说明，并复核同类记录。",
                    "（演示）表单未要求填写该项。",
                    "（演示）表单增加必填项，并培训检验人员。",
                    LocalDate.now(clock).plusDays(DAYS_FOR_ACTION),
                    "zh-CN",
                    evidence);
            step(finding, FindingAction.RESPOND, response);
        } else if (finding.state() == FindingState.ACCEPTED && !reported) {
            FindingRemark done = new FindingRemark("（演示）表单已修改，培训已完成，见所附记录。", "zh-CN", evidence, null);
            step(finding, FindingAction.REPORT, done);
        }
    }

    private void step(Finding finding, FindingAction action, StepContent content) {
        remoteAudit.findings().stepInside(finding.id(), finding.version(), action, content, NAME);
    }

    private Optional<Evidence.OfRecord> newest(Engagement engagement, String query) {
        SearchRequest request = SearchRequest.of(engagement.terms().scope(), query);
        return remoteAudit.search().search(request).hits().stream()
                .findFirst()
                .map(hit -> new Evidence.OfRecord(hit.id(), hit.version()));
    }
}
