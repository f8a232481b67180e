package io.remoteaudit.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.remoteaudit.hosts.app.IdleApplication;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the module costs a host: the same idle application started with it and without it, each in a process of its own and in
 * turn, so that whatever else the machine does meets both; and the jars it brings, with sizes and licences. Run by
 * {@code mvn -Phost-cost}, never as a test.
 */
final class HostCost {

    private static final int STARTS = 21;

    /** How many of them stay, idle, for so many seconds: the module opens its index a moment after the host has started. */
    private static final int STAYS = 5;

    private static final int SECONDS = 5;
    private static final int MILLISECONDS = 400;
    private static final double MEBIBYTES = 48;
    private static final double MEBIBYTE = 1 << 20;

    /** What the driver of the host's own database is called. */
    private static final String DRIVER = "sqlite-jdbc";

    /** What every host of Spring Boot on servlets has anyway, of what core depends on. */
    private static final List<String> THE_HOSTS_OWN =
            List.of("com.fasterxml.jackson.core", "org.slf4j", "com.zaxxer", "org.yaml", "org.jspecify");

    private final Path directory;
    private final Map<String, String> brought;

    private HostCost(Path directory, Map<String, String> brought) {
        this.directory = directory;
        this.brought = brought;
    }

    /** What one start took. */
    private record Start(double milliseconds, double heap) {}

    /**
     * Measures and prints; the exit code is 1 if a limit is passed.
     *
     * @param arguments the bill of materials of core, as the build writes it
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HostCost cost = new HostCost(Files.createTempDirectory("host-cost"), brought(Path.of(arguments[0])));
        boolean within = cost.jars() & cost.starts(true) & cost.starts(false);
        System.exit(within ? 0 : 1);
    }

    /** The artifacts that come with the module, with their licences; a host may choose other versions of them. */
    private static Map<String, String> brought(Path billOfMaterials) throws IOException {
        JsonNode bill = new ObjectMapper().readTree(billOfMaterials.toFile());
        Map<String, JsonNode> parts = new HashMap<>();
        bill.path("components").forEach(part -> parts.put(part.path("bom-ref").asText(), part));
        Map<String, JsonNode> needs = new HashMap<>();
        bill.path("dependencies").forEach(part -> needs.put(part.path("ref").asText(), part.path("dependsOn")));
        Map<String, String> brought = new TreeMap<>();
        Set<String> reached = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>();
        waiting.push(bill.path("metadata").path("component").path("bom-ref").asText());
        while (!waiting.isEmpty()) {
            for (JsonNode needed : needs.getOrDefault(waiting.pop(), MissingNode.getInstance())) {
                JsonNode part = parts.getOrDefault(needed.asText(), MissingNode.getInstance());
                // What only an optional part needs comes no more than the part itself.
                if (!part.path("scope").asText().equals("optional") && reached.add(needed.asText())) {
                    waiting.push(needed.asText());
                    if (THE_HOSTS_OWN.stream().noneMatch(part.path("group").asText()::startsWith)) {
                        brought.put(part.path("name").asText(), licence(part));
                    }
                }
            }
        }
        return brought;
    }

    private static String licence(JsonNode part) {
        String licences = String.join(" or ", part.path("licenses").findValuesAsText("id"));
        return licences.isEmpty() ? String.join(" or ", part.path("licenses").findValuesAsText("name")) : licences;
    }

    private boolean jars() throws IOException {
        double all = 0;
        for (Path jar : HostClassPath.all()) {
            String name = jar.getFileName().toString();
            String licence = name.startsWith("remote-audit-") ? "Apache-2.0" : brought.get(artifact(name));
            if (licence != null && !name.contains("tests")) {
                double size = Files.size(jar) / MEBIBYTE;
                all += size;
                System.out.printf("   %-52s %7.2f MiB  %s%n", name, size, licence);
            }
        }
        System.out.printf("   %-52s %7.2f MiB%n", "jars added", all);
        return all > 0;
    }

    /**
     * Measures starts of a host that has a database and a login, as the example has and the module's hosts have, or of one that
     * has neither, for which the module brings a database.
     */
    private boolean starts(boolean likeTheExample) throws IOException, InterruptedException {
        System.out.println(
                likeTheExample ? "a host with a database and a login, as the example" : "a host with neither");
        Map<Boolean, List<Start>> starts = inTurn(likeTheExample, STARTS, 0);
        double without = median(starts.get(false), Start::milliseconds);
        double with = median(starts.get(true), Start::milliseconds);
        double added = with - without;
        Map<Boolean, List<Start>> stays = inTurn(likeTheExample, STAYS, SECONDS);
        double heapWithout = median(stays.get(false), Start::heap) / MEBIBYTE;
        double heap = median(stays.get(true), Start::heap) / MEBIBYTE - heapWithout;
        System.out.printf("   start without the module %26.0f ms%n", without);
        System.out.printf("   start with the module %29.0f ms%n", with);
        boolean quick = added <= MILLISECONDS;
        boolean small = heap <= MEBIBYTES;
        if (likeTheExample) {
            System.out.printf(
                    "%s start-up time added %31.0f ms   wanted <= %d%n", quick ? "ok" : "!!", added, MILLISECONDS);
        } else {
            System.out.printf("   start-up time added %31.0f ms%n", added);
        }
        System.out.printf("   heap without the module, idle %21.1f MiB%n", heapWithout);
        System.out.printf("%s heap added, idle %34.1f MiB  wanted <= %.0f%n", small ? "ok" : "!!", heap, MEBIBYTES);
        return (quick || !likeTheExample) && small;
    }

    /** Starts it with the module and without, each as often the first of the two as the second. */
    private Map<Boolean, List<Start>> inTurn(boolean likeTheExample, int times, int seconds)
            throws IOException, InterruptedException {
        // The first start ever makes keys and tables.
        start(likeTheExample, true, 0);
        Map<Boolean, List<Start>> starts = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
        for (int i = 0; i < times; i++) {
            for (boolean module : List.of(i % 2 == 0, i % 2 != 0)) {
                starts.get(module).add(start(likeTheExample, module, seconds));
            }
        }
        return starts;
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> what) {
        double[] values = starts.stream().mapToDouble(what).sorted().toArray();
        return values[values.length / 2];
    }

    private Start start(boolean likeTheExample, boolean module, int seconds) throws IOException, InterruptedException {
        String name = likeTheExample + "-" + module;
        Path said = directory.resolve("said-" + name + ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                classPath(likeTheExample, module),
                IdleApplication.class.getName(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--idle.seconds=" + seconds,
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"));
        if (likeTheExample) {
            command.add("--idle.database=" + directory.resolve(name + ".db"));
        }
        if (module) {
            command.addAll(List.of(
                    "--remote-audit.directory=" + directory.resolve(name),
                    "--remote-audit.origin=host.example/audit",
                    "--remote-audit.endpoint.enabled=true",
                    "--remote-audit.desk.enabled=true"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int status = process.waitFor();
        String output = Files.readString(said, StandardCharsets.UTF_8);
        return output.lines()
                .filter(line -> status == 0 && line.startsWith(IdleApplication.SAID))
                .map(line -> line.substring(IdleApplication.SAID.length()).split(" "))
                .map(values -> new Start(Double.parseDouble(values[0]), Double.parseDouble(values[1])))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The host did not start: " + output));
    }

    private String classPath(boolean likeTheExample, boolean module) {
        Part[] parts = likeTheExample ? Container.TOMCAT.and(Part.SECURITY) : Container.TOMCAT.and();
        return HostClassPath.with(EnumSet.copyOf(Arrays.asList(parts))).stream()
                .filter(element -> {
                    String jar = element.getFileName().toString();
                    return module
                            || !isBrought(jar)
                            || likeTheExample && artifact(jar).equals(DRIVER);
                })
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean isBrought(String name) {
        return name.startsWith("remote-audit-") || brought.containsKey(artifact(name));
    }

    private static String artifact(String jar) {
        return jar.replaceFirst("-[0-9].*", "");
    }
}
