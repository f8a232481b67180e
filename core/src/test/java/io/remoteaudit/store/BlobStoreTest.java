package io.remoteaudit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path directory;

    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new BlobStore(directory);
    }

    @Test
    void contentIsNamedByItsPublishedDigestAndReadFromAnyByteOn() throws IOException {
        assertThat(put("abc")).isEqualTo(new BlobStore.Blob(ABC, 3));
        assertThat(read(0)).isEqualTo("abc");
        assertThat(read(2)).isEqualTo("c");
        assertThat(read(3)).isEmpty();
        assertThatThrownBy(() -> blobs.open(ABC, 3, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameContentIsKeptOnce() throws IOException {
        put("abc");
        put("abc");
        assertThat(files()).containsExactly(directory.resolve("ba").resolve(ABC));
    }

    @Test
    void contentLongerThanAnyBufferKeepsItsDigest() throws IOException {
        byte[] content = new byte[1_000_003];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        BlobStore.Blob blob = blobs.put(new ByteArrayInputStream(content));
        assertThat(blob.size()).isEqualTo(content.length);
        try (InputStream in = blobs.open(blob.sha256(), blob.size(), 0)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void alteredContentOfTheSameLengthIsNotGivenAndIsHealedByStoringItAgain() throws IOException {
        put("abc");
        Files.writeString(directory.resolve("ba").resolve(ABC), "abd");
        assertThatThrownBy(() -> blobs.open(ABC, 3, 2))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0235")
                .hasMessageContaining("altered");
        put("abc");
        assertThat(read(0)).isEqualTo("abc");
    }

    @Test
    void missingContentIsSaidToBeMissing() {
        assertThat(blobs.contains(ABC, 3)).isFalse();
        assertThatThrownBy(() -> blobs.open(ABC, 3, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RA-0236");
    }

    @Test
    void contentThatBreaksOffLeavesNothing() {
        InputStream whole = new ByteArrayInputStream("x".repeat(100).getBytes(StandardCharsets.US_ASCII));
        InputStream broken = new FilterInputStream(whole) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                if (read < 0) {
                    throw new IOException("the sender went away");
                }
                return read;
            }
        };
        assertThatThrownBy(() -> blobs.put(broken)).hasMessage("the sender went away");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledProcessWasWritingIsClearedAtTheNextStart() throws IOException {
        Files.writeString(directory.resolve("incoming").resolve("half"), "half");
        put("abc");
        BlobStore again = new BlobStore(directory);
        assertThat(files()).containsExactly(directory.resolve("ba").resolve(ABC));
        assertThat(again.contains(ABC, 3)).isTrue();
    }

    @Test
    void namesThatAreNoDigestsNeverReachTheFileSystem() {
        assertThatThrownBy(() -> blobs.open("../../../../etc/passwd", 3, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private BlobStore.Blob put(String content) throws IOException {
        return blobs.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String read(long offset) throws IOException {
        try (InputStream in = blobs.open(ABC, 3, offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
