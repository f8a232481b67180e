package io.remoteaudit.search.lucene;

import io.remoteaudit.ledger.Entry;
import io.remoteaudit.search.text.AttachmentTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index on disk is good for.
 *
 * @param use what it may be used for
 * @param chinese why for no more than that, in Chinese
 * @param why the same in English, in the words of "it is built anew, since …"; empty if for everything
 */
record Suitability(Use use, String chinese, String why) {

    /** From everything to nothing. */
    enum Use {
        /** Goes on. */
        GOES_ON,
        /** Follows the ledger and answers until another has been built. */
        UNTIL_REBUILT,
        /** Answers as it is until another has been built; new words in it would not be found as old ones are. */
        ANSWERS_UNTIL_REBUILT,
        /** May not answer. */
        NONE
    }

    private static Suitability none(String chinese, String why) {
        return new Suitability(Use.NONE, chinese, why);
    }

    /** There is no index. */
    static Suitability ofNone() {
        return none("尚无索引", "there is none yet");
    }

    /** A file of the index is not what was written there. */
    static Suitability ofDamaged() {
        return new Suitability(Use.ANSWERS_UNTIL_REBUILT, "索引文件已损坏", "the one there is damaged");
    }

    /**
     * Compares what an index says of itself with what it should be. One that is ahead or of another ledger holds what this
     * ledger does not prove, and one of another format may not keep fields apart: neither may answer.
     *
     * @param state what it says; null if it cannot be read
     */
    static Suitability of(
            Build.@Nullable State state, EntrySource source, Vocabulary vocabulary, AttachmentTexts texts) {
        if (state == null) {
            return none("索引无法读取", "the one there cannot be read");
        }
        if (!state.format().equals(IndexFields.FORMAT)) {
            return none(
                    "索引格式为 '" + state.format() + "'，本版本使用格式 '" + IndexFields.FORMAT + "'",
                    "the one there is of format '" + state.format() + "', and this version of the library writes '"
                            + IndexFields.FORMAT + "'");
        }
        if (!state.origin().equals(source.origin())) {
            return none(
                    "索引属于账本 '" + state.origin() + "'，而不是 '" + source.origin() + "'",
                    "the one there is of the ledger '" + state.origin() + "' and not of '" + source.origin() + "'");
        }
        if (!isBeginningOf(source, state)) {
            return none(
                    "索引中有此账本没有的条目（例如账本由备份恢复）",
                    "the one there holds entries that this ledger does not have, as after restoring a backup");
        }
        if (!state.analysis().equals(RecordAnalyzer.FINGERPRINT)) {
            return new Suitability(
                    Use.ANSWERS_UNTIL_REBUILT, "本版本的分词方式不同", "this version of the library takes words apart otherwise");
        }
        if (!state.texts().equals(texts.fingerprint())) {
            return new Suitability(Use.UNTIL_REBUILT, "附件的读取方式已改变", "attachments are read otherwise than before");
        }
        if (!state.catalogue().equals(vocabulary.fingerprint())) {
            return new Suitability(
                    Use.UNTIL_REBUILT,
                    "目录中的特性、单位或批次追溯字段已改变",
                    "the catalogue's characteristics, units or trace roles have changed");
        }
        return new Suitability(Use.GOES_ON, "", "");
    }

    private static boolean isBeginningOf(EntrySource source, Build.State state) {
        if (state.next() < 0 || state.next() > source.size()) {
            return false;
        }
        if (state.next() == 0) {
            return true;
        }
        List<Entry> last = source.sequenced(state.next() - 1, 1);
        return last.size() == 1 && last.get(0).leaf().hash().hex().equals(state.lastLeaf());
    }
}
