package io.remoteaudit.check;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.remoteaudit.store.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a checking command was called: {@code [verify WHAT] DIRECTORY [options]}.
 *
 * @param directory the module's directory
 * @param options the options with their values
 */
record CheckCall(Path directory, Map<String, String> options) {

    CheckCall {
        options = Map.copyOf(options);
    }

    /** A call that is not of the command's form. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Reads a call.
     *
     * @param what what is verified, in the command's second word
     * @param known the options there are
     */
    static CheckCall of(String[] given, String what, Set<String> known) throws UsageException {
        Deque<String> arguments = new ArrayDeque<>(List.of(given));
        if ("verify".equals(arguments.peek())) {
            arguments.remove();
            if (!what.equals(arguments.poll())) {
                throw new UsageException("Say 'verify " + what + "' and a directory");
            }
        }
        Map<String, String> options = new HashMap<>();
        Path directory = null;
        while (!arguments.isEmpty()) {
            String argument = arguments.remove();
            if (known.contains(argument)) {
                String value = arguments.poll();
                if (value == null || options.put(argument, value) != null) {
                    throw new UsageException("Give " + argument + " once, with its value");
                }
            } else if (directory == null && !argument.startsWith("-")) {
                directory = path(argument);
            } else {
                throw new UsageException("Unknown argument '" + argument + "'");
            }
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UsageException(
                    directory == null ? "Name the module's directory" : "There is no directory " + directory);
        }
        return new CheckCall(directory, options);
    }

    @Nullable
    String option(String name) {
        return options.get(name);
    }

    /** Opens the ledger's database. */
    HikariDataSource open() throws UsageException, IOException {
        String url = option("--jdbc");
        if (url == null) {
            Path file = directory.resolve("ledger.db");
            if (!Files.isRegularFile(file)) {
                throw new UsageException("There is no ledger.db in " + directory + "; name the database with --jdbc");
            }
            return EmbeddedDatabase.open(file);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setReadOnly(true);
        config.setUsername(option("--user"));
        String passwordFile = option("--password-file");
        if (passwordFile != null) {
            config.setPassword(Files.readString(path(passwordFile)).strip());
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new UsageException("The database cannot be opened: " + e.getMessage());
        }
    }

    private static Path path(String argument) throws UsageException {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + argument + "' is no path of a file");
        }
    }
}
