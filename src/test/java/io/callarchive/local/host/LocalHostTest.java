package io.callarchive.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> ODD_JVM =
            List.of("-Duser.timezone=Pacific/Chatham", "-Duser.language=tr", "-Duser.country=TR");

    @TempDir
    private static Path temporary;

    private static Path staged;
    private static HostProcess host;

    @BeforeAll
    static void startHost() {
        staged = TinyApp.in(temporary)
                .function("Echo", TinyFunctions.HTTP, TinyFunctions.ECHO)
                .function("Setting", TinyFunctions.OPEN_HTTP, TinyFunctions.SETTING)
                .function("Tick", TinyFunctions.TIMER, TinyFunctions.TICK)
                .function("Second", TinyFunctions.EVERY_SECOND, TinyFunctions.TICK)
                .function("Stubborn", TinyFunctions.EVERY_SECOND, TinyFunctions.STUBBORN, TinyFunctions.TWICE_AGAIN)
                .function("Work", TinyFunctions.QUEUE, TinyFunctions.WORK)
                .function("Lost", TinyFunctions.QUEUE.replace("WORK_QUEUE", "NO_SUCH_SETTING"), TinyFunctions.WORK)
                .stage();
        Map<String, String> settings =
                Map.of("TICK_SCHEDULE", "0 0 0 1 1 *", "WORK_QUEUE", "work", "LOCALHOST_FUNCTION_KEY", "sesame");
        host = HostProcess.start(staged, settings, ODD_JVM, line -> {});
    }

    @AfterAll
    static void stopHost() {
        host.close();
    }

    @Test
    void handsAnHttpRequestToItsFunctionAndTheResponseBack() throws Exception {
        HttpResponse<String> response =
                send("/api/things/cup/echo?name=a%20b&name=c&code=sesame", "POST", "tea for two");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("x-kind")).contains("round trip");
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("POST cup {code=sesame, name=a b,c} tea for two");
    }

    @Test
    void givesTheFunctionItsSettingsAsEnvironmentAndNothingOfTheParents() throws Exception {
        assertThat(send("/api/Setting?name=WORK_QUEUE", "GET", "").body()).isEqualTo("work");
        Set<String> parentsOwn = new HashSet<>(System.getenv().keySet());
        parentsOwn.removeAll(HostProcess.INHERITED);

        assertThat(send("/api/setting", "GET", "").body().split(",")).noneMatch(parentsOwn::contains);
    }

    @Test
    void asksForTheFunctionKey() throws Exception {
        assertThat(send("/api/things/cup/echo", "POST", "tea").statusCode()).isEqualTo(401);
        assertThat(send("/api/things/cup/echo?code=wrong", "POST", "tea").statusCode())
                .isEqualTo(401);
    }

    @Test
    void doesNotFindAnUnknownPathOrAnotherMethod() throws Exception {
        assertThat(send("/api/nothing", "GET", "").statusCode()).isEqualTo(404);
        assertThat(send("/api/things/cup/echo?code=sesame", "PUT", "tea").statusCode())
                .isEqualTo(404);
    }

    @Test
    void answers500WithoutABodyWhenTheFunctionThrows() throws Exception {
        HttpResponse<String> response = send("/api/things/cup/echo?code=sesame", "POST", "");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEmpty();
        assertThat(host.awaitLine("ERROR Echo failed: ", PATIENCE))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z ERROR Echo failed: java.lang.IllegalStateException: no body");
    }

    @Test
    void firesATimerOnDemandAndTellsItsNextTime() {
        host.fire("Tick");

        assertThat(host.awaitLine("INFO Tick ticked with", PATIENCE))
                .contains("{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{\"Last\":")
                .contains("-01-01T00:00:00+00:00\",\"LastUpdated\"")
                .endsWith("\"IsPastDue\":false}");
        host.awaitLine("INFO Tick succeeded in ", PATIENCE);
        assertThat(host.output()).noneMatch(line -> line.contains("not for the log"));
    }

    @Test
    void firesATimerByItsSchedule() {
        assertThat(host.awaitLine("INFO Second ticked with", PATIENCE)).isNotEmpty();
    }

    @Test
    void triesATimerAgainThatFailedAsIfNoTimeHadPassed() {
        String last = host.awaitLine("Stubborn try 3 of", PATIENCE);

        List<String> tries = host.output().stream()
                .filter(line -> line.contains("Stubborn try"))
                .limit(3)
                .toList();
        assertThat(tries).last().isEqualTo(last);
        assertThat(tries).allMatch(line -> line.endsWith(last.substring(last.indexOf(" of "))));
        assertThat(host.output())
                .filteredOn(line -> line.endsWith("Stubborn is tried again in PT2S"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void goesBackToTheScheduleWhenATimerHasFailedOftenEnough() {
        assertThat(host.awaitLine("Stubborn try 4 of", PATIENCE)).isNotEmpty();
    }

    @Test
    void firesAQueueFunctionOnDemand() throws Exception {
        HttpResponse<String> response = send("/admin/functions/Work", "POST", "{\"input\":\"çay\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(host.awaitLine("INFO Work got ", PATIENCE)).endsWith("got çay");
    }

    @Test
    void refusesToFireWhatIsNotThere() throws Exception {
        assertThatThrownBy(() -> host.fire("Nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("404");
        assertThat(send("/admin/functions/Echo", "POST", "{}").statusCode()).isEqualTo(400);
        assertThat(send("/admin/functions/Work", "POST", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhyAFunctionIsDisabled() {
        assertThat(host.awaitLine("Lost is disabled", PATIENCE)).contains("no app setting NO_SUCH_SETTING");
        assertThat(host.awaitLine("Work is disabled", PATIENCE)).contains("AzureWebJobsStorage__queueServiceUri");
    }

    @Test
    void isRunning() throws Exception {
        assertThat(send("/admin/host/status", "GET", "").body()).isEqualTo("{\"state\":\"Running\"}");
    }

    @Test
    void endsWhenAskedTo() {
        HostProcess other = HostProcess.start(staged, Map.of(), ODD_JVM, line -> {});
        assertThat(other.alive()).isTrue();

        other.close();

        assertThat(other.alive()).isFalse();
        assertThat(other.output()).anyMatch(line -> line.endsWith("INFO Host stopping"));
    }

    @Test
    void canBeKilledLikeACrash() {
        try (HostProcess other = HostProcess.start(staged, Map.of(), ODD_JVM, line -> {})) {
            other.kill();

            assertThat(other.alive()).isFalse();
            assertThat(other.output()).noneMatch(line -> line.contains("stopping"));
        }
    }

    @Test
    void saysWhatItPrintedWhenItDoesNotStart() {
        assertThatThrownBy(() -> HostProcess.start(temporary, Map.of(), ODD_JVM, line -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not print")
                .hasMessageContaining("host.json should be a JSON file");
    }

    private static HttpResponse<String> send(String path, String method, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.address() + path))
                .header("X-Kind", "round trip")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
