package io.remoteaudit.export;

import io.remoteaudit.ledger.CosignerKey;
import io.remoteaudit.ledger.Hash;
import io.remoteaudit.ledger.LogKey;
import io.remoteaudit.ledger.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call of the verifier's command asks for. Made by reading its arguments. */
final class VerifyCall {

    static final String USAGE = """
            usage 用法: verify FILE... [--cert CERT.pem]... [--cert-sha256 HEX]... [--tsa-cert CERT.pem]...
                             [--crl LIST]... [--log-key VKEY] [--cosigner VKEY]... [--checkpoint NOTE.txt] [--at TIME]
                             [--lang zh|en] [--json]
              FILE           an export, or all parts of one                             导出文件，或一次导出的全部分卷
              --cert         a signer's or its authority's certificate you trust        您信任的签名者或其上级证书
              --cert-sha256  SHA-256 of such a certificate instead of the file          此类证书的 SHA-256 指纹
              --tsa-cert     a time-stamp authority's certificate you trust             您信任的时间戳机构证书
              --crl          a file of revocation lists you got (DER or PEM)            您取得的吊销列表文件
              --log-key      the ledger's key, name+id+key, or a file with it           账本密钥，或含有它的文件
              --cosigner     a witness's key, name+id+key, or a file with it            见证人密钥，或含有它的文件
              --checkpoint   a file with a checkpoint kept from an earlier visit        您以前保存的检查点文件
              --at           verify as of this time, for example 2036-01-31T00:00:00Z   按此时间验证
              --lang, --json the report's language; the report for programs             报告语言；供程序读取的报告
            All of these come from outside the export. 以上依据都必须取自导出文件之外。
            exit status 退出码: 0 holds 成立, 1 fails 不成立, 2 not checkable 无法检查
            """;

    private static final int LARGEST = 1 << 20;

    /** Large issuers have lists of some megabytes. */
    private static final int LARGEST_LIST = 48 << 20;

    private final List<Path> files = new ArrayList<>();
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<X509Certificate> timestampCertificates = new ArrayList<>();
    private final List<X509CRL> revocationLists = new ArrayList<>();
    private final Set<Hash> fingerprints = new LinkedHashSet<>();
    private final List<CosignerKey> cosigners = new ArrayList<>();
    private @Nullable LogKey logKey;
    private @Nullable String checkpoint;
    private @Nullable Instant at;
    private @Nullable Locale locale;
    private boolean json;
    private boolean help;

    private VerifyCall() {}

    /** A call that is not of the command's form. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static VerifyCall read(String[] arguments) throws UsageException {
        VerifyCall call = new VerifyCall();
        Iterator<String> rest = List.of(arguments).iterator();
        boolean options = true;
        boolean first = true;
        while (rest.hasNext()) {
            String argument = rest.next();
            if (first && argument.equals("verify")) {
                // How the command is called from a program that has others.
                first = false;
            } else if (options && argument.equals("--")) {
                options = false;
            } else if (options && argument.startsWith("-")) {
                call.option(argument, rest);
            } else {
                call.files.add(path(argument));
            }
            first = false;
        }
        if (call.files.isEmpty() && !call.help) {
            throw new UsageException("verify what? Name a file. 请给出要验证的文件。");
        }
        if (Set.copyOf(call.files).size() < call.files.size()) {
            throw new UsageException("A file is named twice. 同一文件给出了两次。");
        }
        return call;
    }

    List<Path> files() {
        return List.copyOf(files);
    }

    TrustSettings trust() {
        return new TrustSettings(
                certificates, fingerprints, timestampCertificates, revocationLists, logKey, cosigners, checkpoint, at);
    }

    Locale locale() {
        return locale == null ? Locale.getDefault() : locale;
    }

    boolean json() {
        return json;
    }

    boolean help() {
        return help;
    }

    private void option(String option, Iterator<String> rest) throws UsageException {
        switch (option) {
            case "--json" -> json = true;
            case "--help", "-h" -> help = true;
            case "--cert" -> certificates.addAll(certificates(option, value(option, rest)));
            case "--tsa-cert" -> timestampCertificates.addAll(certificates(option, value(option, rest)));
            case "--crl" -> revocationLists.addAll(revocationLists(value(option, rest)));
            case "--cert-sha256" -> fingerprints.add(fingerprint(value(option, rest)));
            case "--log-key" -> {
                requireOnce(option, logKey);
                logKey = logKey(value(option, rest));
            }
            case "--cosigner" -> cosigners.add(cosigner(value(option, rest)));
            case "--checkpoint" -> {
                requireOnce(option, checkpoint);
                checkpoint = new String(content(option, value(option, rest)), StandardCharsets.UTF_8);
            }
            case "--at" -> {
                requireOnce(option, at);
                at = time(value(option, rest));
            }
            case "--lang" -> {
                requireOnce(option, locale);
                locale = language(value(option, rest));
            }
            default -> throw new UsageException(option + " is not an option 不是选项");
        }
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value 需要一个值");
        }
        return rest.next();
    }

    private static void requireOnce(String option, @Nullable Object present) throws UsageException {
        if (present != null) {
            throw new UsageException(option + " can be given once 只能给出一次");
        }
    }

    private static List<X509Certificate> certificates(String option, String file) throws UsageException {
        List<X509Certificate> found;
        try {
            found = Pem.read(content(option, file));
        } catch (CertificateException e) {
            throw new UsageException(option + " " + file + " holds no certificate 不含证书: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new UsageException(option + " " + file + " holds no certificate 不含证书");
        }
        return found;
    }

    private static List<X509CRL> revocationLists(String file) throws UsageException {
        List<X509CRL> found = new ArrayList<>();
        try {
            for (CRL list : CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(content("--crl", file, LARGEST_LIST)))) {
                found.add((X509CRL) list);
            }
        } catch (CRLException | CertificateException e) {
            throw new UsageException("--crl " + file + " holds no revocation list 不含吊销列表: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw new UsageException("--crl " + file + " holds no revocation list 不含吊销列表");
        }
        return found;
    }

    private static Hash fingerprint(String value) throws UsageException {
        try {
            // As openssl and browsers write it, or plain.
            return Hash.parseHex(value.replace(":", "").toLowerCase(Locale.ROOT));
        } catch (MalformedException e) {
            throw new UsageException("--cert-sha256 takes 64 hexadecimal digits 需要 64 位十六进制数");
        }
    }

    private static LogKey logKey(String value) throws UsageException {
        try {
            return LogKey.parse(vkey("--log-key", value));
        } catch (MalformedException e) {
            throw new UsageException("--log-key: " + e.getMessage());
        }
    }

    private static CosignerKey cosigner(String value) throws UsageException {
        try {
            return CosignerKey.parse(vkey("--cosigner", value).strip());
        } catch (MalformedException e) {
            throw new UsageException("--cosigner: " + e.getMessage());
        }
    }

    private static String vkey(String option, String value) throws UsageException {
        boolean literal = value.indexOf('+') >= 0 && !Files.exists(path(value));
        return literal ? value : new String(content(option, value), StandardCharsets.UTF_8);
    }

    private static Instant time(String value) throws UsageException {
        try {
            return value.indexOf('T') < 0
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw new UsageException("--at takes a time such as 2036-01-31T00:00:00Z 需要如此形式的时间");
        }
    }

    private static Locale language(String value) throws UsageException {
        Locale language = Locale.forLanguageTag(value);
        if (!Set.of("zh", "en").contains(language.getLanguage())) {
            throw new UsageException("--lang is zh or en 只能是 zh 或 en");
        }
        return language;
    }

    private static byte[] content(String option, String file) throws UsageException {
        return content(option, file, LARGEST);
    }

    private static byte[] content(String option, String file, int largest) throws UsageException {
        Path path = path(file);
        try {
            if (Files.size(path) > largest) {
                throw new UsageException(option + " " + file + " is too large 过大");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UsageException(option + " " + file + " cannot be read 无法读取");
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
