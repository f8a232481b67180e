package io.remoteaudit.spring;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles samples of the documentation, each in a class around it, as its reader would. */
final class CompiledSamples implements AutoCloseable {

    /** Where their classes are. */
    static final String PACKAGE = "sample";

    private final URLClassLoader classes;

    /** Compiles files, given by the names of their classes. */
    CompiledSamples(Path directory, Map<String, String> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Files.createDirectories(directory);
        List<JavaFileObject> sources = files.entrySet().stream()
                .map(file -> source(file.getKey(), file.getValue()))
                .toList();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(said, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-parameters",
                    "--release",
                    "17",
                    "-Xlint:all,-classfile,-processing",
                    "-Werror",
                    "-d",
                    directory.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            if (!compiler.getTask(null, manager, said, options, null, sources).call()) {
                throw new AssertionError("A sample of the documentation does not compile: "
                        + said.getDiagnostics().stream()
                                .map(CompiledSamples::told)
                                .toList());
            }
        }
        classes = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
    }

    private static String told(Diagnostic<?> diagnostic) {
        return diagnostic.getMessage(null) + " at " + diagnostic.getLineNumber() + " of " + diagnostic.getSource();
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + PACKAGE + "/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "package " + PACKAGE + ";\n" + text;
            }
        };
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return classes.loadClass(PACKAGE + "." + name);
    }

    /** Does what asks the thread for its class loader, as the start of a host does. */
    <T> T within(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
