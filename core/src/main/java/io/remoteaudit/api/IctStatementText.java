package io.remoteaudit.api;

import io.remoteaudit.engagement.AuditSite;
import io.remoteaudit.engagement.Outage;
import io.remoteaudit.engagement.Party;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a statement for people, in one of two languages. Times are UTC, since the parties may sit far apart. */
final class IctStatementText {

    private static final Map<String, List<String>> METHODS = Map.of(
            "search", List.of("检索记录", "searching records"),
            "record-review", List.of("查阅电子记录（异步）", "review of electronic records (asynchronous)"),
            "file-review", List.of("查阅附件", "review of files"),
            "sampling", List.of("抽样", "sampling"),
            "tracing", List.of("批次追溯", "tracing of lots"),
            "questions", List.of("在线问答", "questions and answers online"),
            "findings", List.of("提出并跟踪审核发现", "raising and following findings"),
            "exports", List.of("下载签名导出", "download of signed exports"));

    private final IctStatement statement;
    private final boolean chinese;
    private final StringBuilder text = new StringBuilder();

    IctStatementText(IctStatement statement, Locale locale) {
        this.statement = statement;
        this.chinese = locale.getLanguage().equals("zh");
        write();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void write() {
        IctStatement.Audit audit = statement.audit();
        text.append(say("信息与通信技术使用说明", "Statement on the use of information and communication technology"))
                .append("\n\n");
        line("审核约定", "Engagement", statement.engagement());
        line("审核方", "Audited by", audit.body());
        line("受审核方", "Audited", audit.client());
        line("目的", "Purpose", audit.purpose());
        line("审核准则", "Criteria", String.join(", ", audit.criteria()));
        line("使用时间", "Time of use", period());
        writeUse();
        line("使用方法", "Methods used", methods());
        line("沟通方式", "Means of communication", orNone(String.join("; ", audit.means())));
        line("场所", "Sites", orNone(audit.sites().stream().map(this::site).collect(Collectors.joining("; "))));
        line("中断", "Outages", orNone(String.valueOf(statement.outages().size()), statement.outages()));
        statement.outages().forEach(this::writeOutage);
        line("暂停", "Suspensions", orNone(String.valueOf(statement.suspensions().size()), statement.suspensions()));
        statement.suspensions().forEach(this::writeHalt);
        text.append('\n')
                .append(say(
                        "本说明由访问记录与审核约定的账本条目计算得出，双方所见相同。会议等不经过本系统的活动不包括在内。",
                        "Computed from the access trail and the engagement's ledger entries, which both parties see alike."
                                + " What did not pass through this system, such as meetings, is not included."))
                .append('\n');
    }

    private void writeUse() {
        IctStatement.Use use = statement.use();
        line(
                "使用时长",
                "Hours of use",
                say("%s 小时，%d 次会话，%d 名审核员", "%s h in %d sessions of %d auditors")
                        .formatted(hours(use.minutes()), use.sessions(), use.auditors()));
        line(
                "访问",
                "Accesses",
                say("%d 次，其中未成功 %d 次，共发送 %d 字节", "%d, of which %d failed; %d bytes sent")
                        .formatted(use.accesses(), use.refused(), use.bytes()));
        line(
                "查阅",
                "Looked at",
                say("检索 %d 次，打开记录 %d 份，提问与追问 %d 次", "%d searches, %d records opened, %d questions and follow-ups")
                        .formatted(use.searches(), use.recordsOpened(), use.questions()));
        line(
                "下载",
                "Downloads",
                say("附件 %d 次，导出 %d 次", "%d of files, %d of exports").formatted(use.attachments(), use.exports()));
    }

    private String period() {
        Instant from = statement.from();
        Instant to = statement.to();
        return from == null || to == null ? say("无", "none") : between(from, to);
    }

    private String methods() {
        return orNone(statement.methods().entrySet().stream()
                .map(method -> say(METHODS.getOrDefault(method.getKey(), List.of(method.getKey(), method.getKey())))
                        + " × " + method.getValue())
                .collect(Collectors.joining("; ")));
    }

    private String site(AuditSite site) {
        String kind = site.kind() == AuditSite.Kind.PHYSICAL ? say("实体", "physical") : say("虚拟", "virtual");
        return site.address() == null
                ? site.name() + " (" + kind + ")"
                : site.name() + " (" + kind + ", " + site.address() + ")";
    }

    private void writeOutage(Outage outage) {
        item(
                between(outage.from(), outage.to()),
                outage.description(),
                party(outage.party().wireName()));
    }

    private void writeHalt(IctStatement.Halt halt) {
        Instant to = halt.to();
        String time = to == null ? halt.from() + " – " : between(halt.from(), to);
        item(time, halt.reason(), party(halt.party()));
    }

    private void item(String time, String what, String who) {
        text.append("  - ")
                .append(time)
                .append(": ")
                .append(what)
                .append(" (")
                .append(who)
                .append(")\n");
    }

    private String party(String wireName) {
        return wireName.equals(Party.MAKER.wireName()) ? say("企业", "the maker") : say("审核方", "the body");
    }

    private void line(String zh, String en, String value) {
        text.append(say(zh, en)).append(say("：", ": ")).append(value).append('\n');
    }

    private String orNone(String value) {
        return value.isEmpty() ? say("无", "none") : value;
    }

    private String orNone(String value, List<?> items) {
        return items.isEmpty() ? say("无", "none") : value;
    }

    private String say(String zh, String en) {
        return chinese ? zh : en;
    }

    private String say(List<String> both) {
        return chinese ? both.get(0) : both.get(1);
    }

    private static String between(Instant from, Instant to) {
        return from + " – " + to;
    }

    private static String hours(long minutes) {
        return "%d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
