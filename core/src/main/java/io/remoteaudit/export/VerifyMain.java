package io.remoteaudit.export;

import io.remoteaudit.RemoteAuditException;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.LogKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command that checks an export offline: {@code verify FILE [--cert PEM] [--log-key VKEY] [--checkpoint NOTE]
 * [--lang zh|en] [--json]}. Exit status 0 if everything checked holds, 1 if something fails, 2 if it could not be
 * checked.
 */
public final class VerifyMain {

    /** Exit status when nothing can be said of the file. */
    public static final int NOT_CHECKABLE = 2;

    private static final String USAGE = """
            usage 用法: verify FILE [--cert CERT.pem]... [--log-key VKEY] [--checkpoint NOTE.txt] [--lang zh|en] [--json]
              --cert        a certificate you trust, from outside the export  您信任的证书（不取自导出文件）
              --log-key     the ledger's key, name+id+key, or a file with it  账本密钥，或含有它的文件
              --checkpoint  a checkpoint you kept from an earlier visit       您以前保存的检查点
            """;

    private Path file = Path.of("");
    private final List<X509Certificate> certificates = new ArrayList<>();
    private @Nullable LogKey logKey;
    private @Nullable String checkpoint;
    private Locale locale = Locale.getDefault();
    private boolean json;

    private VerifyMain() {}

    /**
     * Runs the command and ends the process.
     *
     * @param arguments {@code verify} and its arguments
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err));
    }

    /**
     * Runs the command.
     *
     * @param arguments {@code verify} and its arguments
     * @param out gets the result
     * @param err gets what is wrong with the call
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        VerifyMain command = new VerifyMain();
        try {
            command.read(arguments);
            Verification verification = ExportVerifier.verify(
                    command.file, new TrustSettings(command.certificates, command.logKey, command.checkpoint));
            out.print(command.json ? Json.write(verification.toJson()) + "\n" : verification.text(command.locale));
            return verification.exitStatus();
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(USAGE);
        } catch (RemoteAuditException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("RA-0611: '" + command.file + "' cannot be read: " + e.getMessage());
        }
        return NOT_CHECKABLE;
    }

    /** A call that is not of the command's form. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private void read(String[] arguments) throws UsageException, IOException {
        if (arguments.length < 2 || !arguments[0].equals("verify")) {
            throw new UsageException("verify what? 请给出要验证的文件。");
        }
        file = path(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--json")) {
                json = true;
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new UsageException(option + " needs a value, or is not an option 需要一个值，或不是选项");
            }
            readOption(option, arguments[++i]);
        }
    }

    private void readOption(String option, String value) throws UsageException, IOException {
        switch (option) {
            case "--cert" -> {
                try {
                    certificates.addAll(Pem.read(Files.readAllBytes(path(value))));
                } catch (CertificateException e) {
                    throw new UsageException(value + " holds no certificate 不含证书: " + e.getMessage());
                }
            }
            case "--log-key" ->
                logKey = LogKey.parse(
                        value.indexOf('+') >= 0 && !Files.exists(path(value)) ? value : Files.readString(path(value)));
            case "--checkpoint" -> checkpoint = Files.readString(path(value));
            case "--lang" -> locale = Locale.forLanguageTag(value);
            default -> throw new UsageException(option + " is not an option 不是选项");
        }
    }

    private static Path path(String value) throws UsageException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + value + "' is not a path 不是路径");
        }
    }
}
