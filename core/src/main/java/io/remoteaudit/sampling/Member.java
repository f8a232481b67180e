package io.remoteaudit.sampling;

import io.remoteaudit.ledger.MalformedException;
import java.util.Objects;

/**
 * A member of a population: one version of one record.
 *
 * @param recordId the record's business id
 * @param version the version that was the newest when the population was frozen
 * @param leafIndex its place in the ledger
 * @param stratum its value of the side the population is divided by; empty if it has none, or is not divided
 */
public record Member(String recordId, int version, long leafIndex, String stratum) {

    private static final String NUMBER = "0|[1-9][0-9]{0,17}";

    /** Checks that nothing is missing. */
    public Member {
        Objects.requireNonNull(recordId, "recordId");
        Objects.requireNonNull(stratum, "stratum");
    }

    /**
     * The member as a line of a population's file and of a draw: id, version, leaf index and stratum with a tab between
     * each. Within a stratum, {@code %}, tab, line feed and carriage return are written {@code %25}, {@code %09},
     * {@code %0A} and {@code %0D}.
     *
     * @return the line, without its end
     */
    public String line() {
        return recordId
                + '\t'
                + version
                + '\t'
                + leafIndex
                + '\t'
                + stratum.replace("%", "%25")
                        .replace("\t", "%09")
                        .replace("\n", "%0A")
                        .replace("\r", "%0D");
    }

    /**
     * Reads a line.
     *
     * @param line as {@link #line()} writes it
     * @return the member
     * @throws MalformedException if it is anything else
     */
    public static Member parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4
                || parts[0].isEmpty()
                || !parts[1].matches(NUMBER)
                || parts[1].length() > 9
                || !parts[2].matches(NUMBER)) {
            throw new MalformedException("A line of a population has an id, a version, a leaf index and a stratum");
        }
        String stratum = parts[3].replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%09", "\t")
                .replace("%25", "%");
        Member member = new Member(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), stratum);
        if (!member.line().equals(line)) {
            throw new MalformedException("A line of a population is not in its canonical form");
        }
        return member;
    }
}
