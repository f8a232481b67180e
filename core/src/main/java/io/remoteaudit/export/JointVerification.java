package io.remoteaudit.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.remoteaudit.ledger.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a verifier found of one or several files, each by itself and all together.
 *
 * @param files the files in the order given, at least one
 * @param together what only shows when they are seen together, such as a part that is missing; without checks for one
 *     file that is a whole export
 */
public record JointVerification(List<Member> files, Verification together) {

    /** Checks that there is a file and copies the list. */
    public JointVerification {
        files = List.copyOf(files);
        Objects.requireNonNull(together, "together");
        if (files.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to verify without a file");
        }
    }

    /**
     * One of the files.
     *
     * @param file the file
     * @param verification what was found of it by itself
     */
    public record Member(Path file, Verification verification) {

        /** Checks that nothing is missing. */
        public Member {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(verification, "verification");
        }
    }

    /**
     * Whether nothing failed.
     *
     * @return true if every check that could be made holds
     */
    public boolean holds() {
        return all().holds();
    }

    /**
     * The command's exit status.
     *
     * @return 0 if everything checked holds, 1 if something fails, 2 if something that was asked for is not checkable
     */
    public int exitStatus() {
        return all().exitStatus();
    }

    /**
     * The result for a person.
     *
     * @param locale Chinese for Chinese; any other gives English
     * @return the checks of each file under its name, those of all files, and a line that sums up
     */
    public String text(Locale locale) {
        StringBuilder text = new StringBuilder();
        for (Member member : files) {
            text.append(Printable.of(member.file().toString()))
                    .append('\n')
                    .append(member.verification().lines(locale));
        }
        return text.append(together.lines(locale))
                .append(all().sum(locale))
                .append('\n')
                .toString();
    }

    /**
     * The result for a program.
     *
     * @return an object with {@code holds}, {@code exitStatus}, {@code files}, each with its {@code file},
     *     {@code holds} and {@code checks}, and {@code together}, the checks of all files
     */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("holds", holds());
        json.put("exitStatus", exitStatus());
        ArrayNode list = json.putArray("files");
        for (Member member : files) {
            ObjectNode file = list.addObject();
            file.put("file", Printable.of(member.file().toString()));
            file.put("holds", member.verification().holds());
            file.set("checks", member.verification().checksJson());
        }
        json.set("together", together.checksJson());
        return json;
    }

    private Verification all() {
        Findings findings = new Findings();
        files.forEach(member -> findings.checks().addAll(member.verification().checks()));
        findings.checks().addAll(together.checks());
        return new Verification(findings.checks());
    }
}
