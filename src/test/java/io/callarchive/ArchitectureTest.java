package io.callarchive;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;

/** The arrows between the packages, and what only the wiring may do. */
@AnalyzeClasses(packages = "io.callarchive", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.callarchive";
    private static final String GRAPH = "io.callarchive.graph";
    private static final String LAKE = "io.callarchive.lake";
    private static final String QUEUE = "io.callarchive.queue";
    private static final String SCHEMA = "io.callarchive.schema";
    private static final String WEB = "io.callarchive.web";
    private static final String APP = "io.callarchive.app";
    private static final String PERSON = "io.callarchive.person";

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(ROOT, "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule graphKnowsTheDomainOnly = noClasses()
            .that()
            .resideInAPackage(GRAPH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAKE, QUEUE, SCHEMA, WEB, APP, PERSON);

    @ArchTest
    static final ArchRule lakeKnowsTheDomainOnly = noClasses()
            .that()
            .resideInAPackage(LAKE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GRAPH, QUEUE, SCHEMA, WEB, APP, PERSON);

    @ArchTest
    static final ArchRule queueKnowsTheDomainOnly = noClasses()
            .that()
            .resideInAPackage(QUEUE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GRAPH, LAKE, SCHEMA, WEB, APP, PERSON);

    @ArchTest
    static final ArchRule schemaKnowsTheDomainOnly = noClasses()
            .that()
            .resideInAPackage(SCHEMA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GRAPH, LAKE, QUEUE, WEB, APP, PERSON);

    @ArchTest
    static final ArchRule webKnowsTheDomainOnly = noClasses()
            .that()
            .resideInAPackage(WEB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GRAPH, LAKE, QUEUE, SCHEMA, APP, PERSON);

    @ArchTest
    static final ArchRule aPersonsRowsNeedNoFunction = noClasses()
            .that()
            .resideInAPackage(PERSON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(QUEUE, SCHEMA, WEB, APP, "com.microsoft..");

    @ArchTest
    static final ArchRule theFunctionsLeaveAPersonsRowsAlone = noClasses()
            .that()
            .resideInAPackage(APP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PERSON);

    @ArchTest
    static final ArchRule onlyTheWiringReadsTheMachine = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(APP + ".Wiring")
            .and()
            .doNotHaveFullyQualifiedName(PERSON + ".PersonRows")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule waitingIsAMessageNotASleep =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
