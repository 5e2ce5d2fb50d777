package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.json.Json;
import io.callarchive.local.simulator.SimulatorAnswer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment ends with: {@code infra/first-day.sh} on the packaged app. Only the Azure CLI is a stand-in. */
class FirstDayIT extends HttpCaller {
    private static final String ADDRESS = "https://func.example";

    private record Said(int exitCode, String output) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void needsBash() {
        assumeThat(File.separatorChar).as("scripts for bash").isEqualTo('/');
    }

    @Test
    void aDeploymentEndsWithADayThatIsArchivedAndAgainDoesNoHarm() throws Exception {
        Said first = firstDay();
        assertThat(first.exitCode()).as(first.output()).isZero();
        for (CallLog log : CallLog.values()) {
            ArchiveDay day = new ArchiveDay(log, yesterday);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(first.output())
                    .containsPattern(
                            log.label() + " +provisional, " + app.lines(day).size() + " rows");
        }
        assertThat(first.output())
                .contains("Archived: " + yesterday + ".")
                .contains("Status page: " + ADDRESS + "/api/archive?code=<key>")
                .containsPattern("Health: +(pass|warn), " + ADDRESS + "/api/health")
                .containsPattern("Next night: +\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d");
        assertThat(firstDay().exitCode()).isZero();
    }

    @Test
    void aDayThatMicrosoftDoesNotHandOutIsNoSuccessAndTheReasonIsShown() throws Exception {
        azure.graph()
                .answer(request -> request.log().equals(Optional.of(CallLog.SMS))
                        ? Optional.of(SimulatorAnswer.error(request, 503, "serviceNotAvailable", "out of order"))
                        : Optional.empty());
        Said said = firstDay("--minutes", "2");
        assertThat(said.exitCode()).as(said.output()).isEqualTo(3);
        assertThat(said.output())
                .containsPattern("sms +in-progress")
                .contains(yesterday + " is not archived yet")
                .doesNotContain("Archived:");
    }

    private Said firstDay(String... arguments) throws Exception {
        Path checks = Path.of("target/infra-checks").toAbsolutePath();
        Path tenant = folder.resolve("tenant.json");
        Files.writeString(
                tenant, Json.write(Map.of("calls", List.of(), "app", Map.of("url", ADDRESS, "key", "a-key"))));
        Path az = folder.resolve("az");
        Files.writeString(az, "#!/bin/sh\nexec node '" + checks.resolve("fake-az.mjs") + "' \"$@\"\n");
        assertThat(az.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(List.of("bash", "infra/first-day.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder + File.pathSeparator + System.getenv("PATH"),
                        "FAKE_TENANT",
                        tenant.toString(),
                        "FAKE_APP",
                        app.host().address().toString(),
                        "AZURE_FUNCTION_NAME",
                        "func",
                        "AZURE_RESOURCE_GROUP",
                        "rg",
                        "AZURE_FUNCTION_URL",
                        ADDRESS,
                        "RETRY_PAUSE_SECONDS",
                        "1"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), output);
    }
}
