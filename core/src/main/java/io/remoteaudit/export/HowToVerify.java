package io.remoteaudit.export;

import io.remoteaudit.timestamp.Anchor;
import io.remoteaudit.timestamp.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The text that tells an auditor how to check an export with common tools, and what that proves. */
final class HowToVerify {

    private static final String TEXT = """
            HOW TO VERIFY THIS EXPORT  ·  如何验证本导出文件
            Export 导出: %1$s
            Signer's certificate, SHA-256 签名证书指纹: %2$s

            1. 中文
            用任何系统自带的工具：
                unzip -q EXPORT.asice -d x && cd x
                sha256sum --strict -c manifest-sha256.txt
                openssl cms -verify -cades -binary -inform DER -in META-INF/signature001.p7s \\
                    -content META-INF/ASiCManifest001.xml -CAfile ROOT.pem -purpose any -out /dev/null
            用本产品的验证程序（离线，逐项检查容器、摘要、签名、存证条目与账本证明）：
                java -jar remote-audit-core-VERSION-verifier.jar EXPORT.asice --cert ROOT.pem --tsa-cert TSAROOT.pem \\
                    --log-key VKEY --checkpoint KEPT.txt
            您另行取得吊销列表的，加上 --crl。导出分为多卷时，请把各卷一并给出；您曾联署检查点的，加上 --cosigner 和您的联署公钥。
            ROOT.pem、TSAROOT.pem、VKEY 与 KEPT.txt 必须来自本文件之外（例如在现场会议上取得）；文件内附的证书只供参考，不能作为信任依据。

            能证明：导出的每个条目自检查点签名时起未被更改；容器自签名时起未被更改；两个检查点之间没有删除或改写。
            不能证明：条目在写入时内容属实。
            %3$s%7$s
            %5$s未披露的字段在存证条目中只有摘要；其余部分仍可验证。
            data/masked.jsonl（如有）中替代未披露字段的假名与区间是企业所述，账本不证明。

            2. English
            With tools any system has: the three commands above.
            With this product's verifier (offline; checks container, digests, signature, ledger entries and proofs): the
            last command above. Give all parts of a large export together; if you have cosigned checkpoints, add --cosigner
            with your witness's public key; if you have got revocation lists, --crl. ROOT.pem, TSAROOT.pem, VKEY and KEPT.txt must come from outside this file, for example handed
            over in a meeting; the certificate inside is information, never a reason to trust.

            It proves that every entry is unchanged since its checkpoint was signed, that the container is unchanged since
            it was signed, and that nothing between two checkpoints was removed or rewritten.
            It does not prove that an entry was true when it was made.
            %4$s%8$s
            %6$sOf a field that is not disclosed the ledger entry holds a digest only; everything else can still be verified.
            The pseudonyms and ranges in data/masked.jsonl, if there is one, are the maker's word; the ledger does not prove them.
            """;

    private static final String ARCHIVE = "    openssl ts -verify -token_in -in " + Layout.ARCHIVE_TIMESTAMP + " -data "
            + Layout.ARCHIVE_MANIFEST + " -CAfile TSAROOT.pem";

    private HowToVerify() {}

    static byte[] text(String id, SigningKey key, List<Anchor> anchors, SignatureLevel level) {
        String chinese = key.selfSigned() ? "签名证书由企业自签：它只证明出自同一把密钥，不证明是谁的密钥；不适用吊销。\n" : "";
        String english = key.selfSigned()
                ? "The certificate is self-signed: it shows that one key signed, not whose key it is; nobody could revoke it.\n"
                : "";
        return TEXT.formatted(
                        id,
                        Pem.fingerprint(key.chain().get(0)),
                        chinese,
                        english,
                        timestamps(anchors, "账本检查点没有时间戳：企业未配置时间戳机构。\n", "账本检查点的时间戳（%s）：", "待获取，本导出中没有"),
                        timestamps(
                                anchors,
                                "The ledger's checkpoint has no time-stamp: the maker configured no authority.\n",
                                "Time-stamp of the ledger's checkpoint (%s): ",
                                "pending, not in this export"),
                        chinese(level),
                        english(level))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String chinese(SignatureLevel level) {
        return switch (level) {
            case B_B -> "容器签名没有时间戳（CAdES-B-B 级）：签名时间仅由企业的时钟给出。";
            case B_T -> "容器签名有时间戳（CAdES-B-T 级），但没有附吊销信息：证书到期后可能无法再确认签名者。";
            case B_LT -> "容器签名附有时间戳、证书与吊销列表（CAdES-B-LT 级），但没有存档时间戳：吊销列表由企业选定，各由其签发机构签名并涵盖签名时间。";
            case B_LTA -> "容器签名可长期验证（CAdES-B-LTA 级）：附有时间戳、证书、吊销列表与存档时间戳。\n" + ARCHIVE;
        };
    }

    private static String english(SignatureLevel level) {
        return switch (level) {
            case B_B ->
                "The container's signature has no time-stamp (level CAdES-B-B): its time is the maker's own clock's.";
            case B_T ->
                "The container's signature has a time-stamp (level CAdES-B-T) but no revocation lists: once certificates\n"
                        + "end, who signed may no longer be confirmed.";
            case B_LT -> """
                The container's signature has a time-stamp, certificates and revocation lists (level CAdES-B-LT), and no
                archive time-stamp: the lists are as the maker embedded them, each signed by its authority and covering
                the signing time.""";
            case B_LTA ->
                "The container's signature is made to last (level CAdES-B-LTA): time-stamp, certificates, revocation lists\n"
                        + "and an archive time-stamp, which covers every file:\n" + ARCHIVE;
        };
    }

    private static String timestamps(List<Anchor> anchors, String none, String by, String pending) {
        return anchors.isEmpty()
                ? none
                : anchors.stream()
                        .map(anchor -> by.formatted(anchor.authority())
                                + anchor.given().map(HowToVerify::check).orElse(pending) + "\n")
                        .collect(Collectors.joining());
    }

    private static String check(Timestamp timestamp) {
        return timestamp.at() + "\n    openssl ts -verify -token_in -in " + Layout.TIMESTAMPS + "FILE.tst -data "
                + Layout.CHECKPOINT + " -CAfile TSAROOT.pem";
    }
}
