package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.ledger.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The command that checks exports offline: {@code verify FILE... [options]}, where the word {@code verify} may be left
 * out. Exit status 0 if everything checked holds, 1 if something fails, 2 if it could not be checked.
 */
public final class VerifyMain {

    /** Exit status when nothing can be said of the file. */
    public static final int NOT_CHECKABLE = 2;

    private VerifyMain() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments files and options
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    /**
     * Runs the command.
     *
     * @param arguments files and options
     * @param out gets the result
     * @param err gets what is wrong with the call
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            VerifyCall call = VerifyCall.read(arguments);
            if (call.help()) {
                out.print(VerifyCall.USAGE);
                return 0;
            }
            JointVerification result = ExportVerifier.verify(call.files(), call.trust());
            out.print(call.json() ? Json.write(result.toJson()) + "\n" : result.text(call.locale()));
            return result.exitStatus();
        } catch (VerifyCall.UsageException e) {
            err.println(Printable.of(String.valueOf(e.getMessage())));
            err.print(VerifyCall.USAGE);
        } catch (RemoteAuditException e) {
            err.println(Printable.of(String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            err.println("RA-0612: This file takes more memory than Java was given; start it with -Xmx512m"
                    + " 内存不足，请以 -Xmx512m 启动");
        }
        return NOT_CHECKABLE;
    }
}
