package io.remoteaudit.export;

import static java.util.Map.entry;

import io.remoteaudit.standard.LocalizedText;
import java.util.Map;
import java.util.Optional;

/** What the page calls the codes that are the library's own and no maker's. */
final class PageWords {

    private static final Map<String, LocalizedText> FIELDS = Map.ofEntries(
            word("type", "记录类型", "Record type"),
            word("title", "标题", "Title"),
            word("site", "地点", "Site"),
            word("productFamily", "产品族", "Product family"),
            word("model", "型号", "Model"),
            word("lots", "批号", "Lots"),
            word("standards", "标准", "Standards"),
            word("clauses", "条款", "Clauses"),
            word("occurredAt", "发生时间", "Occurred"),
            word("performedBy", "操作人", "Performed by"),
            word("reviewedBy", "复核人", "Reviewed by"),
            word("changedBy", "更改人", "Changed by"),
            word("change", "更改", "Change"),
            word("reason", "理由", "Reason"),
            word("measurements", "检验数据", "Measurement"),
            word("attributes", "详细内容", "Details"),
            word("attachments", "附件", "File"),
            word("characteristic", "项目", "Characteristic"),
            word("results", "单个结果", "Results"),
            word("observations", "观察结果", "Observations"),
            word("unit", "单位", "Unit"),
            word("statistic", "统计量", "Statistic"),
            word("value", "数值", "Value"),
            word("limit", "要求", "Requirement"),
            word("operator", "比较", "Comparison"),
            word("upper", "上限", "Upper limit"),
            word("verdict", "判定", "Verdict"),
            word("standard", "判定标准", "Judged by"),
            word("method", "方法", "Method"),
            word("instrument", "仪器", "Instrument"),
            word("name", "名称", "Name"),
            word("role", "职务", "Role"),
            word("mediaType", "文件类型", "Media type"),
            word("size", "大小", "Size"),
            word("sha256", "SHA-256", "SHA-256"));

    private static final Map<String, LocalizedText> VERDICTS = Map.ofEntries(
            word("conforming", "合格", "Conforming"),
            word("nonconforming", "不合格", "Nonconforming"),
            word("not-judged", "未判定", "Not judged"));

    private static final Map<String, LocalizedText> STATISTICS = Map.ofEntries(
            word("min", "最小值", "Minimum"),
            word("max", "最大值", "Maximum"),
            word("mean", "平均值", "Mean"),
            word("median", "中位数", "Median"),
            word("sd", "标准差", "Standard deviation"),
            word("sum", "合计", "Sum"),
            word("count", "计数", "Count"),
            word("range", "极差", "Range"),
            word("single", "单值", "Single value"));

    private static final Map<String, LocalizedText> MESSAGES = Map.ofEntries(
            word("question", "提问", "Question"),
            word("answer", "答复", "Answer"),
            word("follow-up", "追问", "Follow-up"),
            word("acceptance", "接受答复", "Answer accepted"),
            word("decline", "不予答复", "Declined"),
            word("withdrawal", "撤回", "Withdrawn"),
            word("translation", "译文", "Translation"),
            word("closing", "关闭", "Closed"));

    private static final Map<String, LocalizedText> FINDING_KINDS = Map.ofEntries(
            word("conformity", "符合", "Conformity"),
            word("minor-nonconformity", "一般不符合", "Minor nonconformity"),
            word("major-nonconformity", "严重不符合", "Major nonconformity"),
            word("opportunity-for-improvement", "改进机会", "Opportunity for improvement"));

    private static final Map<String, LocalizedText> FINDING_STEPS = Map.ofEntries(
            word("raise", "提出", "Raised"),
            word("amend", "修改", "Amended"),
            word("respond", "提交整改", "Response"),
            word("dispute", "提出异议", "Dispute"),
            word("report", "报告进展", "Report"),
            word("return", "退回", "Returned"),
            word("accept", "接受", "Accepted"),
            word("verify", "确认有效", "Effectiveness verified"),
            word("not-effective", "认定无效", "Not effective"),
            word("close", "关闭", "Closed"),
            word("withdraw", "撤回", "Withdrawn"));

    private static final Map<String, LocalizedText> OUTCOMES = Map.ofEntries(
            word("granted", "授予", "Granted"),
            word("refused", "不予授予", "Refused"),
            word("maintained", "保持", "Maintained"),
            word("extended", "扩大范围", "Scope extended"),
            word("reduced", "缩小范围", "Scope reduced"),
            word("suspended", "暂停", "Suspended"),
            word("restored", "恢复", "Restored"),
            word("withdrawn", "撤销", "Withdrawn"));

    private static final Map<String, LocalizedText> SAMPLE_STEPS = Map.ofEntries(
            word("freeze", "冻结总体", "Population frozen"),
            word("pick", "判断抽样", "Picked by judgement"),
            word("draw", "随机抽取", "Drawn at random"),
            word("examine", "审查结果", "Examined"),
            word("conclude", "结论", "Conclusion"));

    private static final Map<String, LocalizedText> SAMPLE_RESULTS = Map.ofEntries(
            word("conforming", "符合", "Conforming"),
            word("nonconforming", "不符合", "Not conforming"),
            word("not-judged", "无法判定", "Not judged"));

    private static final Map<String, LocalizedText> ACTIONS = Map.ofEntries(
            word("engagements", "列出审核约定", "List engagements"),
            word("engagement", "查看审核约定", "Read the engagement"),
            word("acceptance", "接受审核约定", "Accept the engagement"),
            word("suspension", "暂停审核约定", "Suspend the engagement"),
            word("resumption", "恢复审核约定", "Resume the engagement"),
            word("ending", "同意结束审核约定", "Agree to end the engagement"),
            word("outage", "记录中断", "Note an outage"),
            word("ict-statement", "查看信息技术使用说明", "Read the ICT use statement"),
            word("search", "检索", "Search"),
            word("suggestions", "检索提示", "Suggestions"),
            word("record", "查看记录", "Read a record"),
            word("versions", "查看版次", "Read versions"),
            word("proof", "取存证证明", "Get a proof"),
            word("attachment", "下载附件", "Download a file"),
            word("trace", "追溯批次", "Trace a lot"),
            word("dossier", "查看批次档案", "Read a lot's dossier"),
            word("questions", "列出问答", "List questions"),
            word("question", "查看问答", "Read a question"),
            word("ask", "提问", "Ask"),
            word("question-message", "追问、接受、关闭或撤回", "Follow up, accept, close or withdraw"),
            word("question-attachment", "下载答复的附件", "Download a file of an answer"),
            word("question-events", "接收问答通知", "Follow questions"),
            word("findings", "列出审核发现", "List findings"),
            word("finding", "查看审核发现", "Read a finding"),
            word("finding-raise", "提出审核发现", "Raise a finding"),
            word("finding-step", "处理审核发现", "Take a step of a finding"),
            word("samples", "列出样本", "List samples"),
            word("sample", "查看抽样表", "Read a draw sheet"),
            word("sample-freeze", "冻结总体", "Freeze a population"),
            word("sample-step", "抽取、记录结果或作出结论", "Draw, note results or conclude"),
            word("population", "下载总体清单", "Download a population"),
            word("sample-proof", "取冻结总体的证明", "Get the proof of a frozen population"),
            word("certificates", "列出证书决定", "List certificate decisions"),
            word("certificate", "查看证书决定", "Read a certificate decision"),
            word("certificate-report", "报告证书决定", "Report a certificate decision"),
            word("organization", "查看企业概况", "Read the organization's profile"),
            word("plan", "查看审核计划", "Read the audit plan"),
            word("plan-propose", "提出审核计划", "Propose an audit plan"),
            word("plan-confirm", "确认审核计划", "Confirm the audit plan"),
            word("preparation", "查看准备清单", "Read the preparation list"),
            word("preparation-propose", "提出准备清单", "Propose a preparation list"),
            word("preparation-confirm", "确认准备清单", "Confirm the preparation list"),
            word("exports", "列出导出", "List exports"),
            word("export", "查看导出状态", "Read an export's state"),
            word("export-start", "开始导出", "Start an export"),
            word("export-cancel", "取消导出", "Cancel an export"),
            word("export-content", "下载导出", "Download an export"),
            word("access", "查看访问记录", "Read the access trail"),
            word("access-content", "下载访问记录", "Download the access trail"),
            word("checkpoint", "取检查点", "Get a checkpoint"),
            word("tile", "取账本数据块", "Get a tile of the ledger"),
            word("consistency", "取一致性证明", "Get a consistency proof"),
            word("cosignatures", "查看联署", "Read cosignatures"),
            word("cosign", "联署检查点", "Cosign a checkpoint"),
            word("keys", "查看账本密钥", "Read the ledger's keys"),
            word("timestamps", "列出时间戳", "List time-stamps"),
            word("timestamp", "取时间戳", "Get a time-stamp"),
            word("redeem-invitation", "兑换邀请", "Redeem an invitation"),
            word("refused-invitation", "拒绝无效邀请", "Refuse an invitation"),
            word("refused-token", "拒绝无效令牌", "Refuse a token"),
            word("passkeys", "查看通行密钥", "Read passkeys"),
            word("passkey-begin", "开始登记通行密钥", "Begin to register a passkey"),
            word("passkey-register", "登记通行密钥", "Register a passkey"),
            word("passkey-rename", "重命名通行密钥", "Rename a passkey"),
            word("passkey-remove", "移除通行密钥", "Remove a passkey"),
            word("passkey-sign-in", "用通行密钥登录", "Sign in with a passkey"),
            word("passkey-counter-went-back", "通行密钥计数倒退", "Counter of a passkey went back"),
            word("refused-passkey", "拒绝未知通行密钥", "Refuse an unknown passkey"),
            word("sign-out", "退出", "Sign out"));

    private static final Map<String, LocalizedText> SCOPE = Map.ofEntries(
            word("sites", "地点", "Sites"),
            word("productFamilies", "产品族", "Product families"),
            word("recordTypes", "记录类型", "Record types"),
            word("standards", "标准", "Standards"),
            word("lots", "批号", "Lots"));

    private static final Map<String, LocalizedText> FILTERS = Map.ofEntries(
            word("type", "记录类型", "Record type"),
            word("site", "地点", "Site"),
            word("productFamily", "产品族", "Product family"),
            word("standard", "标准", "Standard"),
            word("verdict", "判定", "Verdict"),
            word("month", "月份", "Month"));

    private static final Map<String, LocalizedText> LEVELS = Map.ofEntries(
            word("CAdES-B-B", "仅签名，时间未经第三方证明", "A signature alone; no third party proves when"),
            word("CAdES-B-T", "签名附时间戳", "A signature with a time-stamp"),
            word("CAdES-B-LT", "签名附时间戳与全部验证资料", "A signature with a time-stamp and all it takes to check it later"),
            word("CAdES-B-LTA", "可长期验证并可续期", "For the long term, and renewable"));

    private PageWords() {}

    /** A field as disclosures are named: {@code title}, {@code measurements/0}, {@code attributes/supplier}. */
    static Optional<LocalizedText> field(String code) {
        int slash = code.indexOf('/');
        LocalizedText word = FIELDS.get(slash < 0 ? code : code.substring(0, slash));
        if (word == null || slash < 0) {
            return Optional.ofNullable(word);
        }
        String below = code.substring(slash + 1);
        // People count from 1.
        String which = below.matches("\\d{1,6}") ? String.valueOf(Integer.parseInt(below) + 1) : below;
        return Optional.of(new LocalizedText(word.zh() + " " + which, word.en() + " " + which));
    }

    static Optional<LocalizedText> verdict(String code) {
        return Optional.ofNullable(VERDICTS.get(code));
    }

    static Optional<LocalizedText> statistic(String code) {
        return Optional.ofNullable(STATISTICS.get(code));
    }

    static Optional<LocalizedText> message(String code) {
        return Optional.ofNullable(MESSAGES.get(code));
    }

    static Optional<LocalizedText> findingKind(String code) {
        return Optional.ofNullable(FINDING_KINDS.get(code));
    }

    static Optional<LocalizedText> findingStep(String code) {
        return Optional.ofNullable(FINDING_STEPS.get(code));
    }

    static Optional<LocalizedText> sampleStep(String code) {
        return Optional.ofNullable(SAMPLE_STEPS.get(code));
    }

    static Optional<LocalizedText> sampleResult(String code) {
        return Optional.ofNullable(SAMPLE_RESULTS.get(code));
    }

    static Optional<LocalizedText> outcome(String code) {
        return Optional.ofNullable(OUTCOMES.get(code));
    }

    static Optional<LocalizedText> action(String code) {
        return Optional.ofNullable(ACTIONS.get(code));
    }

    static Optional<LocalizedText> scope(String code) {
        return Optional.ofNullable(SCOPE.get(code));
    }

    static Optional<LocalizedText> filter(String code) {
        return Optional.ofNullable(FILTERS.get(code));
    }

    static Optional<LocalizedText> level(String code) {
        return Optional.ofNullable(LEVELS.get(code));
    }

    private static Map.Entry<String, LocalizedText> word(String code, String chinese, String english) {
        return entry(code, new LocalizedText(chinese, english));
    }
}
