package io.remoteaudit.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.remoteaudit.RemoteAudit;
import io.remoteaudit.api.Contract;
import io.remoteaudit.api.ContractOperation;
import io.remoteaudit.api.ProblemType;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.SaveObserver;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's monitoring hears what requests were for and how they ended, in words from a fixed set. */
class RequestObserverTest {

    @TempDir
    private Path directory;

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<SaveObserver.Outcome> saves = new CopyOnWriteArrayList<>();
    private RemoteAudit remoteAudit;

    private record Seen(ServedOperation operation, RequestObserver.Outcome outcome) {}

    @BeforeEach
    void open() {
        remoteAudit = RemoteAudit.builder(directory, "test.example/audit")
                .requestObservers(List.of(
                        operation -> outcome -> seen.add(new Seen(operation, outcome)),
                        operation -> {
                            throw new IllegalStateException("an observer that fails");
                        },
                        operation -> outcome -> {
                            throw new IllegalStateException("an observer that fails at the end");
                        }))
                .saveObservers(List.of(
                        (outcome, records, took) -> {
                            throw new IllegalStateException("an observer that fails");
                        },
                        (outcome, records, took) -> {
                            assertThat(records).isEqualTo(1);
                            assertThat(took).isPositive();
                            saves.add(outcome);
                        }))
                .open();
    }

    @AfterEach
    void close() {
        remoteAudit.close();
    }

    @Test
    void eachRequestIsToldOnceWithItsOperationAndItsOutcomeWhateverOtherObserversDo() {
        assertThat(ask("GET", "/.well-known/remote-audit")).isEqualTo(200);
        assertThat(ask("GET", "/audit/v1/engagements/ENG-9/records/IQC-1?version=1"))
                .isEqualTo(401);
        assertThat(ask("POST", "/audit/v1/engagements/ENG-9/lots/secret")).isEqualTo(404);
        assertThat(seen)
                .extracting(
                        one -> one.operation().id(),
                        one -> one.operation().path(),
                        one -> one.outcome().status(),
                        one -> one.outcome().problem(),
                        one -> one.outcome().code())
                .containsExactly(
                        tuple("discover", "/.well-known/remote-audit", 200, null, null),
                        tuple(
                                "getRecord",
                                "/audit/v1/engagements/{engagement}/records/{record}",
                                401,
                                ProblemType.UNAUTHENTICATED,
                                "RA-0703"),
                        tuple("unknown", "/audit/v1/**", 404, ProblemType.NOT_FOUND, "RA-0701"));
    }

    @Test
    void deskIsNamedByItsPathsWithoutWhatStandsInThem() {
        StaffMember staff = StaffMember.withAllRoles("质量员");
        Answer answer = remoteAudit.desk().handle(request("GET", "/audit-desk/api/questions/Q-1/draft"), staff);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(remoteAudit
                        .desk()
                        .handle(request("GET", "/audit-desk/api/session"), staff)
                        .status())
                .isEqualTo(200);
        assertThat(seen)
                .extracting(
                        one -> one.operation().topic(), one -> one.operation().path())
                .contains(tuple("desk", "/audit-desk/api/session"))
                .allSatisfy(one -> assertThat(one.toString()).doesNotContain("Q-1"));
    }

    @Test
    void everyOperationOfTheContractIsRecognizedByItsOwnPath() {
        for (ContractOperation operation : Contract.operations()) {
            String path = operation.path().replaceAll("\\{\\w+}", "x");
            assertThat(remoteAudit.endpoint().operation(operation.method(), path))
                    .isEqualTo(new ServedOperation(operation.id(), operation.topic(), operation.path()));
        }
        assertThat(remoteAudit
                        .endpoint()
                        .operation("HEAD", "/audit/v1/engagements/E/ledger/tile/0/x001/x234/067.p/5")
                        .id())
                .isEqualTo("getTile");
        assertThat(remoteAudit
                        .endpoint()
                        .operation("GET", "/audit/v1" + "/x".repeat(5_000))
                        .id())
                .isEqualTo("unknown");
    }

    @Test
    void savesAreToldByHowTheyEnded() {
        QualityRecord record = Maker.inspection("IQC-1", "S1", "98.7").build();
        remoteAudit.records().save(record);
        remoteAudit.records().save(record);
        assertThat(saves).containsExactly(SaveObserver.Outcome.SAVED, SaveObserver.Outcome.UNCHANGED);
        assertThat(remoteAudit.ledger().awaitSequenced(Duration.ofSeconds(30))).isTrue();
        assertThat(remoteAudit.ledger().standing())
                .satisfies(standing -> assertThat(standing.waiting()).isZero())
                .satisfies(standing -> assertThat(standing.waitingSince()).isNull())
                .satisfies(standing -> assertThat(standing.newestEntry()).isPresent());
    }

    private int ask(String method, String path) {
        Answer answer = new HeldEndpoint(remoteAudit.endpoint()).handle(request(method, path));
        answer.body().close();
        return answer.status();
    }

    private static Request request(String method, String target) {
        int query = target.indexOf('?');
        return new Request(
                method,
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                Headers.none(),
                "127.0.0.1",
                true,
                InputStream.nullInputStream());
    }
}
