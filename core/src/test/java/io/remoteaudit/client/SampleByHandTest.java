package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.sampling.DrawMethod;
import io.remoteaudit.sampling.Sample;
import io.remoteaudit.sampling.SampleOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of SAMPLING.md find by hand what the module drew. */
class SampleByHandTest {

    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final int SIZE = 4;

    @TempDir
    private Path directory;

    @Test
    void commandsOfTheDocumentFindTheMembersDrawn() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
        String seed = SamplesClient.newSeed();
        Sample drawn;
        try (Maker maker = new Maker(directory.resolve("maker"))) {
            for (int i = 0; i < 12; i++) {
                maker.remoteAudit()
                        .records()
                        .save(Maker.inspection("HAND/" + i, "S1", "98." + i).build());
            }
            maker.settle();
            try (TinyServer server = new TinyServer(maker.remoteAudit().endpoint());
                    AuditClient system =
                            AuditClient.builder(server.url(), maker.tokenA).open()) {
                SamplesClient client = system.engagement(Maker.A).samples();
                drawn = client.draw(
                        client.freeze(new SampleOrder(
                                "手工核对",
                                "zh-CN",
                                "",
                                false,
                                List.of(),
                                OptionalLong.empty(),
                                SampleOrder.ByChance.of(SIZE, DrawMethod.commitment(seed)))),
                        seed);
                client.population(drawn, directory.resolve("population.txt"), Progress.ignored());
            }
        }
        Matcher blocks = COMMANDS.matcher(Files.readString(Path.of("SAMPLING.md")));
        assertThat(blocks.find()).isTrue();
        List<String> digests = run(blocks.group(1), drawn, seed);
        assertThat(digests.get(0))
                .startsWith(drawn.frozen().population().digest().hex());
        assertThat(digests.get(1)).startsWith(DrawMethod.commitment(seed).hex());
        assertThat(blocks.find()).isTrue();
        List<String> members = new ArrayList<>();
        drawn.members()
                .forEach(member ->
                        members.add(member.rank() + "  " + member.member().line()));
        assertThat(run(blocks.group(1), drawn, seed)).isEqualTo(members);
    }

    private List<String> run(String commands, Sample drawn, String seed) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-eu", "-c", commands)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        shell.environment().put("SEED", seed);
        shell.environment().put("LEAF_HASH", drawn.first().leaf().hex());
        shell.environment().put("SIZE", String.valueOf(SIZE));
        assertThat(shell.start().waitFor()).isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
