package io.remoteaudit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remoteaudit.api.Page;
import io.remoteaudit.ledger.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {

    private final List<Integer> asked = new ArrayList<>();

    @Test
    void allOfAListIsReadInItsOrder() {
        assertThat(Pages.all(this::page))
                .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList());
        assertThat(asked).containsExactly(0, 10, 20);
    }

    @Test
    void pageIsAskedForWhenSomebodyWantsToSeeIt() {
        assertThat(asked).isEmpty();
        assertThat(Pages.all(this::page).limit(10)).hasSize(10);
        assertThat(asked).containsExactly(0);
        assertThat(Pages.all(this::page).filter(item -> item == 12).findFirst()).contains(12);
        assertThat(asked).containsExactly(0, 0, 10);
    }

    @Test
    void pagesWithoutItemsAreNoEnd() {
        assertThat(Pages.all(cursor ->
                        cursor == null ? new Page<Integer>(List.of(), 1, "more") : new Page<>(List.of(7), 1, null)))
                .containsExactly(7);
    }

    @Test
    void listThatLeadsToItselfIsRefused() {
        assertThatThrownBy(() ->
                        Pages.all(cursor -> new Page<>(List.of(1), 1, "again")).count())
                .isInstanceOf(MalformedException.class);
    }

    private Page<Integer> page(@Nullable String cursor) {
        int first = cursor == null ? 0 : Integer.parseInt(cursor);
        asked.add(first);
        int end = Math.min(25, first + 10);
        return new Page<>(IntStream.range(first, end).boxed().toList(), 25, end == 25 ? null : String.valueOf(end));
    }
}
