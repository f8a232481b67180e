package io.remoteaudit.check;

import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.store.Database;
import io.remoteaudit.store.HostTransactions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A command that checks something against the ledger's database.
 *
 * @param what is checked, the second word of {@code verify WHAT}
 * @param usage how it is called
 * @param options it has beside those that name the database
 * @param checking what it does
 */
record CheckCommand(String what, String usage, Set<String> options, Checking checking) {

    private static final Set<String> DATABASE_OPTIONS = Set.of("--jdbc", "--user", "--password-file");

    private static final int SOUND = 0;
    private static final int DEFECTIVE = 1;
    private static final int NOT_CHECKABLE = 2;

    CheckCommand {
        Set<String> all = new HashSet<>(DATABASE_OPTIONS);
        all.addAll(options);
        options = Set.copyOf(all);
    }

    /** Checks, and prints what it found. */
    @FunctionalInterface
    interface Checking {
        /** True if all is as it should be. */
        boolean check(CheckCall call, Database database, PrintStream out) throws CheckCall.UsageException;
    }

    static CheckCall.UsageException noLedger() {
        return new CheckCall.UsageException("This database holds no ledger yet: it has no checkpoint");
    }

    /** Runs the command and ends the process. */
    void runAndExit(String[] arguments, PrintStream out, PrintStream err) {
        System.exit(run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    /** Runs the command and gives its exit status. */
    int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            CheckCall call = CheckCall.of(arguments, what, options);
            try (HikariDataSource dataSource = call.open()) {
                Database database = Database.of(dataSource, HostTransactions.none());
                return checking.check(call, database, out) ? SOUND : DEFECTIVE;
            }
        } catch (CheckCall.UsageException e) {
            err.println(e.getMessage());
            err.print(usage);
        } catch (RemoteAuditException | IOException e) {
            err.println(e.getMessage());
        }
        return NOT_CHECKABLE;
    }
}
