package io.remoteaudit.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.remoteaudit.client.AuditClient;
import okhttp3.OkHttpClient;

/** Keeps the tests to clients that hold what they are answered to the contract. */
@AnalyzeClasses(packages = "io.remoteaudit.spring", importOptions = ImportOption.OnlyIncludeTests.class)
class TestClientsTest {

    @ArchTest
    static final ArchRule onlyHeldHttpOpensClients = noClasses()
            .should()
            .callMethod(AuditClient.Builder.class, "open")
            .orShould()
            .callConstructor(OkHttpClient.class)
            .orShould()
            .callConstructor(OkHttpClient.Builder.class);

    /** What asks a body's own provider for a token does not ask the endpoint. */
    @ArchTest
    static final ArchRule otherRequestsAreSentByTheTestHostOnly = noClasses()
            .that()
            .doNotBelongToAnyOf(TestHost.class, AuthorizationServer.class)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.HttpURLConnection")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web.client..", "org.springframework.boot.test.web..");
}
