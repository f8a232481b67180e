package io.remoteaudit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.ledger.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void linesOfEveryLengthAroundTheChunkAreReadWhole() throws IOException {
        List<String> written = new ArrayList<>();
        for (int length : new int[] {0, 1, 65_534, 65_535, 65_536, 65_537, 3, 200_000, 0}) {
            written.add("检".repeat(length / 3) + "x".repeat(length % 3));
        }
        assertThat(read(String.join("\n", written) + "\n")).isEqualTo(written);
    }

    @Test
    void emptyFileHasNoLines() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @Test
    void lastLineNeedsItsLineFeed() {
        assertThatThrownBy(() -> read("{}\n{}"))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith("The last line has no line feed");
    }

    @Test
    void lineWithoutAnEndIsRefusedBeforeItFillsMemory() {
        assertThatThrownBy(() -> read("{}\n" + "x".repeat((32 << 20) + 1)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("Line 2 is longer than");
    }

    private static List<String> read(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (JsonLines lines = new JsonLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                found.add(line.get());
            }
        }
        return found;
    }
}
