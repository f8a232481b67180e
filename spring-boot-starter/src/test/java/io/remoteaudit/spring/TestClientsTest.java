package io.remoteaudit.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the tests to one client, which holds what it is answered to the contract. */
@AnalyzeClasses(packages = "io.remoteaudit.spring", importOptions = ImportOption.OnlyIncludeTests.class)
class TestClientsTest {

    @ArchTest
    static final ArchRule onlyTheTestHostSendsRequests = noClasses()
            .that()
            .doNotBelongToAnyOf(TestHost.class)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.HttpURLConnection")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "org.springframework.web.client..", "org.springframework.boot.test.web..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.remoteaudit.client..");
}
