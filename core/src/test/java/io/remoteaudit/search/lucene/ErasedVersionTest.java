package io.remoteaudit.search.lucene;

import static io.remoteaudit.search.lucene.SearchedLedger.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.remoteaudit.ledger.EntryKind;
import io.remoteaudit.ledger.ErasureGrounds;
import io.remoteaudit.record.Person;
import io.remoteaudit.record.QualityRecord;
import io.remoteaudit.record.Scope;
import io.remoteaudit.search.SearchHit;
import io.remoteaudit.search.SearchRequest;
import io.remoteaudit.search.SearchResult;
import io.remoteaudit.search.Sort;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedVersionTest {

    private static final Person AUTHOR = new Person("王芳", null);

    @TempDir
    private Path directory;

    private SearchedLedger searched;
    private final QualityRecord first =
            record("A", "检验").performedBy("欧阳震华", null).build();
    private final QualityRecord second =
            first.nextVersion("改正", AUTHOR).title("复验").build();
    private final QualityRecord third =
            second.nextVersion("再改", AUTHOR).performedBy("王芳", null).title("三验").build();

    @BeforeEach
    void open() {
        searched = new SearchedLedger(directory);
    }

    @AfterEach
    void close() {
        searched.close();
    }

    @Test
    void versionSupersededBeforeItsErasureIsFoundAtItsSizeByTheRestAlone() {
        searched.saveAndIndex(first, second);
        erase();
        assertErased();
    }

    @Test
    void versionSupersededAfterItsErasureIsFoundAtItsSizeByTheRestAlone() {
        searched.saveAndIndex(first);
        searched.saveAndIndex(second);
        erase();
        searched.saveAndIndex(third);
        assertErased();
        assertThat(searched.find("三验")).containsExactly("A");
        assertThat(at(2, "复验")).containsExactly(2);
        assertThat(at(2, "三验")).isEmpty();
    }

    @Test
    void erasureAndLaterVersionsFollowedTogetherLeaveEachVersionOnce() {
        searched.closeIndex();
        searched.save(first);
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        searched.ledger().erase(EntryKind.RECORD, "A", new TreeSet<>(List.of("performedBy")), grounds());
        assertThat(searched.ledger().awaitSequenced(SearchedLedger.LONG)).isTrue();
        searched.save(second);
        searched.use(searched.openIndex());
        searched.awaitIndexed();
        assertThat(at(1, "")).containsExactly(1);
        assertThat(at(1, "欧阳震华")).isEmpty();
        assertThat(at(3, "")).containsExactly(2);
    }

    private void assertErased() {
        for (int reopened = 0; reopened < 2; reopened++) {
            assertThat(searched.find("欧阳震华")).isEmpty();
            assertThat(at(1, "欧阳震华")).isEmpty();
            assertThat(at(1, "检验")).containsExactly(1);
            assertThat(at(1, "")).containsExactly(1);
            assertThat(at(2, "")).containsExactly(2);
            searched.reopenIndex();
            searched.awaitIndexed();
        }
    }

    private void erase() {
        searched.ledger().erase(EntryKind.RECORD, "A", new TreeSet<>(List.of("performedBy")), grounds());
        searched.awaitIndexed();
    }

    private static ErasureGrounds grounds() {
        return new ErasureGrounds("PIPL 第47条", "离职", AUTHOR.name());
    }

    private List<Integer> at(long ledgerSize, String query) {
        SearchResult found = searched.index()
                .search(new SearchRequest(
                        Scope.everything(),
                        query,
                        List.of(),
                        Sort.RELEVANCE,
                        Set.of(),
                        10,
                        null,
                        OptionalLong.of(ledgerSize)));
        return found.hits().stream().map(SearchHit::version).toList();
    }
}
