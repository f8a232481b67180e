package io.remoteaudit.example.body;

import io.remoteaudit.api.EngagementView;
import io.remoteaudit.client.PreparationClient;
import io.remoteaudit.engagement.EngagementState;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.preparation.AgendaItem;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.OrganizationProfile;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.PreparationState;
import io.remoteaudit.preparation.PreparedItem;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.standard.ClauseReference;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The terms are confirmed, and plan and preparation list agreed on. */
final class Opening {

    static final String STANDARD = "ISO 13485:2016";

    private static final Duration HOUR = Duration.ofHours(1);

    private final Audit audit;
    private final AuditLog log;
    private final PreparationClient preparation;

    Opening(Audit audit) {
        this.audit = audit;
        this.log = audit.log();
        this.preparation = audit.engagement().preparation();
    }

    void run() {
        String auditor = terms();
        organization();
        plan(auditor);
        preparationList();
        ledger();
    }

    private String terms() {
        log.step("阅读并确认审核约定", "Read the terms and confirm them");
        EngagementView view = audit.engagement().view();
        log.fact(view.terms().body() + " → " + view.terms().client());
        log.fact(view.terms().purpose());
        log.line(
                "准则 " + String.join("、", view.terms().criteria()),
                "criteria " + String.join(", ", view.terms().criteria()));
        log.line(
                "访问期 " + view.terms().accessFrom() + " 至 " + view.terms().accessTo(),
                "access from " + view.terms().accessFrom() + " to "
                        + view.terms().accessTo());
        Audit.require(
                view.missing().isEmpty(),
                "约定不完整：" + view.missing(),
                "The terms lack " + view.missing() + "; the maker has to amend them");
        if (view.body() == null) {
            view = audit.engagement().agreement().accept(view.digest());
        }
        log.line(
                "已确认第 " + view.termsVersion() + " 版，摘要 " + view.digest().hex(),
                "confirmed version " + view.termsVersion() + ", digest "
                        + view.digest().hex());
        Audit.require(
                view.state() == EngagementState.ACTIVE,
                "审核约定状态为 " + view.state().wireName() + "，不能开始审核",
                "The engagement is " + view.state().wireName() + ", so the audit cannot begin");
        Audit.require(view.auditor() != null, "令牌不属于任何审核员", "The token is of no auditor");
        return view.auditor() == null ? "" : view.auditor().name();
    }

    private void organization() {
        log.step("受审企业", "The audited organization");
        OrganizationProfile profile = preparation.organization().profile();
        log.fact(profile.legalName());
        profile.certificates()
                .forEach(certificate -> log.fact(certificate.number() + "  " + certificate.standard() + "  "
                        + certificate.state().wireName()));
    }

    private void plan(String auditor) {
        log.step("提出审核计划", "Propose the audit plan");
        Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        PreparationContent.Agenda agenda = new PreparationContent.Agenda(
                List.of(
                        item("首次会议 opening meeting", null, auditor, begin),
                        item("采购与进货检验 purchasing and incoming inspection", "7.4.3", auditor, begin.plus(HOUR)),
                        item("成品检验与放行 testing and release", "8.2.6", auditor, begin.plus(HOUR.multipliedBy(2))),
                        item("末次会议 closing meeting", null, auditor, begin.plus(HOUR.multipliedBy(3)))),
                "由审核样例程序提出 proposed by the sample program");
        AuditPlan proposed = preparation.propose(preparation.plan(), agenda);
        log.line(
                "第 " + proposed.version() + " 步，" + agenda.items().size() + " 项议程",
                "step " + proposed.version() + ", " + agenda.items().size() + " items on the agenda");
        AuditPlan confirmed = audit.await(
                "企业确认审核计划",
                "the maker confirms the plan",
                () -> confirmedIfChanged(preparation.plan()),
                plan -> plan.state() == PreparationState.CONFIRMED);
        log.line(
                "企业已确认，共 " + confirmed.version() + " 步",
                "confirmed by the maker, " + confirmed.version() + " steps in all");
    }

    /** A version the maker wrote instead is the body's to confirm. */
    private AuditPlan confirmedIfChanged(AuditPlan plan) {
        boolean ours = plan.waitsFor().filter(party -> party == Party.BODY).isPresent();
        return ours ? preparation.confirm(plan, "同意 agreed") : plan;
    }

    private static AgendaItem item(String process, @Nullable String clause, String auditor, Instant from) {
        ClauseReference reference = clause == null ? null : new ClauseReference(STANDARD, clause);
        return new AgendaItem("电子质量体系 electronic QMS", process, reference, auditor, from, from.plus(HOUR));
    }

    private void preparationList() {
        log.step("提出准备清单", "Propose the preparation list");
        LocalDate due = LocalDate.now(ZoneOffset.UTC).plusDays(3);
        PreparationContent.Wanted wanted = new PreparationContent.Wanted(
                List.of(
                        wanted("P-1", "最近一次内部校准记录 newest calibration record", "calibration", "7.6", due),
                        wanted("P-2", "检验人员培训记录 training of the inspectors", "training", "6.2", due),
                        wanted("P-3", "仓库与洁净车间视频连线 video line to store and clean room", null, null, due)),
                "");
        PreparationList proposed = preparation.propose(preparation.list(), wanted);
        log.line(
                "第 " + proposed.version() + " 步，" + wanted.items().size() + " 项",
                "step " + proposed.version() + ", " + wanted.items().size() + " items");
        PreparationList ready = audit.await(
                "企业备齐准备清单",
                "the maker prepares what is wanted",
                preparation::list,
                list -> list.state() == PreparationState.CONFIRMED
                        && list.readyItems() == list.items().size());
        ready.items()
                .forEach(item -> log.line(
                        item.item().id() + " 已就绪：" + item.item().wanted() + records(item),
                        item.item().id() + " ready: " + item.item().wanted() + records(item)));
    }

    private static WantedItem wanted(
            String id, String text, @Nullable String type, @Nullable String clause, LocalDate due) {
        ClauseReference reference = clause == null ? null : new ClauseReference(STANDARD, clause);
        return new WantedItem(id, text, type, reference, "质量部 quality department", due);
    }

    private static String records(PreparedItem item) {
        return item.fulfilment() != null
                        && item.fulfilment().content() instanceof PreparationContent.Fulfilment said
                        && !said.records().isEmpty()
                ? "  " + said.records().get(0).recordId()
                : "";
    }

    private void ledger() {
        log.step("核对账本检查点", "Check the ledger's checkpoint");
        Checkpoint checkpoint = audit.engagement().ledger().checkpoint();
        log.line("账本 " + checkpoint.origin(), "ledger " + checkpoint.origin());
        log.line(
                "大小 " + checkpoint.size() + "，根 " + checkpoint.root().hex(),
                "size " + checkpoint.size() + ", root " + checkpoint.root().hex());
        log.line("签名成立，且延续上次所见；已保存", "its signature holds and it continues what was seen last; kept");
    }
}
