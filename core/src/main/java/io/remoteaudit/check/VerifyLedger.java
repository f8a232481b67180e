package io.remoteaudit.check;

import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.ledger.LedgerKeyFiles;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.SignedNote;
import io.remoteaudit.store.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command that recomputes a ledger from its rows: {@code verify ledger DIRECTORY [options]}, where the two words may
 * be left out. It only reads; the module may be running. Exit status 0 if every row is as it was written, 1 if one is
 * not, 2 if it could not be checked.
 */
public final class VerifyLedger {

    private static final String USAGE = """
            usage 用法: verify ledger DIRECTORY [--jdbc URL [--user USER] [--password-file FILE]] [--log-key VKEY]
              DIRECTORY        the module's directory, with its ledger.key               模块的目录，内有 ledger.key
              --jdbc           the database, if it is not the embedded one               数据库地址（不是内嵌数据库时）
              --user           the database's user                                       数据库用户
              --password-file  a file with the user's password                           存有该用户口令的文件
              --log-key        the ledger's first key, name+id+key, instead of the file   账本的最初密钥，代替该文件
            exit status 退出码: 0 as it was written 与写入时一致, 1 altered 有改动, 2 not checkable 无法检查
            """;

    private static final String NEWEST = "SELECT note FROM remote_audit_checkpoint ORDER BY ledger_size DESC LIMIT 1";

    private static final CheckCommand COMMAND =
            new CheckCommand("ledger", USAGE, Set.of("--log-key"), VerifyLedger::check);

    private VerifyLedger() {}

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
        LogKey key = key(call.directory(), call.option("--log-key"), database);
        LedgerCheck check = LedgerCheck.of(database, key, Clock.systemUTC(), leafIndex -> {});
        LedgerCheck.Defect defect = check.defect();
        if (defect == null) {
            out.println("账本与写入时一致：大小 " + check.ledgerSize() + "，检查点 " + check.checkpoints() + " 个，密钥 " + key.vkey());
            out.println("The ledger is as it was written: size " + check.ledgerSize() + ", " + check.checkpoints()
                    + " checkpoints, key " + key.vkey());
            return true;
        }
        out.println("账本被改动：" + defect.row() + "：" + defect.chinese());
        out.println("The ledger was altered: " + defect.row() + ": " + defect.english());
        return false;
    }

    private static LogKey key(Path directory, @Nullable String given, Database database)
            throws CheckCall.UsageException {
        if (given != null) {
            return LogKey.parse(given);
        }
        String origin = database.readingCommitted("read the ledger", connection -> {
            try (PreparedStatement select = connection.prepareStatement(NEWEST);
                    ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Checkpoint.parse(SignedNote.parse(rows.getString(1)).text())
                                .origin()
                        : "";
            }
        });
        if (origin.isEmpty()) {
            throw CheckCommand.noLedger();
        }
        List<LogSigner> signers = new LedgerKeyFiles(directory, origin, false).signers();
        if (signers.isEmpty()) {
            throw new CheckCall.UsageException(
                    "There is no ledger.key in " + directory + "; give the key with --log-key");
        }
        return signers.get(0).key();
    }
}
