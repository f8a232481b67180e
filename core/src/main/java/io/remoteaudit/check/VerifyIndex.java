package io.remoteaudit.check;

import io.remoteaudit.ledger.ClosedLedger;
import io.remoteaudit.search.IndexCheck;
import io.remoteaudit.search.lucene.LuceneSearchIndex;
import io.remoteaudit.standard.Catalogue;
import io.remoteaudit.store.Database;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Set;

/**
 * The command that compares a search index with its ledger: {@code verify index DIRECTORY [options]}, where the two words
 * may be left out. For a copy, or while the module is stopped; one that runs compares by itself, at the desk. Exit status 0
 * if both hold the same, 1 if they differ, 2 if they could not be compared.
 */
public final class VerifyIndex {

    private static final String USAGE = """
            usage 用法: verify index DIRECTORY [--jdbc URL [--user USER] [--password-file FILE]]
              DIRECTORY        the module's directory, with its search index               模块的目录，内有检索索引
              --jdbc           the ledger's database, if it is not the embedded one         账本的数据库地址（不是内嵌数据库时）
              --user           the database's user                                         数据库用户
              --password-file  a file with the user's password                             存有该用户口令的文件
            exit status 退出码: 0 same as the ledger 与账本一致, 1 differs 不一致, 2 not checkable 无法检查
            """;

    private static final CheckCommand COMMAND = new CheckCommand("index", USAGE, Set.of(), VerifyIndex::check);

    private VerifyIndex() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments a directory and options
     */
    public static void main(String[] arguments) {
        COMMAND.runAndExit(arguments, System.out, System.err);
    }

    /**
     * Runs the command.
     *
     * @param arguments a directory and options
     * @param out gets the result
     * @param err gets what is wrong with the call
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        return COMMAND.run(arguments, out, err);
    }

    private static boolean check(CheckCall call, Database database, PrintStream out) throws CheckCall.UsageException {
        ClosedLedger ledger = ClosedLedger.of(database).orElseThrow(CheckCommand::noLedger);
        IndexCheck check = LuceneSearchIndex.check(
                call.directory().resolve("search"),
                call.directory().resolve("attachment-texts"),
                ledger,
                Catalogue.standard(),
                Clock.systemUTC(),
                leafIndex -> {});
        print(check, ledger.size(), out);
        return check.same();
    }

    private static void print(IndexCheck check, long ledgerSize, PrintStream out) {
        if (check.same()) {
            out.println("索引与账本一致：大小 " + check.indexedSize() + "，记录版本 " + check.versions() + " 个");
            out.println("The index holds what the ledger has: size " + check.indexedSize() + ", " + check.versions()
                    + " record versions");
        } else {
            out.println(
                    "索引与账本有 " + check.total() + " 处不一致；重建索引即可修复（工作台，或 SearchIndex.rebuild()，" + "或在模块停止时删除 search 目录）");
            out.println(
                    "The index differs from the ledger in " + check.total() + " places; rebuilding it puts that right"
                            + " (at the desk, by SearchIndex.rebuild(), or by deleting the directory 'search' while the module is"
                            + " stopped)");
            for (IndexCheck.Difference difference : check.differences()) {
                String what = difference.recordId() == null
                        ? ""
                        : difference.recordId() + " (" + difference.version() + "): ";
                out.println("  " + what + difference.chinese());
                out.println("  " + what + difference.english());
            }
        }
        if (check.indexedSize() < ledgerSize) {
            out.println("索引尚未收录其后的 " + (ledgerSize - check.indexedSize()) + " 个条目，模块运行时会自动收录");
            out.println("The index has yet to take in the " + (ledgerSize - check.indexedSize())
                    + " entries after that, which it does when the module runs");
        }
        if (!check.complete()) {
            out.println("索引使用了另一份目录（特性与单位），未比较测量数值；请在工作台检查");
            out.println(
                    "The index was made with another catalogue of characteristics, so measured values were not compared;"
                            + " have the running module check it, at the desk");
        }
    }
}
