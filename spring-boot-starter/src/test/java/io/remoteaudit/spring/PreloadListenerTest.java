package io.remoteaudit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

class PreloadListenerTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void springBootFindsTheListener() {
        List<String> listeners =
                SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(ApplicationListener.class)
                        .stream()
                        .map(listener -> listener.getClass().getName())
                        .toList();
        assertThat(listeners).contains(PreloadListener.class.getName());
    }

    @Test
    void hostThatDoesNotOpenTheModuleLoadsNothing() {
        assertThat(PreloadListener.opens(environment)).isFalse();
        environment.setProperty("remote-audit.origin", "host.example/audit");
        assertThat(PreloadListener.opens(environment)).isTrue();
        environment.setProperty("remote-audit.enabled", "FALSE");
        assertThat(PreloadListener.opens(environment)).isFalse();
    }

    @Test
    void nativeLibraryIsLoadedWhereTheEmbeddedDatabaseWillBeUsed() {
        assertThat(PreloadListener.inEmbeddedDatabase(environment)).isTrue();
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://localhost/qms");
        assertThat(PreloadListener.inEmbeddedDatabase(environment)).isFalse();
        environment.setProperty("remote-audit.data-source", "embedded");
        assertThat(PreloadListener.inEmbeddedDatabase(environment)).isTrue();
        environment.setProperty("remote-audit.data-source", "qms");
        assertThat(PreloadListener.inEmbeddedDatabase(environment)).isFalse();
    }
}
