package io.remoteaudit.spring;

import com.fasterxml.jackson.databind.JsonNode;
import io.remoteaudit.ledger.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Writes the table of properties from the metadata that the build makes of their Javadoc. Of what stands in lists and maps
 * the metadata says nothing; there the records themselves are asked, and their Javadoc.
 */
final class ConfigurationTable {

    static final Path FILE = Path.of("CONFIGURATION.md");

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String GROUP = RemoteAuditProperties.PREFIX;
    private static final Path SOURCES = Path.of("src/main/java");

    private final Map<String, Row> rows = new TreeMap<>();

    private record Row(String values, String meaning) {}

    private ConfigurationTable() {}

    /** The file's content as it should be. */
    static String content() throws IOException, ClassNotFoundException {
        return read().text();
    }

    /** The rows for some properties, in the order given. */
    static String of(List<String> names) throws IOException, ClassNotFoundException {
        return read().table(names);
    }

    private static ConfigurationTable read() throws IOException, ClassNotFoundException {
        ConfigurationTable table = new ConfigurationTable();
        for (JsonNode property : metadata().path("properties")) {
            table.add(property);
        }
        return table;
    }

    /** The properties the metadata has. */
    static JsonNode metadata() throws IOException {
        for (URL url :
                Collections.list(ConfigurationTable.class.getClassLoader().getResources(METADATA))) {
            try (InputStream in = url.openStream()) {
                JsonNode metadata = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                if (metadata.toString().contains("\"" + GROUP + "." + "origin\"")) {
                    return metadata;
                }
            }
        }
        throw new IllegalStateException("The build made no " + METADATA + "; is its annotation processor on?");
    }

    private void add(JsonNode property) throws IOException, ClassNotFoundException {
        String name = property.path("name").asText();
        String type = property.path("type").asText();
        if (!name.startsWith(GROUP + ".")) {
            return;
        }
        rows.put(
                name,
                new Row(values(type, property), property.path("description").asText()));
        Matcher element = Pattern.compile("java\\.util\\.(List<|Map<java\\.lang\\.String,)(io\\.remoteaudit\\.\\S+)>")
                .matcher(type);
        if (element.matches()) {
            String below = name + (element.group(1).startsWith("List") ? "[0]" : ".<name>");
            addAll(below, Class.forName(element.group(2)));
        }
    }

    private void addAll(String prefix, Class<?> type) throws IOException {
        Map<String, String> meanings = meanings(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            Type generic = component.getGenericType();
            if (component.getType().isRecord()) {
                addAll(name, component.getType());
            } else if (generic instanceof ParameterizedType list
                    && list.getActualTypeArguments()[list.getActualTypeArguments().length - 1] instanceof Class<?> of
                    && of.isRecord()) {
                addAll(name + (List.class == component.getType() ? "[0]" : ".<name>"), of);
            } else {
                String otherwise = Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                        .filter(parameter -> parameter.getName().equals(component.getName()))
                        .flatMap(parameter -> Arrays.stream(parameter.getAnnotationsByType(DefaultValue.class)))
                        .map(value -> String.join(", ", value.value()))
                        .collect(Collectors.joining());
                rows.put(
                        name,
                        new Row(
                                choices(component.getType(), otherwise),
                                meanings.getOrDefault(component.getName(), "")));
            }
        }
    }

    /** What the Javadoc of a record says of its components. */
    private static Map<String, String> meanings(Class<?> type) throws IOException {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        String source = Files.readString(SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        int record = Math.max(0, source.indexOf("record " + type.getSimpleName() + "("));
        String javadoc = source.substring(source.lastIndexOf("/**", record), record);
        Map<String, String> meanings = new TreeMap<>();
        Matcher parameter = Pattern.compile("@param (\\w+) ((?:(?!@param|\\*/).)*)", Pattern.DOTALL)
                .matcher(javadoc);
        while (parameter.find()) {
            meanings.put(
                    parameter.group(1),
                    parameter.group(2).replaceAll("\\s*\\n\\s*\\*\\s*", " ").strip());
        }
        return meanings;
    }

    private static String values(String type, JsonNode property) {
        JsonNode value = property.path("defaultValue");
        String otherwise = value.isArray() ? join(value) : value.asText();
        try {
            return choices(Class.forName(type), otherwise);
        } catch (ClassNotFoundException e) {
            return otherwise; // A list or a map, which is no class by itself.
        }
    }

    private static String join(JsonNode values) {
        return Json.write(values).replaceAll("[\\[\\]\"]", "").replace(",", ", ");
    }

    private static String choices(Class<?> type, String otherwise) {
        if (!type.isEnum()) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .map(name -> name.equals(otherwise) ? name + " (default)" : name)
                .collect(Collectors.joining(", "));
    }

    private String table(List<String> names) {
        StringBuilder table = new StringBuilder("| property | default | meaning |\n| --- | --- | --- |\n");
        for (String name : names) {
            Row row = rows.get(name);
            if (row == null) {
                throw new IllegalStateException("There is no property " + name + " for README to show");
            }
            table.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(row.values().isEmpty() ? "" : "`" + row.values() + "`")
                    .append(" | ")
                    .append(row.meaning().replace("|", "\\|"))
                    .append(" |\n");
        }
        return table.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Every property of the Spring Boot starter. A property that is not here is refused at start, with the nearest
                one that is. Where a bean of the host's says the same, its property's description names it.

                """);
        return text.append(table(List.copyOf(rows.keySet())))
                .append("""

                Made from the properties' own descriptions; renew it with

                ```sh
                """)
                .append(ConfigurationTableTest.RENEW)
                .append("\n```\n")
                .toString();
    }
}
