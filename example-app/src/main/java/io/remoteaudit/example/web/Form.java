package io.remoteaudit.example.web;

import io.remoteaudit.example.factory.Material;
import io.remoteaudit.example.factory.Product;
import io.remoteaudit.example.factory.Site;
import java.util.Arrays;
import java.util.List;

/**
 * A form as the screen shows it.
 *
 * @param action the last part of the address it is sent to
 * @param fields what it asks for
 */
record Form(String action, List<Field> fields) {

    Form {
        fields = List.copyOf(fields);
    }

    /**
     * A field of a form.
     *
     * @param name its name
     * @param type text, number, lines or choice
     * @param choices what may be chosen; empty unless a choice
     */
    record Field(String name, String type, List<String> choices) {

        Field {
            choices = List.copyOf(choices);
        }
    }

    static Form of(String action, Field... fields) {
        return new Form(action, List.of(fields));
    }

    static Field text(String name) {
        return new Field(name, "text", List.of());
    }

    static Field number(String name) {
        return new Field(name, "number", List.of());
    }

    static Field lines(String name) {
        return new Field(name, "lines", List.of());
    }

    static Field choice(String name, String... choices) {
        return new Field(name, "choice", List.of(choices));
    }

    static Field site() {
        return choice("site", names(Site.values()));
    }

    static Field product() {
        return choice("product", names(Product.values()));
    }

    static Field material() {
        return choice("material", names(Material.values()));
    }

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }
}
