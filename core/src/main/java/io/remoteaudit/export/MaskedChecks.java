package io.remoteaudit.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.export.EntryChecks.Broken;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.Json;
import io.remoteaudit.ledger.Leaf;
import io.remoteaudit.record.MaskedValue;
import io.remoteaudit.record.MaskingRule;
import io.remoteaudit.record.Scope;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what stands for masked fields, beside the entries: each for a record of the export, for a field the engagement
 * masks in that way, and of the form that no true value has. Whether it was made from the true value nobody can check.
 */
final class MaskedChecks implements Closeable {

    private final @Nullable JsonLines lines;
    private final Scope scope;
    private @Nullable String line;
    private @Nullable JsonNode next;
    private long values;
    private long versions;

    /** Checks with the lines of {@code masked.jsonl}; null if the export has no such file. */
    MaskedChecks(@Nullable JsonLines lines, Scope scope) throws IOException {
        this.lines = lines;
        this.scope = scope;
        advance();
    }

    /** Checks what stands for fields of one entry, if anything does. */
    void check(long index, Leaf leaf, List<Disclosure> disclosures) throws IOException, Broken {
        JsonNode json = next;
        if (json == null || json.path("leafIndex").asLong(-1) != index) {
            return;
        }
        if (leaf.kind() != EntryKind.RECORD) {
            throw broken(index, "不属于记录", "is not of a record");
        }
        List<MaskedValue> shown = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        disclosures.forEach(disclosure -> fields.add(disclosure.name()));
        for (JsonNode one : json.path("masked")) {
            MaskedValue value = value(index, one);
            Optional<MaskingRule.Kind> agreed = scope.rule(value.field()).map(MaskingRule::kind);
            if (!fields.add(value.field())
                    || agreed.filter(value.kind()::equals).isEmpty()) {
                throw broken(
                        index,
                        "所替代的字段 " + value.field() + " 未约定如此屏蔽",
                        "stands for the field " + value.field() + ", which the engagement does not mask in that way");
            }
            shown.add(value);
        }
        if (!Json.write(EntryLine.ofMasked(index, shown)).equals(line)) {
            throw broken(index, "不是规定的唯一形式", "is not of the one prescribed form");
        }
        values += shown.size();
        versions++;
        advance();
    }

    /** Says what was found once all entries were read. */
    void end(Findings findings) throws Broken {
        JsonNode left = next;
        if (left != null) {
            throw broken(left.path("leafIndex").asLong(-1), "不属于本导出的任何记录", "belongs to no record of this export");
        }
        if (values > 0) {
            findings.holds(
                    "masked",
                    "masked.jsonl 中的 " + values + " 处假名或区间只替代约定如此屏蔽的字段；它们是企业所述，账本不证明",
                    "The " + values
                            + " pseudonyms and ranges in masked.jsonl stand only for fields agreed to be masked so;"
                            + " they are the maker's word, which the ledger does not prove");
        }
    }

    /** How many versions of records have fields something stands for. */
    long lines() {
        return versions;
    }

    private MaskedValue value(long index, JsonNode json) throws Broken {
        try {
            return MaskedValue.fromJson(json);
        } catch (IllegalArgumentException e) {
            throw broken(index, "不是假名或区间", "is neither a pseudonym nor a range");
        }
    }

    private void advance() throws IOException {
        Optional<String> read = lines == null ? Optional.empty() : lines.next();
        line = read.orElse(null);
        next = read.isPresent() ? Json.parse(read.get()) : null;
    }

    private static Broken broken(long index, String chinese, String english) {
        return new Broken(
                "masked",
                "masked.jsonl 中条目 " + index + " 的一行" + chinese,
                "The line of entry " + index + " in masked.jsonl " + english);
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
