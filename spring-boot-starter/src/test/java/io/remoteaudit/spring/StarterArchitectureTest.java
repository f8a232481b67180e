package io.remoteaudit.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.core.Ordered;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.util.ClassUtils;

/** Keeps the starter a guest that can move into other versions of Spring Boot. */
@AnalyzeClasses(packages = "io.remoteaudit.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class StarterArchitectureTest {

    /** Trap 2: its one method has another name in Spring Security 7, which a lambda cannot have. */
    @ArchTest
    static final ArchRule trap2NobodyIsAnAuthorizationManager =
            noClasses().should().beAssignableTo(AuthorizationManager.class);

    @ArchTest
    static final ArchRule trap2NobodyWritesAnAuthorizationManagerAsALambda =
            noMethods().should().haveRawReturnType(AuthorizationManager.class);

    /** Trap 3: the health types moved to another package in Spring Boot 4. */
    @ArchTest
    static final ArchRule trap3OnlyOneClassKnowsTheHealthTypesOfSpringBoot3 = noClasses()
            .that()
            .doNotBelongToAnyOf(SpringBoot3Health.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.boot.actuate.health..");

    @ArchTest
    static final ArchRule trap3OnlyOneClassKnowsTheHealthTypesOfSpringBoot4 = noClasses()
            .that()
            .doNotHaveSimpleName("SpringBoot4Health")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.boot.health.contributor..");

    /** Controllers would pass through the host's converters, interceptors and advice. */
    @ArchTest
    static final ArchRule bindingIsNoController =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.web.servlet..");

    /** A host need not have it; nothing it lacks may be asked for by what it does have. */
    @ArchTest
    static final ArchRule onlyTheMetricsKnowMicrometer = noClasses()
            .that()
            .doNotBelongToAnyOf(
                    RemoteAuditMetricsAutoConfiguration.class,
                    AuditMeters.class,
                    IndexMetrics.class,
                    LedgerMetrics.class,
                    RequestObservations.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyItsOwnClassKnowsReactorNetty = noClasses()
            .that()
            .haveNameNotMatching(".*\\.ConnectionThread(\\$Netty)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..", "io.netty..");

    @ArchTest
    static final ArchRule autoConfigurationsAreFinalAndOfferNothing = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
            .andShould()
            .bePublic();

    @Test
    void autoConfigurationsHaveNoPublicMembers() {
        for (Class<?> type : List.of(
                RemoteAuditActuatorAutoConfiguration.class,
                RemoteAuditAutoConfiguration.class,
                RemoteAuditHealthAutoConfiguration.class,
                RemoteAuditMetricsAutoConfiguration.class,
                RemoteAuditServletAutoConfiguration.class,
                RemoteAuditSecurityAutoConfiguration.class)) {
            assertThat(Arrays.stream(type.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers())))
                    .isEmpty();
            assertThat(type.getConstructors()).isEmpty();
        }
    }

    @Test
    void trap1FilterChainComesAfterEveryOtherAutoConfiguration() {
        assertThat(RemoteAuditSecurityAutoConfiguration.class
                        .getAnnotation(AutoConfigureOrder.class)
                        .value())
                .isEqualTo(Ordered.LOWEST_PRECEDENCE);
    }

    @Test
    void trap4DatabaseAutoConfigurationsOfBothGenerationsAreNamed() {
        List<String> names = List.of(RemoteAuditAutoConfiguration.class
                .getAnnotation(AutoConfiguration.class)
                .afterName());
        List<String> boot3 = names.stream()
                .filter(name -> name.startsWith("org.springframework.boot.autoconfigure."))
                .toList();
        assertThat(boot3)
                .allSatisfy(name ->
                        assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue());
        assertThat(simpleNames(names.stream().filter(name -> !boot3.contains(name))))
                .isEqualTo(simpleNames(boot3.stream()))
                .contains("DataSourceAutoConfiguration", "FlywayAutoConfiguration", "LiquibaseAutoConfiguration");
        assertThat(names).noneMatch(name -> name.contains("security"));
    }

    private static Set<String> simpleNames(Stream<String> names) {
        return names.map(name -> name.substring(name.lastIndexOf('.') + 1)).collect(Collectors.toSet());
    }
}
