package io.remoteaudit.example;

import io.remoteaudit.record.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A factory of its own for one test, in a directory of its own. */
public final class RunningFactory implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningFactory(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Before anything has happened. */
    public static RunningFactory empty(Path directory) {
        return serving(directory, 0);
    }

    /** After about so many records were made up; on a free port. Other programs are read again when a test says so. */
    public static RunningFactory serving(Path directory, int records, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--example.directory=" + directory,
                "--example.records=" + records,
                "--server.port=0",
                "--remote-audit.sources.particle-counter.every=0",
                "--remote-audit.files.strap-tester.every=0"));
        arguments.addAll(List.of(more));
        return new RunningFactory(
                new SpringApplicationBuilder(ExampleApplication.class).run(arguments.toArray(String[]::new)));
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public Records records() {
        return get(Records.class);
    }

    public long rows(String table) {
        return get(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM " + table)
                .query(Long.class)
                .single();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
