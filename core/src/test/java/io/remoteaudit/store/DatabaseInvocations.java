package io.remoteaudit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test on each database it names, starting a server when the first test asks for it. */
final class DatabaseInvocations implements TestTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(DatabaseInvocations.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        EachDatabase wanted = context.getRequiredTestMethod().getAnnotation(EachDatabase.class);
        return Stream.of(wanted.value()).map(Invocation::new);
    }

    private record Invocation(TestDatabase.Kind kind) implements TestTemplateInvocationContext, ParameterResolver {

        @Override
        public String getDisplayName(int index) {
            return kind.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            ExtensionContext.Store store = context.getStore(NAMESPACE);
            if (kind == TestDatabase.Kind.SQLITE) {
                // Made before the database and therefore deleted after it is closed.
                Path directory = store.getOrComputeIfAbsent("directory", key -> new Directory(), Directory.class).path;
                return store.getOrComputeIfAbsent(
                        "database", key -> new TestDatabase(kind, "jdbc:sqlite:" + directory.resolve("test.db")));
            }
            return store.getOrComputeIfAbsent("database", key -> onServer(context));
        }

        private TestDatabase onServer(ExtensionContext context) {
            DatabaseServer server = context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(kind, DatabaseServer::start, DatabaseServer.class);
            return new TestDatabase(kind, server.newUrl());
        }
    }

    private static final class Directory implements ExtensionContext.Store.CloseableResource {

        private final Path path;

        Directory() {
            try {
                path = Files.createTempDirectory("remote-audit-sqlite");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
