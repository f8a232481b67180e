package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replays the fuzz target's corpus, and varies it the way a fuzzer would, the same way every time. */
class QueryFuzzTest {

    private static final int VARIANTS = 300;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void everySeedIsUnderstoodInOneWayOrRefused() throws Exception {
        List<byte[]> seeds = seeds();
        assertThat(seeds).hasSizeGreaterThan(40);
        seeds.forEach(QueryFuzzTest::run);
    }

    @Test
    void variedSeedsAreUnderstoodInOneWayOrRefusedInTime() throws Exception {
        List<byte[]> seeds = seeds();
        Random random = new Random(2026);
        for (byte[] seed : seeds) {
            byte[] varied = seed;
            for (int i = 0; i < VARIANTS; i++) {
                varied = varied(i % 8 == 0 ? seed : varied, seeds, random);
                run(varied);
            }
        }
    }

    private static void run(byte[] input) {
        long start = System.nanoTime();
        QueryFuzz.fuzzerTestOneInput(input);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    private static byte[] varied(byte[] input, List<byte[]> seeds, Random random) throws IOException {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + random.nextInt(9));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.write(input, to, input.length - to);
            case 1 -> {
                out.write(random.nextInt(256));
                out.write(input, Math.min(input.length, at + 1), Math.max(0, input.length - at - 1));
            }
            case 2 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                out.write(other, from, Math.min(other.length - from, random.nextInt(24)));
                out.write(input, at, input.length - at);
            }
            default -> {
                out.write(input, at, to - at);
                out.write(input, at, input.length - at);
            }
        }
        return out.size() > 2 * QueryParser.MAX_LENGTH ? seeds.get(0) : out.toByteArray();
    }

    private static List<byte[]> seeds() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(QueryFuzzTest.class.getResource("corpus"), "corpus");
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }
}
