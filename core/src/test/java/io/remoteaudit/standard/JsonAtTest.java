package io.remoteaudit.standard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JsonAtTest {

    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    @Test
    void everyErrorNamesFileAndPointer() {
        node.putArray("limits").addObject().put("value", 95);
        JsonAt limit = new JsonAt("limits.json", "", node).list("limits").get(0);
        assertThatThrownBy(() -> limit.decimal("value"))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("RA-0150: limits.json#/limits/0/value: ");
        assertThatThrownBy(() -> limit.text("id")).hasMessageContaining("limits.json#/limits/0/id: is missing");
    }

    @Test
    void memberNobodyReadsIsAnError() {
        node.put("id", "a").put("verfied", true);
        JsonAt at = new JsonAt("limits.json", "", node);
        at.text("id");
        assertThatThrownBy(at::requireAllRead).hasMessageContaining("limits.json#/verfied");
    }

    @Test
    void figureFromASecondaryPageCannotBeCalledVerified() {
        JsonAt at = new JsonAt("clauses.json", "/editions/3", node);
        assertThatThrownBy(() -> at.build(
                        () -> new Clause(new ClauseReference("A", "1"), new LocalizedText("甲", "A"), Source.S2, true)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("clauses.json#/editions/3");
    }
}
