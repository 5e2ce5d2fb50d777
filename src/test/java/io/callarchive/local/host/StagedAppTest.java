package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedAppTest {
    private static final Map<String, String> SETTINGS = Map.of("WORK_QUEUE", "work", "TICK_SCHEDULE", "0 0 4 * * *");
    private static final String SAY_WHO = """
            private final String who;
            public Work(String who) { this.who = who; }
            public void run(@QueueTrigger(name = "message", queueName = "%WORK_QUEUE%") String message,
                    ExecutionContext context) {
                context.getLogger().info("made by " + who);
            }""";
    private static final String INJECTOR = """
            public class Maker implements FunctionInstanceInjector {
                public <T> T getInstance(Class<T> type) throws Exception {
                    return type.getConstructor(String.class).newInstance("the injector");
                }
            }""";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.junit.jupiter.api.Test",
                "io.callarchive.local.host.LocalHost",
                "com.azure.storage.queue.QueueClient",
                "com.fasterxml.jackson.databind.ObjectMapper"
            })
    void theAppSeesNothingOfTheHost(String className) {
        try (StagedApp app = workApp().load(SETTINGS)) {
            assertThatThrownBy(() -> app.classLoader().loadClass(className)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ExecutionContext.class, QueueTrigger.class, Gson.class})
    void theAppSharesWhatTheWorkerShares(Class<?> shared) throws Exception {
        try (StagedApp app = workApp().load(SETTINGS)) {
            assertThat(app.classLoader().loadClass(shared.getName())).isSameAs(shared);
        }
    }

    @Test
    void resolvesSettingsInBindings() {
        try (StagedApp app = workApp().load(SETTINGS)) {
            assertThat(app.functions())
                    .extracting(StagedFunction::trigger)
                    .containsExactly(new Trigger.Queue("work", "AzureWebJobsStorage"));
        }
    }

    @Test
    void disablesOnlyTheFunctionWhoseSettingIsMissing() {
        TinyApp both = workApp().function("Tick", TinyFunctions.TIMER, TinyFunctions.TICK);

        try (StagedApp app = both.load(Map.of("WORK_QUEUE", "work"))) {
            assertThat(app.functions()).extracting(StagedFunction::name).containsExactly("Work");
            assertThat(app.problems())
                    .containsExactly("Tick is disabled: %TICK_SCHEDULE% does not resolve: there is no app setting"
                            + " TICK_SCHEDULE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"strategy\":\"exponentialBackoff\",\"maxRetryCount\":2,\"minimumInterval\":\"00:00:01\"}",
                "{\"strategy\":\"fixedDelay\",\"delayInterval\":\"00:00:01\"}",
                "{\"strategy\":\"fixedDelay\",\"maxRetryCount\":2,\"delayInterval\":\"a while\"}"
            })
    void disablesATimerThatWantsToBeTriedAgainInAWayThatIsUnknown(String retry) {
        try (StagedApp app = TinyApp.in(temporary)
                .function("Tick", TinyFunctions.TIMER, TinyFunctions.TICK, ", \"retry\": " + retry)
                .load(SETTINGS)) {
            assertThat(app.functions()).isEmpty();
            assertThat(app.problems()).singleElement().asString().startsWith("Tick is disabled: ");
        }
    }

    @Test
    void knowsHowOftenATimerIsTriedAgain() {
        try (StagedApp app = TinyApp.in(temporary)
                .function("Tick", TinyFunctions.TIMER, TinyFunctions.TICK, TinyFunctions.TWICE_AGAIN)
                .load(SETTINGS)) {
            assertThat(app.functions().get(0).trigger())
                    .isInstanceOfSatisfying(
                            Trigger.Timer.class,
                            timer -> assertThat(timer.retries()).isEqualTo(new Retries(2, Duration.ofSeconds(2))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public void run(@QueueTrigger(name = \"message\", queueName = \"q\") byte[] message) {}",
                "public void run(String message) {}",
                "public void run(@HttpTrigger(name = \"r\") HttpRequestMessage<String> request) {}",
                "public void run() {} public void run(ExecutionContext context) {}",
                "void run() {}"
            })
    void disablesAFunctionThatTheWorkerCouldNotCall(String method) {
        try (StagedApp app = TinyApp.in(temporary)
                .function("Work", TinyFunctions.QUEUE, method)
                .load(SETTINGS)) {
            assertThat(app.functions()).isEmpty();
            assertThat(app.problems()).singleElement().asString().startsWith("Work is disabled: ");
        }
    }

    @Test
    void takesObjectsFromTheInjector() {
        TinyApp injected = TinyApp.in(temporary)
                .function("Work", TinyFunctions.QUEUE, SAY_WHO)
                .type("Maker", INJECTOR)
                .injectors("Maker");

        try (StagedApp app = injected.load(SETTINGS)) {
            invoke(app);
        }

        assertThat(lines).first().asString().endsWith(" INFO Work made by the injector");
    }

    @Test
    void refusesTwoInjectors() {
        TinyApp injected = TinyApp.in(temporary)
                .function("Work", TinyFunctions.QUEUE, SAY_WHO)
                .type("Maker", INJECTOR)
                .type("Maker2", INJECTOR.replace("Maker", "Maker2"))
                .injectors("Maker", "Maker2");

        try (StagedApp app = injected.load(SETTINGS)) {
            assertThat(app.functions()).isEmpty();
            assertThat(app.problems()).singleElement().asString().contains("more than one");
        }
    }

    @Test
    void makesAnObjectPerInvocationWithoutAnInjector() {
        TinyApp counting = TinyApp.in(temporary).function("Work", TinyFunctions.QUEUE, """
                        private int count;
                        public void run(@QueueTrigger(name = "message", queueName = "q") String message,
                                ExecutionContext context) {
                            context.getLogger().info("count " + ++count);
                        }""");

        try (StagedApp app = counting.load(SETTINGS)) {
            invoke(app);
            invoke(app);
        }

        assertThat(lines).filteredOn(line -> line.endsWith("count 1")).hasSize(2);
    }

    @Test
    void runsAFunctionWithTheAppsContextClassLoader() {
        TinyApp looking = TinyApp.in(temporary).function("Work", TinyFunctions.QUEUE, """
                        public void run(@QueueTrigger(name = "message", queueName = "q") String message,
                                ExecutionContext context) {
                            context.getLogger().info("same "
                                    + (Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()));
                        }""");

        try (StagedApp app = looking.load(SETTINGS)) {
            invoke(app);
        }

        assertThat(lines).first().asString().endsWith("same true");
    }

    @Test
    void refusesAFolderThatIsNoStagedApp() {
        assertThatThrownBy(() -> StagedApp.load(temporary, new SettingExpressions(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mvn package");
    }

    private TinyApp workApp() {
        return TinyApp.in(temporary).function("Work", TinyFunctions.QUEUE, TinyFunctions.WORK);
    }

    private void invoke(StagedApp app) {
        Invoker invoker = new Invoker(new HostLog(Clock.systemUTC(), lines::add, true));
        assertThat(app.problems()).isEmpty();
        assertThat(invoker.invoke(app.functions().get(0), "hello").succeeded()).isTrue();
    }
}
