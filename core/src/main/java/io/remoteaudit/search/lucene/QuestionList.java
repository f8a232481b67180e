package io.remoteaudit.search.lucene;

import io.remoteaudit.search.QuerySyntaxException;
import io.remoteaudit.search.query.Clause;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the questions of an engagement by words: all of them somewhere in a question, be it in one message or several. */
final class QuestionList {

    private final EngagementQuestions questions;
    private final Set<String> all;

    private QuestionList(EngagementQuestions questions) throws IOException {
        this.questions = questions;
        this.all = questions.all();
    }

    /** The ids of the questions that match, in the order they were asked. */
    static List<String> of(EngagementQuestions questions, Clause clause) throws IOException {
        QuestionList list = new QuestionList(questions);
        Set<String> matching = list.matching(clause);
        return list.all.stream().filter(matching::contains).toList();
    }

    private Set<String> matching(Clause clause) throws IOException {
        if (clause instanceof Clause.Everything) {
            return all;
        } else if (clause instanceof Clause.Not not) {
            Set<String> others = new LinkedHashSet<>(all);
            others.removeAll(matching(not.clause()));
            return others;
        } else if (clause instanceof Clause.Or or) {
            Set<String> any = new LinkedHashSet<>();
            for (Clause alternative : or.clauses()) {
                any.addAll(matching(alternative));
            }
            return any;
        } else if (clause instanceof Clause.And and) {
            Set<String> every = new LinkedHashSet<>(all);
            for (Clause part : and.clauses()) {
                every.retainAll(matching(part));
            }
            if (and.clauses().stream().allMatch(QuestionList::areWords)) {
                // Side by side they may be one term, which has other names, or the parts of one identifier.
                every.addAll(questions.idsHaving(and));
            }
            return every;
        } else if (areWords(clause)) {
            return questions.idsHaving(clause);
        }
        throw new QuerySyntaxException(
                0,
                "Questions are found by words and phrases; measurements and missing fields are of records",
                "问答只能按词或短语检索；检验数据和缺少的字段属于记录");
    }

    private static boolean areWords(Clause clause) {
        return clause instanceof Clause.Word || clause instanceof Clause.Phrase || clause instanceof Clause.Prefix;
    }
}
