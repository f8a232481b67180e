package io.remoteaudit.endpoint;

import static io.remoteaudit.endpoint.Canaries.M;
import static io.remoteaudit.endpoint.Maker.A;
import static io.remoteaudit.endpoint.Maker.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.engagement.Engagement;
import io.remoteaudit.engagement.EngagementTerms;
import io.remoteaudit.engagement.Engagements;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.record.Selection;
import io.remoteaudit.sampling.DrawMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What samples tell of what is outside the scope, and what steps can be taken when. */
class SamplesTest {

    private static final String SEED = "c0ffee00".repeat(8);
    private static final String CHANCE = "{\"method\":\"statistical\",\"objective\":\"o\",\"size\":3,\"commitment\":\""
            + DrawMethod.commitment(SEED).hex() + "\"%s}";
    private static final String DRAW = "{\"action\":\"draw\",\"seed\":\"" + SEED + "\"}";

    @TempDir
    private Path directory;

    private Canaries canaries;
    private Maker maker;
    private String token;

    @BeforeEach
    void plant() throws IOException {
        canaries = new Canaries(directory);
        maker = canaries.maker();
        token = canaries.token();
    }

    @AfterEach
    void close() {
        canaries.close();
    }

    @Test
    void populationAndStrataCountOnlyWhatIsInScope() {
        JsonNode found = canaries.get("/records?limit=200").json();
        Maker.Result frozen = freeze(",\"strata\":{\"by\":\"site\",\"allocation\":\"each\"}");
        JsonNode first = frozen.json().at("/steps/0");
        assertThat(first.path("populationSize").asInt())
                .isEqualTo(found.path("total").asInt());
        assertThat(first.path("strata").findValuesAsText("value")).containsExactly("S1");
        assertThat(first.at("/strata/0/size").asInt())
                .isEqualTo(found.path("total").asInt());
        Maker.Result file = canaries.get(path(frozen) + "/population");
        assertThat(file.text().lines()).hasSize(found.path("total").asInt());
        Canaries.assertClean(file, "population");
        Canaries.assertClean(frozen, "sheet");
        Maker.Result drawn = step(frozen, DRAW);
        assertThat(drawn.status()).as(drawn.text()).isEqualTo(201);
        Canaries.assertClean(drawn, "draw");
    }

    @Test
    void maskedFieldDividesNoPopulationAndFindsNoneInTheVeryWordsOfOneThatNeverWas() {
        for (String masked : List.of("supplier", "month")) {
            Maker.Result refused = freezing(",\"strata\":{\"by\":\"" + masked + "\",\"allocation\":\"each\"}");
            Maker.Result unknown = freezing(",\"strata\":{\"by\":\"colour\",\"allocation\":\"each\"}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.bytes()).as(masked).isEqualTo(unknown.bytes());
            assertThat(freezing(",\"filters\":{\"" + masked + "\":[\"x\"]}")
                            .text()
                            .replace(masked, "?"))
                    .isEqualTo(
                            freezing(",\"filters\":{\"colour\":[\"x\"]}").text().replace("colour", "?"));
        }
        String masked = freezing(",\"q\":\"supplierId:x\"").text().replace("supplierId", "?");
        assertThat(masked).isEqualTo(freezing(",\"q\":\"supplierXx:x\"").text().replace("supplierXx", "?"));
        assertThat(freezing(",\"q\":\"CANARYSUPPLIER\"")
                        .json()
                        .at("/errors/0/detail")
                        .asText())
                .as("nothing is found by what is masked")
                .isEqualTo(freezing(",\"q\":\"nothingofthekind\"")
                        .json()
                        .at("/errors/0/detail")
                        .asText());
    }

    @Test
    void pickOutsideTheScopeIsRefusedAsOneThatDoesNotExist() {
        String form =
                "{\"method\":\"judgement\",\"objective\":\"o\",\"picks\":[{\"recordId\":\"%s\",\"reason\":\"r\"}]}";
        Maker.Result outside = maker.post(token, at(M, "/samples"), form.formatted(Canaries.OUTSIDE));
        Maker.Result absent = maker.post(token, at(M, "/samples"), form.formatted("CANXXXID/2"));
        assertThat(outside.status()).isEqualTo(400);
        assertThat(outside.bytes()).isEqualTo(absent.bytes());
        assertThat(outside.json().at("/errors/0/pointer").asText()).isEqualTo("/picks/0/recordId");
    }

    @Test
    void stepsAreTakenOnceInTheirOrderAndByTheSeedCommittedTo() {
        Maker.Result frozen = freeze("");
        String steps = at(M, path(frozen) + "/steps");
        assertThat(maker.post(token, steps, DRAW).status()).isEqualTo(428);
        assertThat(step(frozen, "{\"action\":\"conclude\",\"text\":\"t\"}").status())
                .as("nothing is drawn yet")
                .isEqualTo(409);
        String other = DRAW.replace(SEED, "00".repeat(32));
        Maker.Result wrong = step(frozen, other);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("/seed");
        Maker.Result drawn = maker.post(token, steps, DRAW, "If-Match", "\"1\"", "Idempotency-Key", "k");
        assertThat(drawn.status()).as(drawn.text()).isEqualTo(201);
        assertThat(maker.post(token, steps, DRAW, "If-Match", "\"1\"", "Idempotency-Key", "k")
                        .bytes())
                .as("sent again")
                .isEqualTo(drawn.bytes());
        assertThat(step(frozen, DRAW).status()).as("an old tag").isEqualTo(412);
        assertThat(step(drawn, DRAW).status()).as("drawn already").isEqualTo(409);
        Maker.Result outsider =
                step(drawn, "{\"action\":\"examine\",\"results\":[{\"recordId\":\"NONE\",\"result\":\"conforming\"}]}");
        assertThat(outsider.json().at("/errors/0/pointer").asText()).isEqualTo("/results/0/recordId");
        Maker.Result concluded = step(drawn, "{\"action\":\"conclude\",\"text\":\"supports the objective\"}");
        assertThat(concluded.json().path("state").asText()).isEqualTo("concluded");
        assertThat(concluded.json().at("/statement/zh").asText()).contains("统计抽样");
    }

    @Test
    void everyDrawOfAPopulationIsNamedOnEachSheetAndAtTheDesk() {
        Maker.Result first = freeze(",\"q\":\"visible\"");
        Maker.Result second = freeze(",\"q\":\"title:visible\"");
        assertThat(second.json().path("populationDigest"))
                .isEqualTo(first.json().path("populationDigest"));
        assertThat(second.json().path("samePopulation")).hasSize(2);
        assertThat(second.json().at("/statement/en").asText()).contains("sample 2 of 2");
        Maker.Result desk =
                maker.send("GET", AuditDesk.PATH + "/engagements/" + M + "/samples", Headers.none(), new byte[0]);
        assertThat(desk.json().path("items").findValuesAsText("id"))
                .contains(
                        first.json().path("id").asText(),
                        second.json().path("id").asText());
        String id = second.json().path("id").asText();
        assertThat(maker.send("GET", AuditDesk.PATH + "/samples/" + id, Headers.none(), new byte[0])
                        .json()
                        .path("engagement")
                        .asText())
                .isEqualTo(M);
    }

    @Test
    void populationIsClosedOnceTheTermsHaveChanged() {
        Maker.Result frozen = maker.post(maker.tokenA, at(A, "/samples"), CHANCE.formatted(""));
        String sample = at(A, path(frozen));
        assertThat(maker.get(maker.tokenA, sample + "/population").status()).isEqualTo(200);
        Engagements engagements = maker.remoteAudit().engagements();
        Engagement changed =
                engagements.amend(A, narrower(engagements.find(A).orElseThrow().terms()), "质量负责人");
        engagements.accept(A, Party.MAKER, changed.digest(), "质量负责人");
        engagements.accept(A, Party.BODY, changed.digest(), "Auditor");
        String again = maker.token(A);
        assertThat(maker.get(again, sample + "/population").status()).isEqualTo(409);
        assertThat(maker.post(again, sample + "/steps", DRAW, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(409);
        assertThat(maker.get(again, sample).json().path("state").asText()).isEqualTo("frozen");
    }

    private static EngagementTerms narrower(EngagementTerms terms) {
        return new EngagementTerms(
                terms.body(),
                terms.client(),
                terms.purpose(),
                terms.auditors(),
                terms.criteria(),
                terms.scope().ofLots(Selection.of("NO-SUCH-LOT")),
                terms.rights(),
                terms.accessFrom(),
                terms.accessTo());
    }

    private Maker.Result freeze(String more) {
        Maker.Result frozen = freezing(more);
        assertThat(frozen.status()).as(frozen.text()).isEqualTo(201);
        return frozen;
    }

    private Maker.Result freezing(String more) {
        return maker.post(token, at(M, "/samples"), CHANCE.formatted(more));
    }

    private static String path(Maker.Result sample) {
        return "/samples/" + sample.json().path("id").asText();
    }

    private Maker.Result step(Maker.Result sample, String body) {
        return maker.post(token, at(M, path(sample) + "/steps"), body, "If-Match", sample.header("ETag"));
    }
}
