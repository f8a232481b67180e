package io.remoteaudit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.remoteaudit.Inspections;
import io.remoteaudit.RemoteAudit;
import io.remoteaudit.ledger.Disclosure;
import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.ErasureException;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedRecordTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PERSON = "QuetzalcoatlusNorthropi";
    private static final ErasureGrounds GROUNDS =
            new ErasureGrounds("GDPR Art. 17(1)(a)", "no longer necessary", "data protection officer");

    @TempDir
    private Path directory;

    private RemoteAudit remoteAudit;

    @BeforeEach
    void open() {
        remoteAudit = RemoteAudit.builder(directory, "test.example/audit").open();
        QualityRecord first =
                Inspections.of("IQC-1", "98.7").performedBy(PERSON, "inspector").build();
        remoteAudit.records().save(first);
        remoteAudit
                .records()
                .save(first.nextVersion("wrong lot", new Person("W", null)).build());
        remoteAudit.records().save(Inspections.of("IQC-2", "98.7").build());
        settle();
    }

    @AfterEach
    void close() {
        remoteAudit.close();
    }

    @Test
    void erasedPersonIsNoLongerFoundWhileTheRecordIs() {
        assertThat(find(PERSON, Long.MAX_VALUE)).containsExactly("IQC-1");
        erase("performedBy");
        settle();
        assertThat(find(PERSON, Long.MAX_VALUE)).isEmpty();
        assertThat(find("IQC-1", Long.MAX_VALUE)).containsExactly("IQC-1");
        assertThat(find("BFE>98", Long.MAX_VALUE)).containsExactlyInAnyOrder("IQC-1", "IQC-2");
        // At an earlier size too: looking back must not bring it back.
        assertThat(find(PERSON, 2)).isEmpty();
        assertThat(find("IQC-1", 1)).containsExactly("IQC-1");
    }

    @Test
    void makersOwnViewSaysWhatWasErased() {
        erase("performedBy");
        for (RecordVersion version : remoteAudit.records().versions("IQC-1")) {
            assertThat(version.erased()).containsExactly("performedBy");
            assertThat(version.record().performedBy().name()).isEqualTo(RecordVersion.ERASED);
        }
        assertThat(remoteAudit.records().find("IQC-2").orElseThrow().erased()).isEmpty();
    }

    @Test
    void auditorSeesThatAFieldWasErasedAndWhy() {
        erase("performedBy");
        settle();
        long size = remoteAudit.ledger().size();
        RecordView view = remoteAudit
                .scopedRecords()
                .find(Scope.everything(), "IQC-1", size)
                .orElseThrow();
        assertThat(view.hidden()).isEqualTo(1);
        assertThat(remoteAudit.scopedRecords().erasures(Scope.everything(), "IQC-1", size))
                .singleElement()
                .satisfies(erasure -> assertThat(erasure.grounds()).isEqualTo(GROUNDS));
        Scope elsewhere = new Scope(
                Selection.of("nowhere"),
                Selection.everything(),
                Selection.everything(),
                Selection.everything(),
                Selection.everything(),
                null,
                null,
                new TreeSet<>());
        assertThat(remoteAudit.scopedRecords().erasures(elsewhere, "IQC-1", size))
                .isEmpty();
        assertThat(remoteAudit.scopedRecords().erasures(Scope.everything(), "IQC-1", 3))
                .isEmpty();
    }

    @Test
    void fieldsThatDecideWhoSeesARecordAndMeasurementsCannotBeErased() {
        for (String field :
                List.of("type", "site", "lots", "occurredAt", "measurements/0", "attachments/0", "nosuch")) {
            assertThatThrownBy(() -> erase(field))
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            refused -> assertThat(refused.code()).isEqualTo("RA-0251"))
                    .hasMessageContaining("'" + field + "'");
        }
        assertThatThrownBy(() -> remoteAudit.records().erase("NONE", new TreeSet<>(List.of("title")), GROUNDS))
                .hasMessageContaining("'NONE'");
    }

    @Test
    void nothingInTheDirectoryHoldsWhatWasErased() {
        Disclosure disclosure =
                remoteAudit.ledger().find(EntryKind.RECORD, "IQC-1", 1).orElseThrow().disclosures().stream()
                        .filter(candidate -> candidate.name().equals("performedBy"))
                        .findFirst()
                        .orElseThrow();
        assertThat(holds(disclosure.encoded())).isTrue();
        assertThat(holds(PERSON)).isTrue();
        erase("performedBy");
        settle();
        assertThat(holds(disclosure.encoded())).isFalse();
        // The index drops it with its next commit, which comes by itself.
        await().atMost(LONG).until(() -> !holds(PERSON) && !holds(PERSON.toLowerCase(Locale.ROOT)));
    }

    private void erase(String field) {
        remoteAudit.records().erase("IQC-1", new TreeSet<>(List.of(field)), GROUNDS);
    }

    private void settle() {
        assertThat(remoteAudit.ledger().awaitSequenced(LONG)).isTrue();
        assertThat(remoteAudit.search().awaitIndexed(remoteAudit.ledger().size(), LONG))
                .isTrue();
    }

    private List<String> find(String query, long ledgerSize) {
        SearchRequest request = SearchRequest.of(Scope.everything(), query);
        if (ledgerSize < Long.MAX_VALUE) {
            request = new SearchRequest(
                    request.scope(),
                    request.query(),
                    request.filters(),
                    request.sort(),
                    request.facets(),
                    request.limit(),
                    null,
                    OptionalLong.of(ledgerSize));
        }
        return remoteAudit.search().search(request).hits().stream()
                .map(SearchHit::id)
                .toList();
    }

    private boolean holds(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return all.contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            // Merging removes files while they are listed.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
