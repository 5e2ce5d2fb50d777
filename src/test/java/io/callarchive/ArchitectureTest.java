package io.callarchive;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;

/** The arrows between the packages, and what only the wiring may do. */
@AnalyzeClasses(packages = "io.callarchive", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final PackageArrows ARROWS = PackageArrows.allowed();

    @ArchTest
    static void eachPackageUsesOnlyWhatItMay(JavaClasses classes) {
        assertThat(ARROWS.objections(classes)).isEmpty();
    }

    @ArchTest
    static void anArrowThatIsNotAllowedIsAnObjection(JavaClasses classes) {
        PackageArrows stricter = ARROWS.without("pages", "dayfile");
        assertThat(stricter.objections(classes)).anyMatch(text -> text.startsWith("pages uses dayfile"));
    }

    @ArchTest
    static void anAllowedArrowThatNobodyUsesIsAnObjection(JavaClasses classes) {
        PackageArrows wider = ARROWS.with("schema", "retry");
        assertThat(wider.objections(classes))
                .containsExactly("schema does not use retry, so it need not be allowed to");
    }

    @ArchTest
    static void aCircleIsAnObjection(JavaClasses classes) {
        PackageArrows circle = ARROWS.with("dayfile", "plan");
        assertThat(circle.objections(classes)).anyMatch(text -> text.startsWith("a circle"));
    }

    @ArchTest
    static void theArchitecturePageDrawsThem(JavaClasses classes) throws IOException {
        String page = Files.readString(Path.of(".github/ARCHITECTURE.md"));
        assertThat(PackageArrows.drawnIn(page)).isEqualTo(ARROWS.withoutThoseOfTheWiringAndToTheWords());
    }

    @ArchTest
    static final ArchRule theDomainIsPlainJava = classes()
            .that()
            .resideInAnyPackage(PackageArrows.names(
                    "", "dayfile", "retention", "retry", "text", "pages", "check", "plan", "status", "evidence"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.callarchive..", "java..", "org.jspecify.."));

    @ArchTest
    static void theRootHasOnlyWords(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().equals("io.callarchive") && type.isTopLevelClass()))
                .hasSizeLessThanOrEqualTo(15);
    }

    @ArchTest
    static final ArchRule onlyTheWiringReadsTheMachine = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.callarchive.app.Wiring")
            .and()
            .doNotHaveFullyQualifiedName("io.callarchive.person.PersonRows")
            .and()
            .doNotHaveFullyQualifiedName("io.callarchive.cli.Callarchive")
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
