package io.remoteaudit.sampling;

import io.remoteaudit.ledger.Hash;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member of a sample.
 *
 * @param member the member
 * @param rank by which it was drawn; null for one that was picked
 * @param reason why it was picked; null for one that was drawn
 * @param examined each step that said something of it, oldest first
 */
public record SampleMember(
        Member member, @Nullable Hash rank, @Nullable String reason, List<Said> examined) {

    /** Checks that nothing is missing and copies the list. */
    public SampleMember {
        Objects.requireNonNull(member, "member");
        examined = List.copyOf(examined);
    }

    /**
     * What a step said of a member.
     *
     * @param examination what it said
     * @param step the step
     */
    public record Said(Examination examination, SampleStep step) {

        /** Checks that nothing is missing. */
        public Said {
            Objects.requireNonNull(examination, "examination");
            Objects.requireNonNull(step, "step");
        }
    }

    /**
     * What holds now.
     *
     * @return the newest result; empty if it was not examined
     */
    public Optional<ExaminationResult> result() {
        return examined.isEmpty()
                ? Optional.empty()
                : Optional.of(examined.get(examined.size() - 1).examination().result());
    }
}
