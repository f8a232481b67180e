package io.remoteaudit.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is run once on each database. It and its class's {@code BeforeEach} may take a {@link TestDatabase}, which
 * is the same one for both. A database whose server is not installed fails the test.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(DatabaseInvocations.class)
public @interface EachDatabase {

    /** Which ones, where a test is about something not all of them have. */
    TestDatabase.Kind[] value() default {
        TestDatabase.Kind.SQLITE, TestDatabase.Kind.POSTGRESQL, TestDatabase.Kind.MARIADB
    };
}
