package io.remoteaudit.check;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.ledger.Checkpoint;
import io.remoteaudit.ledger.LedgerCheck;
import io.remoteaudit.ledger.LedgerKeyFiles;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.LogSigner;
import io.remoteaudit.ledger.SignedNote;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.EmbeddedDatabase;
import io.remoteaudit.store.HostTransactions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command that recomputes a ledger from its rows: {@code verify ledger DIRECTORY [options]}, where the two words may
 * be left out. It only reads; the module may be running. Exit status 0 if every row is as it was written, 1 if one is
 * not, 2 if it could not be checked.
 */
public final class VerifyLedger {

    /** Exit status when nothing can be said of the ledger. */
    public static final int NOT_CHECKABLE = 2;

    private static final String USAGE = """
            usage 用法: verify ledger DIRECTORY [--jdbc URL [--user USER] [--password-file FILE]] [--log-key VKEY]
              DIRECTORY        the module's directory, with its ledger.key               模块的目录，内有 ledger.key
              --jdbc           the database, if it is not the embedded one               数据库地址（不是内嵌数据库时）
              --user           the database's user                                       数据库用户
              --password-file  a file with the user's password                           存有该用户口令的文件
              --log-key        the ledger's first key, name+id+key, instead of the file   账本的最初密钥，代替该文件
            exit status 退出码: 0 as it was written 与写入时一致, 1 altered 有改动, 2 not checkable 无法检查
            """;

    private static final Set<String> OPTIONS = Set.of("--jdbc", "--user", "--password-file", "--log-key");
    private static final String NEWEST = "SELECT note FROM remote_audit_checkpoint ORDER BY ledger_size DESC LIMIT 1";

    private VerifyLedger() {}

    /** A call that is not of the command's form. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Runs the command and ends the process.
     *
     * @param arguments a directory and options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
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
        try {
            return check(new ArrayDeque<>(List.of(arguments)), out);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(USAGE);
        } catch (RemoteAuditException | IOException e) {
            err.println(e.getMessage());
        }
        return NOT_CHECKABLE;
    }

    private static int check(Deque<String> arguments, PrintStream out) throws UsageException, IOException {
        if ("verify".equals(arguments.peek())) {
            arguments.remove();
            if (!"ledger".equals(arguments.poll())) {
                throw new UsageException("Say 'verify ledger' and a directory");
            }
        }
        Map<String, String> options = new HashMap<>();
        Path directory = null;
        while (!arguments.isEmpty()) {
            String argument = arguments.remove();
            if (OPTIONS.contains(argument)) {
                String value = arguments.poll();
                if (value == null || options.put(argument, value) != null) {
                    throw new UsageException("Give " + argument + " once, with its value");
                }
            } else if (directory == null && !argument.startsWith("-")) {
                directory = path(argument);
            } else {
                throw new UsageException("Unknown argument '" + argument + "'");
            }
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UsageException(
                    directory == null ? "Name the module's directory" : "There is no directory " + directory);
        }
        return check(directory, options, out);
    }

    private static int check(Path directory, Map<String, String> options, PrintStream out)
            throws UsageException, IOException {
        try (HikariDataSource dataSource = open(directory, options)) {
            Database database = Database.of(dataSource, HostTransactions.none());
            LogKey key = key(directory, options.get("--log-key"), database);
            LedgerCheck check = LedgerCheck.of(database, key, Clock.systemUTC(), leafIndex -> {});
            LedgerCheck.Defect defect = check.defect();
            if (defect == null) {
                out.println(
                        "账本与写入时一致：大小 " + check.ledgerSize() + "，检查点 " + check.checkpoints() + " 个，密钥 " + key.vkey());
                out.println("The ledger is as it was written: size " + check.ledgerSize() + ", " + check.checkpoints()
                        + " checkpoints, key " + key.vkey());
                return 0;
            }
            out.println("账本被改动：" + defect.row() + "：" + defect.chinese());
            out.println("The ledger was altered: " + defect.row() + ": " + defect.english());
            return 1;
        }
    }

    private static HikariDataSource open(Path directory, Map<String, String> options)
            throws UsageException, IOException {
        String url = options.get("--jdbc");
        if (url == null) {
            Path file = directory.resolve("ledger.db");
            if (!Files.isRegularFile(file)) {
                throw new UsageException("There is no ledger.db in " + directory + "; name the database with --jdbc");
            }
            return EmbeddedDatabase.open(file);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setReadOnly(true);
        config.setUsername(options.get("--user"));
        String passwordFile = options.get("--password-file");
        if (passwordFile != null) {
            config.setPassword(Files.readString(path(passwordFile)).strip());
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new UsageException("The database cannot be opened: " + e.getMessage());
        }
    }

    private static LogKey key(Path directory, @Nullable String given, Database database) throws UsageException {
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
            throw new UsageException("This database holds no ledger yet: it has no checkpoint");
        }
        List<LogSigner> signers = new LedgerKeyFiles(directory, origin, false).signers();
        if (signers.isEmpty()) {
            throw new UsageException("There is no ledger.key in " + directory + "; give the key with --log-key");
        }
        return signers.get(0).key();
    }

    private static Path path(String argument) throws UsageException {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + argument + "' is no path of a file");
        }
    }
}
