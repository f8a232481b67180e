package io.remoteaudit.example.body;

import io.remoteaudit.client.SamplesClient;
import io.remoteaudit.sampling.DrawMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the sample is told on its command line.
 *
 * @param access the factory's {@code demo-access.json}, which stands for the mail and the telephone by which link, code and
 *     certificates reach a body
 * @param engagement the engagement to audit
 * @param directory where the export and what was seen of the ledger are kept
 * @param language what is printed
 * @param seed the body's part of the draw, 64 lower-case hexadecimal digits that nobody can guess
 * @param patience how long to wait for the maker's people
 * @param cutDownload whether to cut the line once in the middle of the download, to show that it goes on
 */
record Options(
        Path access,
        String engagement,
        Path directory,
        AuditLog.Language language,
        String seed,
        Duration patience,
        boolean cutDownload) {

    static final String USAGE = """
            用法 usage: audit [--start-factory] [--access FILE] [--engagement ID] [--directory DIR]
                              [--lang zh|en|both] [--seed HEX] [--patience SECONDS] [--cut-download]
              --access        data/demo-access.json: 链接、验证码和证书 link, code and certificates
              --engagement    ENG-2026-003
              --directory     audit-ENG-2026-003: 存放导出文件和检查点 keeps the export and the checkpoints
              --lang          both
              --seed          随机: 64 位十六进制，审核方的抽样部分 random; 64 hex digits, the body's part of the draw
              --patience      600: 等待企业的秒数 how long to wait for the maker
              --cut-download  下载中途断线一次，以演示续传 cuts the line once while downloading, to show that it goes on
              --start-factory 同时启动工厂及演示人员 starts the factory and its demonstration staff too
            """;

    static Options parse(String[] arguments) {
        Path access = Path.of("data/demo-access.json");
        String engagement = "ENG-2026-003";
        Path directory = null;
        AuditLog.Language language = AuditLog.Language.BOTH;
        String seed = SamplesClient.newSeed();
        Duration patience = Duration.ofMinutes(10);
        boolean cut = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--access" -> access = Path.of(value(arguments, ++i));
                case "--engagement" -> engagement = value(arguments, ++i);
                case "--directory" -> directory = Path.of(value(arguments, ++i));
                case "--lang" -> language = language(value(arguments, ++i));
                case "--seed" -> seed = seed(value(arguments, ++i));
                case "--patience" -> patience = seconds(value(arguments, ++i));
                case "--cut-download" -> cut = true;
                default -> throw wrong(arguments[i]);
            }
        }
        return new Options(access, engagement, orOwn(directory, engagement), language, seed, patience, cut);
    }

    private static Path orOwn(@Nullable Path directory, String engagement) {
        return directory == null ? Path.of("audit-" + engagement) : directory;
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw wrong(arguments[arguments.length - 1]);
        }
        return arguments[index];
    }

    private static AuditLog.Language language(String name) {
        return switch (name) {
            case "zh", "en", "both" -> AuditLog.Language.valueOf(name.toUpperCase(Locale.ROOT));
            default -> throw wrong("--lang " + name);
        };
    }

    private static String seed(String text) {
        if (!DrawMethod.isSeed(text)) {
            throw wrong("--seed " + text);
        }
        return text;
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw wrong("--patience " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private static UnexpectedException wrong(String argument) {
        return new UnexpectedException(
                "无法理解参数“" + argument + "”\n" + USAGE, "'" + argument + "' is not understood\n" + USAGE);
    }
}
