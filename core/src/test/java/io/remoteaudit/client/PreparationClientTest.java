package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.api.ProblemType;
import io.remoteaudit.endpoint.Maker;
import io.remoteaudit.engagement.Party;
import io.remoteaudit.preparation.AgendaItem;
import io.remoteaudit.preparation.AttachedRecord;
import io.remoteaudit.preparation.AuditPlan;
import io.remoteaudit.preparation.AuditPlans;
import io.remoteaudit.preparation.PreparationContent;
import io.remoteaudit.preparation.PreparationList;
import io.remoteaudit.preparation.PreparationLists;
import io.remoteaudit.preparation.PreparationState;
import io.remoteaudit.preparation.WantedItem;
import io.remoteaudit.standard.ClauseReference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a body's own system prepares an audit, over real HTTP. */
class PreparationClientTest {

    private static final ClauseReference CLAUSE = new ClauseReference("ISO 13485:2016", "7.4.3");

    @TempDir
    private Path directory;

    private Maker maker;
    private TinyServer server;
    private AuditClient system;
    private PreparationClient client;

    @BeforeEach
    void open() throws IOException {
        maker = new Maker(directory.resolve("maker"));
        server = new TinyServer(maker.remoteAudit().endpoint());
        system = AuditClient.builder(server.url(), maker.tokenA).open();
        client = system.engagement(Maker.A).preparation();
    }

    @AfterEach
    void close() {
        system.close();
        server.close();
        maker.close();
    }

    @Test
    void planAndListAreAgreedFromTheBodysSide() {
        assertThat(client.organization().profile().legalName()).isEqualTo("示例口罩有限公司");
        AuditPlan none = client.plan();
        assertThat(none.state()).isEqualTo(PreparationState.NONE);
        PreparationContent.Agenda agenda = new PreparationContent.Agenda(
                List.of(new AgendaItem(
                        "S1",
                        "熔喷",
                        CLAUSE,
                        "Ann Auditor",
                        Instant.parse("2030-02-01T01:00:00Z"),
                        Instant.parse("2030-02-01T03:00:00Z"))),
                "first");
        AuditPlan proposed = client.propose(none, agenda);
        assertThat(proposed.items()).isEqualTo(agenda.items());
        assertThatThrownBy(() -> client.propose(none, agenda))
                .isInstanceOfSatisfying(
                        AuditProblemException.class,
                        e -> assertThat(e.type()).contains(ProblemType.PRECONDITION_FAILED));
        AuditPlans plans = maker.remoteAudit().preparation().plans();
        plans.write(Maker.A, 1, Party.MAKER, agenda, "质量负责人");
        maker.settle();
        assertThat(client.confirm(client.plan(), "ok").state()).isEqualTo(PreparationState.CONFIRMED);

        PreparationContent.Wanted wanted = new PreparationContent.Wanted(
                List.of(new WantedItem("P-1", "进货检验记录", null, CLAUSE, "李工", LocalDate.parse("2030-01-31"))), "");
        PreparationList list = client.propose(client.list(), wanted);
        PreparationLists lists = maker.remoteAudit().preparation().lists();
        PreparationContent.Fulfilment said =
                new PreparationContent.Fulfilment("P-1", true, "在系统中", List.of(new AttachedRecord(Maker.RECORD_A, 2)));
        lists.fulfil(Maker.A, list.version(), said, "质量负责人");
        lists.write(Maker.A, 2, Party.MAKER, wanted, "质量负责人");
        maker.settle();
        PreparationList confirmed = client.confirm(client.list(), "");
        assertThat(confirmed.readyItems()).isEqualTo(1);
        assertThat(confirmed.items().get(0).fulfilment().content()).isEqualTo(said);
        assertThat(confirmed.state()).isEqualTo(PreparationState.CONFIRMED);
    }
}
