package io.remoteaudit.example;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.remoteaudit.client.AuditClient;
import io.remoteaudit.example.web.ScreensTest;
import okhttp3.OkHttpClient;

/** Keeps the tests to one client of the audit endpoint, which holds what it is answered to the contract. */
@AnalyzeClasses(packages = "io.remoteaudit.example", importOptions = ImportOption.OnlyIncludeTests.class)
class TestClientsTest {

    @ArchTest
    static final ArchRule onlyHeldHttpOpensClients = noClasses()
            .should()
            .callMethod(AuditClient.Builder.class, "open")
            .orShould()
            .callConstructor(OkHttpClient.class)
            .orShould()
            .callConstructor(OkHttpClient.Builder.class);

    /** The screens are the factory's own, for a person with cookies. */
    @ArchTest
    static final ArchRule otherClientsAreForTheFactorysScreensOnly = noClasses()
            .that()
            .doNotBelongToAnyOf(ScreensTest.class)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.HttpURLConnection");
}
