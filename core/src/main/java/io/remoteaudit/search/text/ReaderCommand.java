package io.remoteaudit.search.text;

import io.remoteaudit.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the reading process is started: by the same Java, with the host's class path, with little memory, and with nothing
 * of the host's environment, which may hold passwords and options that are not meant for it.
 */
final class ReaderCommand {

    private static final String MAIN = "io.remoteaudit.search.text.DocumentReader";

    /** What starts another main class of an executable jar as Spring Boot makes it. */
    private static final String NESTED_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    /** Where Java complains until the process is ready. */
    static final String COMPLAINTS = "errors.log";

    private static final Path NICE = Path.of("/usr/bin/nice");

    private static final Set<String> KEPT = Set.of("SystemRoot", "LANG", "LC_ALL");

    /** The host's loggers, which its class path brings along, must not write to the host's log files from here. */
    private static final List<String> SILENCE = List.of(
            "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
            "-Dorg.apache.logging.log4j.simplelog.level=OFF",
            "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl",
            "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog");

    private static final List<String> BOUNDS = List.of(
            "-XX:MaxMetaspaceSize=128m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:ActiveProcessorCount=1",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-Djava.awt.headless=true",
            // An XML document names nothing outside itself.
            "-Djavax.xml.accessExternalDTD=",
            "-Djavax.xml.accessExternalSchema=",
            "-Djavax.xml.accessExternalStylesheet=");

    private ReaderCommand() {}

    /** A process that works in a directory, which is also where it may write. */
    static ProcessBuilder in(Path scratch, long memoryBytes) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(java().toString());
        command.add("-Xmx" + Math.max(1, memoryBytes >> 20) + "m");
        command.addAll(BOUNDS);
        command.addAll(SILENCE);
        command.add("-Djava.io.tmpdir=" + scratch);
        command.add("-XX:ErrorFile=" + scratch.resolve("crash.log"));
        command.add("@" + arguments(scratch));
        ProcessBuilder process = new ProcessBuilder(command).directory(scratch.toFile());
        Map<String, String> environment = process.environment();
        environment.keySet().retainAll(KEPT);
        process.redirectError(scratch.resolve(COMPLAINTS).toFile());
        return process;
    }

    private static Path java() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }

    /** A file of arguments, since a class path may be longer than a command line. */
    private static Path arguments(Path scratch) throws IOException {
        URL here = location();
        List<String> arguments = new ArrayList<>();
        if (here.getProtocol().equals("jar") && here.getPath().startsWith("nested:")) {
            String outer = here.getPath().substring("nested:".length());
            arguments.addAll(List.of("-Dloader.main=" + MAIN, "-cp", outer.substring(0, outer.indexOf("/!"))));
            arguments.add(NESTED_LAUNCHER);
        } else {
            arguments.addAll(List.of("-cp", classPath(here), MAIN));
        }
        Path file = scratch.resolve("arguments");
        String lines = arguments.stream()
                .map(argument -> '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining("\n"));
        Files.writeString(file, lines, StandardCharsets.UTF_8);
        return file;
    }

    private static URL location() {
        return ReaderCommand.class.getProtectionDomain().getCodeSource().getLocation();
    }

    /** The class path Java was started with if we are on it; else, as in a servlet container, what our loader finds. */
    private static String classPath(URL here) throws IOException {
        ClassLoader loader = ReaderCommand.class.getClassLoader();
        if (loader == ClassLoader.getSystemClassLoader()) {
            return absolute(System.getProperty("java.class.path"));
        }
        Set<String> places = new LinkedHashSet<>();
        try {
            places.add(Path.of(here.toURI()).toString());
            for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
                if (manifest.openConnection() instanceof JarURLConnection jar) {
                    URI file = jar.getJarFileURL().toURI();
                    if ("file".equals(file.getScheme())) {
                        places.add(Path.of(file).toString());
                    }
                }
            }
        } catch (URISyntaxException e) {
            throw new StoreException("RA-0230", "A place on the class path is not named as a file: " + here, e);
        }
        return String.join(File.pathSeparator, places);
    }

    /** The process works in another directory, where places relative to ours are not. */
    static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(place -> Path.of(place).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
