package io.remoteaudit.sampling;

import io.remoteaudit.ledger.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A population as a file: a line for each member, as {@link Member#line()} writes it, in UTF-8, each ended by one line
 * feed, by rising leaf index. So its SHA-256 is what {@code sha256sum} gives, and names the population.
 */
public final class PopulationFile {

    private static final int LONGEST_LINE = 64 << 10;

    private PopulationFile() {}

    /**
     * Writes a population while it is read.
     *
     * @param members the members by rising leaf index
     * @return the file's content
     */
    public static InputStream write(Iterator<Member> members) {
        return new Lines(members);
    }

    /**
     * Reads a population while it goes.
     *
     * @param file the file's content; left open
     * @return the members; fails with {@link MalformedException} at the first line that is none, is out of order or does
     *     not end, and with {@link UncheckedIOException} if the content cannot be read
     */
    public static Iterator<Member> read(InputStream file) {
        return new Members(file);
    }

    private static final class Lines extends InputStream {

        private final Iterator<Member> members;
        private byte[] line = new byte[0];
        private int next;

        Lines(Iterator<Member> members) {
            this.members = members;
        }

        @Override
        public int read() {
            return fill() ? line[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int done = 0;
            while (done < length && fill()) {
                int part = Math.min(length - done, line.length - next);
                System.arraycopy(line, next, target, offset + done, part);
                next += part;
                done += part;
            }
            return done == 0 && length > 0 ? -1 : done;
        }

        private boolean fill() {
            if (next == line.length && members.hasNext()) {
                line = (members.next().line() + '\n').getBytes(StandardCharsets.UTF_8);
                next = 0;
            }
            return next < line.length;
        }
    }

    private static final class Members implements Iterator<Member> {

        private final InputStream file;
        private final byte[] buffer = new byte[64 << 10];
        private int position;
        private int filled;
        private @Nullable Member ahead;
        private long before = -1;

        Members(InputStream file) {
            this.file = file;
        }

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = readOne();
            }
            return ahead != null;
        }

        @Override
        public Member next() {
            Member member = hasNext() ? ahead : null;
            if (member == null) {
                throw new NoSuchElementException("The population has no more members");
            }
            ahead = null;
            return member;
        }

        private @Nullable Member readOne() {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = octet(); octet != '\n'; octet = octet()) {
                if (octet < 0 && line.size() == 0) {
                    return null;
                }
                if (octet < 0 || line.size() == LONGEST_LINE) {
                    throw new MalformedException("A line of a population does not end");
                }
                line.write(octet);
            }
            Member member = Member.parse(text(line.toByteArray()));
            if (member.leafIndex() <= before) {
                throw new MalformedException("A population is not in the order of leaf indices");
            }
            before = member.leafIndex();
            return member;
        }

        private static String text(byte[] line) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new MalformedException("A line of a population is not UTF-8", e);
            }
        }

        private int octet() {
            if (position == filled) {
                try {
                    filled = Math.max(0, file.read(buffer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                position = 0;
            }
            return position < filled ? buffer[position++] & 0xff : -1;
        }
    }
}
