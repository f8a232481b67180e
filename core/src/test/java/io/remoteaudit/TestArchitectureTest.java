package io.remoteaudit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.remoteaudit.endpoint.AuditEndpoint;
import io.remoteaudit.endpoint.HeldEndpoint;
import io.remoteaudit.endpoint.HeldEndpointTest;
import io.remoteaudit.endpoint.Request;

/** Keeps the tests to what no test should have to remember. */
@AnalyzeClasses(packages = "io.remoteaudit", importOptions = ImportOption.OnlyIncludeTests.class)
class TestArchitectureTest {

    @ArchTest
    static final ArchRule everyAnswerOfEveryTestIsHeldToTheContract = noClasses()
            .that()
            .doNotBelongToAnyOf(HeldEndpoint.class, HeldEndpointTest.class)
            .and()
            .resideOutsideOfPackage("io.remoteaudit.benchmark")
            .should()
            .callMethod(AuditEndpoint.class, "handle", Request.class)
            .because("HeldEndpoint compares each answer with openapi.yaml, and a test that asks past it does not");
}
