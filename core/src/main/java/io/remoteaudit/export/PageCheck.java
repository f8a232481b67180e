package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Makes the readable page again from the views, which were compared with the entries before, and compares bytes. */
final class PageCheck {

    private static final String CHECK = "page";

    private PageCheck() {}

    static void run(ContainerReader reader, JsonNode description, Findings findings) throws IOException {
        int form = description.path("pageForm").asInt();
        if (form != ReadablePage.FORM) {
            findings.notCheckable(
                    CHECK,
                    "阅读页的形式是第 " + form + " 版，本验证程序只能重新生成第 " + ReadablePage.FORM + " 版：请勿依据阅读页，或改用制作该导出的版本所附的验证程序",
                    "The page for reading has form " + form + "; this verifier makes form " + ReadablePage.FORM
                            + " only: do not rely on the page, or use the verifier of the version that made the export");
            return;
        }
        boolean same;
        // What is made again ends where it first differs: a hostile export costs no more than its own page is long.
        try (InputStream page = reader.open(slot(reader, Layout.INDEX));
                Comparing comparing = new Comparing(page)) {
            ReadablePage.write(description, name -> new JsonLines(reader.open(slot(reader, name))), comparing);
            same = page.read() < 0;
        } catch (DifferentException | MalformedException | IllegalArgumentException e) {
            same = false;
        }
        if (same) {
            findings.holds(
                    CHECK,
                    "阅读页与条目的可读视图完全一致（重新生成并逐字节比较）",
                    "The page for reading says exactly what the views say (made again and compared byte by byte)");
        } else {
            findings.fails(CHECK, "阅读页与条目的可读视图不一致", "The page for reading does not say what the views say");
        }
    }

    private static ContainerReader.Slot slot(ContainerReader reader, String name) {
        return reader.slot(name).orElseThrow(() -> new MalformedException("The file " + name + " is missing"));
    }

    /** What is written is not what is read. */
    private static final class DifferentException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Compares what is written with what is read. */
    private static final class Comparing extends OutputStream {
        private final InputStream expected;

        Comparing(InputStream expected) {
            this.expected = expected;
        }

        @Override
        public void write(int one) throws IOException {
            if (expected.read() != (one & 0xFF)) {
                throw new DifferentException();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] there = expected.readNBytes(length);
            if (!Arrays.equals(there, 0, there.length, bytes, offset, offset + length)) {
                throw new DifferentException();
            }
        }
    }
}
