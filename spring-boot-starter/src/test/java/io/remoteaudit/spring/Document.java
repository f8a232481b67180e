package io.remoteaudit.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

/** A page of the documentation, whose samples are run as they stand there. */
record Document(String text) {

    private static final Path README = Path.of("../README.md");

    static Document readme() throws IOException {
        return of(README);
    }

    static Document feeding() throws IOException {
        return of(Path.of("../core/FEEDING.md"));
    }

    /** What stands between the marks that say which test makes it. */
    String made(String by) {
        return text.substring(text.indexOf(mark(by)) + mark(by).length(), end(by));
    }

    /** Puts something else between the marks in README. */
    static void renewReadme(String by, String made) throws IOException {
        Document readme = readme();
        String text = readme.text();
        Files.writeString(
                README,
                text.substring(0, text.indexOf(mark(by)) + mark(by).length()) + made + text.substring(readme.end(by)));
    }

    private int end(String by) {
        int mark = text.indexOf(mark(by));
        if (mark < 0) {
            throw new IllegalStateException("There is no line " + mark(by));
        }
        return text.indexOf("<!-- end -->", mark);
    }

    private static String mark(String by) {
        return "<!-- made by " + by + " -->\n";
    }

    private static Document of(Path file) throws IOException {
        return new Document(Files.readString(file).replace("\r\n", "\n"));
    }

    /** The samples in a language, in their order. */
    List<String> samples(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(sample -> sample.group(1))
                .toList();
    }

    /** What a sample in YAML says, as properties. */
    static Map<String, String> properties(String yaml) throws IOException {
        var loaded = new YamlPropertySourceLoader()
                .load("sample", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .get(0);
        Map<String, String> properties = new TreeMap<>();
        for (String name : ((EnumerablePropertySource<?>) loaded).getPropertyNames()) {
            properties.put(name, String.valueOf(loaded.getProperty(name)));
        }
        return properties;
    }
}
