package io.remoteaudit.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.ledger.MalformedException;
import io.remoteaudit.search.QuerySyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryJsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'op':'everything'} | ~~",
                "{'op':'word','text':'熔喷布'} | 熔喷布",
                "{'op':'word','field':'批号','text':'A-1'} | lots:A-1",
                "{'op':'word','field':'type','text':'进货检验'} | type:incoming-inspection",
                "{'op':'phrase','field':'title','text':'a \"b\"'} | title:\"a \\\"b\\\"\"",
                "{'op':'prefix','text':'2020'} | 2020*",
                "{'op':'numbers','field':'BFE','lt':'95.0'} | BFE<95",
                "{'op':'numbers','field':'BFE','lt':95} | BFE<95",
                "{'op':'numbers','field':'压差','gte':'0.3','lte':'0.5','unit':'毫巴'} | PRESSURE-DIFFERENCE:0.3..0.5 mbar",
                "{'op':'days','field':'occurredAt','from':'2026-01-01','to':'2026-03-31'} | occurredAt:2026-01..2026-03",
                "{'op':'missing','field':'attachment'} | missing:attachments",
                "{'op':'not','clause':{'op':'word','text':'a'}} | -a",
                "{'op':'or','clauses':[{'op':'word','text':'a'},{'op':'or','clauses':[{'op':'word','text':'b'},"
                        + "{'op':'word','text':'c'}]}]} | a OR b OR c",
                "{'op':'measurement','clause':{'op':'and','clauses':[{'op':'word','field':'characteristic','text':'BFE'},"
                        + "{'op':'numbers','field':'value','lt':'95'}]}} | measurement(characteristic:BFE value<95)",
            })
    void jsonMeansWhatItsTextMeans(String json, String text) {
        Clause clause = QueryJson.read(bytes(json), TestFields.all());
        assertThat(clause).isEqualTo(TestFields.parse(text));
        assertThat(clause.canonical()).isEqualTo(text);
        assertThat(QueryJson.read(QueryJson.write(clause), TestFields.all())).isEqualTo(clause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | ~~ | a JSON array",
                "{} | /op | expected one of: word",
                "{'op':'fuzzy'} | /op | expected one of: word",
                "{'op':'word'} | ~~ | 'text' is missing",
                "{'op':'word','text':1} | /text | a JSON number",
                "{'op':'word','text':'a','boost':2} | /boost | no member 'boost'",
                "{'op':'word','text':'a','x/y~':2} | /x~1y~0 | no member 'x/y~'",
                "{'op':'word','text':'a b'} | ~~ | op 'phrase'",
                "{'op':'word','text':'title:a'} | ~~ | op 'phrase'",
                "{'op':'word','field':'titel','text':'a'} | /field | did you mean 'title'",
                "{'op':'word','field':'verdict','text':'good'} | ~~ | conforming, nonconforming, not-judged",
                "{'op':'numbers','field':'BFE'} | ~~ | one lower bound",
                "{'op':'numbers','field':'BFE','gt':'1','lt':'2'} | ~~ | one lower bound",
                "{'op':'numbers','field':'BFE','gt':'x'} | /gt | Found 'x'",
                "{'op':'numbers','field':'BFE','gt':1e50} | /gt | number",
                "{'op':'numbers','field':'BFE','gt':'1','unit':'Pa'} | ~~ | is a unit of pressure",
                "{'op':'numbers','field':'title','gt':'1'} | /field | has no order",
                "{'op':'days','field':'occurredAt','from':'2026-02-30'} | /from | 2026-02-30",
                "{'op':'and','clauses':[{'op':'word','text':'a'}]} | /clauses | at least two",
                "{'op':'and','clauses':[{'op':'word','text':'a'},{'op':'everything'}]} | /clauses/1/op | expected one of",
                "{'op':'not','clause':{'op':'prefix','text':'*'}} | /clause | may not begin with *",
                "{'op':'measurement','clause':{'op':'word','field':'lots','text':'a'}} | /clause/field | no field 'lots'",
            })
    void errorSaysWhereByAJsonPointer(String json, String pointer, String text) {
        assertThatThrownBy(() -> QueryJson.read(bytes(json), TestFields.all()))
                .isInstanceOfSatisfying(QuerySyntaxException.class, e -> {
                    assertThat(e.pointer()).hasValue(pointer);
                    assertThat(e.detail(Locale.ENGLISH)).contains(text);
                    assertThat(e.code()).isEqualTo("RA-0301");
                });
    }

    @Test
    void jsonIsBoundedLikeTextInClausesAndDepth() {
        String word = "{'op':'word','text':'x'}";
        String nested = word;
        for (int i = 0; i < 7; i++) {
            String inner = "{'op':'%s','clauses':[%s,%s]}";
            nested = inner.formatted(i % 2 == 0 ? "or" : "and", nested, word);
        }
        String deep = nested;
        for (int i = 7; i < 14; i++) {
            deep = "{'op':'%s','clauses':[%s,%s]}".formatted(i % 2 == 0 ? "or" : "and", deep, word);
        }
        assertThat(QueryJson.read(bytes(nested), TestFields.all())).isNotNull();
        assertThat(problem(deep)).contains("deeper than 5");
        assertThat(problem("{'op':'and','clauses':[" + (word + ",").repeat(32) + word + "]}"))
                .contains("more than 32");
        String half = "{'op':'and','clauses':[" + (word + ",").repeat(16) + word + "]}";
        String other = half.replace("'and'", "'or'");
        assertThat(problem("{'op':'or','clauses':[" + half + "," + other + "]}"))
                .contains("more than 32");
        assertThatThrownBy(() -> QueryJson.read(new byte[QueryJson.MAX_BYTES + 1], TestFields.all()))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> QueryJson.read(bytes("{'op':'word','op':'word'}"), TestFields.all()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void maskedFieldIsRefusedInJsonLikeAnUnknownOne() {
        QueryFields masking = TestFields.masking(Set.of("measurements", "attributes/supplier"));
        String masked = "{'op':'word','field':'supplier','text':'a'}";
        String unknown = masked.replace("supplier", "suppliex");
        assertThat(problem(masked, masking).replace("supplier", "suppliex")).isEqualTo(problem(unknown, masking));
        assertThat(problem("{'op':'measurement','clause':" + masked + "}", masking))
                .contains("There is no field");
    }

    private static String problem(String json) {
        return problem(json, TestFields.all());
    }

    private static String problem(String json, QueryFields fields) {
        try {
            return "understood: " + QueryJson.read(bytes(json), fields).canonical();
        } catch (QuerySyntaxException e) {
            return e.getMessage();
        }
    }

    private static byte[] bytes(String json) {
        return json.replace("\"", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
