package io.callarchive;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.simulator.GraphSimulator;
import io.callarchive.local.simulator.IdentityEndpoint;
import io.callarchive.local.storage.Azurite;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import java.util.Set;

/** What one test leaves behind, another must not find: nothing that has a state outlives a test. */
@AnalyzeClasses(packages = "io.callarchive", importOptions = ImportOption.OnlyIncludeTests.class)
class TestIsolationTest {
    private static final Set<Class<?>> STATEFUL = Set.of(
            LocalAzure.class,
            PackagedApp.class,
            GraphSimulator.class,
            IdentityEndpoint.class,
            SimulatedTenant.class,
            Azurite.class);

    /** These ask only for accounts, queues and names that they have made up themselves, each a new one. */
    private static final Set<String> FRESH_NAMES =
            Set.of("io.callarchive.local.storage.AzuriteTest", "io.callarchive.local.host.QueueListenerTest");

    @ArchTest
    static final ArchRule noTestSharesItsTenantQueuesOrContainers = noFields()
            .that(areStatic())
            .and()
            .areDeclaredInClassesThat(areNoneOf(FRESH_NAMES))
            .should()
            .haveRawType(DescribedPredicate.describe(
                    "with a state", type -> STATEFUL.stream().anyMatch(type::isEquivalentTo)));

    private static DescribedPredicate<JavaField> areStatic() {
        return DescribedPredicate.describe(
                "are static", field -> field.getModifiers().contains(JavaModifier.STATIC));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> areNoneOf(Set<String> names) {
        return DescribedPredicate.describe("are none of " + names, type -> !names.contains(type.getFullName()));
    }
}
