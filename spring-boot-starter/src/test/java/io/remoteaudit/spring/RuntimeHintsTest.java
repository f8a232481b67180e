package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A host that is processed ahead of time takes everything along that the module reads by class loader. */
class RuntimeHintsTest {

    private static final String ROOT = "io/remoteaudit/";

    @Test
    void everyResourceOfTheModuleIsTakenAlong() throws IOException {
        RuntimeHints hints = new RuntimeHints();
        new RemoteAuditRuntimeHints().registerHints(hints, getClass().getClassLoader());
        List<String> resources = resources();
        assertThat(resources).hasSizeGreaterThan(70).anyMatch(name -> name.endsWith("openapi.yaml"));
        assertThat(resources)
                .allSatisfy(name -> assertThat(name)
                        .matches(
                                path -> path.endsWith(".properties")
                                        ? RuntimeHintsPredicates.resource()
                                                .forBundle(bundle(path))
                                                .test(hints)
                                        : RuntimeHintsPredicates.resource()
                                                .forResource(path)
                                                .test(hints),
                                "is taken along"));
    }

    /** What is in core's and this module's own classes, not in their tests'. */
    private static List<String> resources() throws IOException {
        List<String> names = new ArrayList<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "**/*.*")) {
            URL url = resource.getURL();
            String path = url.toString();
            if (!path.endsWith(".class") && !path.contains("test-classes") && !path.contains("tests.jar")) {
                names.add(path.substring(path.lastIndexOf(ROOT)));
            }
        }
        return names;
    }

    private static String bundle(String path) {
        String file = String.valueOf(Path.of(path).getFileName());
        return path.substring(0, path.length() - file.length()).replace('/', '.')
                + file.substring(0, file.indexOf('_'));
    }
}
