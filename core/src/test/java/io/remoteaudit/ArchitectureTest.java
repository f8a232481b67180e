package io.remoteaudit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Holds the packages of core to the arrows and names the architecture gives them. */
@AnalyzeClasses(packages = "io.remoteaudit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.remoteaudit";

    /** Each concept with the concepts it knows directly; what those know, it may use too. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            entry("store", Set.of()),
            entry("standard", Set.of()),
            entry("ledger", Set.of("store")),
            entry("timestamp", Set.of("ledger")),
            entry("demonstration", Set.of("store")),
            entry("check", Set.of("ledger", "timestamp", "search")),
            entry("record", Set.of("ledger", "standard")),
            entry("feed", Set.of("record", "ledger", "standard")),
            entry("search", Set.of("record", "ledger", "trace")),
            entry("trace", Set.of("record", "ledger")),
            entry("coverage", Set.of("record", "standard", "search")),
            entry("sampling", Set.of("engagement", "search", "ledger")),
            entry("identity", Set.of("ledger")),
            entry("engagement", Set.of("identity", "record", "ledger")),
            entry("question", Set.of("engagement", "record", "ledger")),
            entry("finding", Set.of("engagement", "question", "sampling", "ledger")),
            entry("consent", Set.of("engagement", "ledger")),
            entry("preparation", Set.of("engagement", "record", "standard", "ledger")),
            entry("access", Set.of("engagement", "record", "ledger")),
            entry(
                    "export",
                    Set.of("standard", "search", "trace", "coverage", "sampling", "finding", "access", "timestamp")),
            entry(
                    "api",
                    Set.of(
                            "standard",
                            "search",
                            "trace",
                            "coverage",
                            "sampling",
                            "finding",
                            "preparation",
                            "consent",
                            "access",
                            "export")),
            entry("endpoint", Set.of("api", "check", "feed")),
            entry("client", Set.of("api", "ledger")));

    @ArchTest
    static final ArchRule packagesKnowOnlyWhatTheArchitectureLetsThemKnow = classes()
            .that()
            .resideInAPackage(ROOT + ".(*)..")
            .should(onlyKnowWhatTheirConceptKnows())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule coreKnowsNoSpring =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..");

    @ArchTest
    static final ArchRule theVerifierReachesNeitherIndexNorDatabaseNorNetwork = classes()
            .that()
            .haveFullyQualifiedName("io.remoteaudit.export.VerifyMain")
            .should(reachNothingOf(
                    "org.apache.lucene",
                    "org.sqlite",
                    "com.zaxxer",
                    "java.sql",
                    "javax.sql",
                    "okhttp3",
                    "kotlin",
                    "org.slf4j",
                    "com.networknt",
                    "java.net",
                    "com.sun.net",
                    "org.springframework"));

    @ArchTest
    static final ArchRule logsGoThroughSlf4j =
            noClasses().should().accessClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule onlyACommandWritesToTheConsole = noClasses()
            .that(areNoCommand())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule theHostsSecurityProvidersStayAsTheyAre = noClasses()
            .should()
            .callMethod(Security.class, "addProvider", Provider.class)
            .orShould()
            .callMethod(Security.class, "insertProviderAt", Provider.class, int.class);

    @ArchTest
    static final ArchRule packagesAreNamedAfterConcepts =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper..");

    @ArchTest
    static final ArchRule publicTypesAreNamedAfterConcepts = classes()
            .that()
            .arePublic()
            .should()
            .haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils|Data|Info|Base)");

    @ArchTest
    static final ArchRule packagesSayWhereNullMayCross = classes().should(resideInANullMarkedPackage());

    private static DescribedPredicate<JavaClass> areNoCommand() {
        return DescribedPredicate.describe(
                "have no main method",
                type -> type.tryGetMethod("main", String[].class).isEmpty());
    }

    /** Follows every use from class to class inside our own packages, as the making of the verifier's jar does. */
    private static ArchCondition<JavaClass> reachNothingOf(String... packages) {
        return new ArchCondition<>("reach nothing of " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<JavaClass> seen = new HashSet<>(Set.of(type));
                Deque<JavaClass> open = new ArrayDeque<>(seen);
                while (!open.isEmpty()) {
                    for (Dependency use : open.remove().getDirectDependenciesFromSelf()) {
                        JavaClass target = use.getTargetClass().getBaseComponentType();
                        for (String name : packages) {
                            if (target.getPackageName().equals(name)
                                    || target.getPackageName().startsWith(name + ".")) {
                                events.add(SimpleConditionEvent.violated(target, use.getDescription()));
                            }
                        }
                        if (target.getPackageName().startsWith(ROOT) && seen.add(target)) {
                            open.add(target);
                        }
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> onlyKnowWhatTheirConceptKnows() {
        return new ArchCondition<>("only know what the architecture lets their concept know") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String concept = concept(type);
                if (!KNOWS.containsKey(concept)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package the architecture does not have: " + concept));
                    return;
                }
                Set<String> known = reach(concept);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (!mayUse(known, dependency.getTargetClass())) {
                        events.add(SimpleConditionEvent.violated(
                                type, "." + concept + " does not know this: " + dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayUse(Set<String> known, JavaClass target) {
        JavaClass type = target.getBaseComponentType();
        if (type.getPackageName().equals(ROOT)) {
            return type.isEquivalentTo(RemoteAuditException.class);
        }
        return !type.getPackageName().startsWith(ROOT + ".") || known.contains(concept(type));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package that is not @NullMarked"));
                }
            }
        };
    }

    private static String concept(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static Set<String> reach(String concept) {
        Set<String> reached = new HashSet<>();
        reach(concept, reached);
        return reached;
    }

    private static void reach(String concept, Set<String> reached) {
        if (reached.add(concept)) {
            KNOWS.get(concept).forEach(known -> reach(known, reached));
        }
    }
}
