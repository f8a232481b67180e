package io.remoteaudit.sampling;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What texts and numbers of samples are bounded by, whoever gives them. */
final class SampleWording {

    static final int LONGEST_NOTE = 2_000;
    static final int LONGEST_CONCLUSION = 20_000;

    private static final int LONGEST_LANGUAGE = 35;
    private static final int LONGEST_ID = 200;

    private SampleWording() {}

    static void require(SampleOrder order) {
        text("objective", order.objective(), LONGEST_NOTE);
        language(order.language());
        if (order.choice() instanceof SampleOrder.ByChance chance) {
            if (chance.size() < 1 || chance.size() > Samples.MOST_DRAWN) {
                throw new InvalidSampleException(
                        "A sample has 1 to " + Samples.MOST_DRAWN + " members, not " + chance.size());
            }
            if (chance.by() != null && !Strata.SIDES.contains(chance.by())) {
                throw new InvalidSampleException("A record can have several values of '"
                        + chance.by().wireName() + "'; divide the population by type, site, productFamily, supplier or"
                        + " month");
            }
        } else if (order.choice() instanceof SampleOrder.ByJudgement judgement) {
            count("picks", judgement.picks());
            Set<String> seen = new HashSet<>();
            for (SampleOrder.PickOrder pick : judgement.picks()) {
                text("reason", pick.reason(), LONGEST_NOTE);
                once(seen, pick.recordId());
            }
        }
    }

    static void require(SampleContent.Examined examined, Set<String> members) {
        language(examined.language());
        count("results", examined.examinations());
        Set<String> seen = new HashSet<>();
        for (Examination examination : examined.examinations()) {
            once(seen, examination.recordId());
            if (!members.contains(examination.recordId())) {
                throw new InvalidSampleException("Record '" + examination.recordId() + "' is no member of the sample");
            }
            if (examination.result() == ExaminationResult.NOT_JUDGED
                    || !examination.note().isEmpty()) {
                text("note", examination.note(), LONGEST_NOTE);
            }
            if (examination.finding() != null) {
                text("finding", examination.finding(), LONGEST_ID);
            }
        }
    }

    static void require(SampleContent.Concluded concluded) {
        text("conclusion", concluded.text(), LONGEST_CONCLUSION);
        language(concluded.language());
    }

    private static void count(String name, List<?> items) {
        if (items.isEmpty() || items.size() > Samples.MOST_PICKED) {
            throw new InvalidSampleException(
                    "The " + name + " are 1 to " + Samples.MOST_PICKED + ", not " + items.size());
        }
    }

    private static void once(Set<String> seen, String recordId) {
        if (!seen.add(recordId)) {
            throw new InvalidSampleException("Record '" + recordId + "' is named twice");
        }
    }

    private static void text(String name, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new InvalidSampleException("The " + name + " must have 1 to " + longest + " characters, not "
                    + (text.isBlank() ? "none" : text.length()));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
            throw new InvalidSampleException("The " + name + " holds a control character");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidSampleException("The " + name + " holds half a character, cut in two; send it whole");
        }
    }

    private static void language(String language) {
        String tag = Locale.forLanguageTag(language).toLanguageTag();
        if (tag.equals("und") || !tag.equalsIgnoreCase(language) || tag.length() > LONGEST_LANGUAGE) {
            throw new InvalidSampleException("The language must be a tag such as zh-CN or en");
        }
    }
}
