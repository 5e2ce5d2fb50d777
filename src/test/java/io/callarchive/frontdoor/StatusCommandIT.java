package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.testing.CallarchiveCommand;
import io.callarchive.testing.CallarchiveCommand.Result;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.RawServer;
import io.callarchive.testing.StandingAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service provider is told of many apps: of real ones, and of whatever else stands at their addresses. */
class StatusCommandIT extends OwnTenant {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KEY = "tHe-fUnction-kEy_1==";
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJvaWQiOiJ0b2tlbiJ9.c2lnbmF0dXJl";

    private final LocalDate yesterday = today.minusDays(1);

    @TempDir
    private Path folder;

    @Test
    void anAppIsWellOnlyWhenItHasArchivedEveryDay() throws Exception {
        try (PackagedApp app = PackagedApp.start(azure, Map.of("ARCHIVE_LOGS", "sms,pstn"))) {
            String address = app.host().address().toString();
            Result empty = status("--of", address, "--days", "3");
            assertThat(empty.exitCode()).as(empty.output()).isEqualTo(1);
            assertThat(empty.output())
                    .contains("sms: none of these days is archived", "pstn: 3 days missing, the first is ")
                    .endsWith("1 tenant: 0 ok, 1 wrong, 0 not reached.\n");

            archive(app, 3);
            Result well = status("--of", address + "/api/archive?code=any", "--days", "3");
            assertThat(well.exitCode()).as(well.output()).isZero();
            assertThat(well.output())
                    .containsPattern("(?m)^127\\.0\\.0\\.1:\\d+ +ok +2 of 2 +0 +0 +0 +0 ")
                    .doesNotContain("WRONG")
                    .endsWith("1 tenant: 1 ok, 0 wrong, 0 not reached.\n");

            ArchiveDay fourth = new ArchiveDay(CallLog.SMS, today.minusDays(4));
            azure.graph()
                    .answer(request -> Optional.of(SimulatorAnswer.json(
                            200, "{\"value\":[],\"@odata.nextLink\":\"https://graph.invalid/beta/elsewhere\"}")));
            app.begin(fourth, run(1));
            app.await(Name.DAY_FAILED, fourth);
            Result failed = status("--of", address, "--days", "4");
            assertThat(failed.exitCode()).as(failed.output()).isEqualTo(1);
            assertThat(failed.output())
                    .contains("sms: 1 day failed, " + fourth.date() + " (", "pstn: 1 day missing, " + fourth.date())
                    .endsWith("1 tenant: 0 ok, 1 wrong, 0 not reached.\n");

            JsonNode document = JSON.readTree(
                    status("--of", address, "--days", "4", "--json").output());
            JsonNode tenant = document.at("/tenants/0");
            assertThat(tenant.path("verdict").asText()).isEqualTo("wrong");
            assertThat(tenant.path("address").asText()).isEqualTo(address);
            assertThat(tenant.path("archivedYesterday").asInt()).isEqualTo(2);
            assertThat(tenant.path("failed").asInt()).isEqualTo(1);
            assertThat(tenant.path("missing").asInt()).isEqualTo(1);
            assertThat(document.path("from").asText()).isEqualTo(fourth.date().toString());
        }
    }

    @Test
    void whateverIsAtAnAddressEndsInALineAndNoSecretIsTold() throws Exception {
        String good = answer(Instant.now(), "sms", "dialout");
        String mine = "{\"code\":\"\\u001b[2J " + KEY + " " + TOKEN + "\"}";
        Map<String, RawServer> liars = new LinkedHashMap<>();
        try (RawServer elsewhere = Liar.answering(200, "", good)) {
            liars.put("good", Liar.answering(200, "", good));
            liars.put("key", Liar.answering(401, "", ""));
            liars.put("app-sign-in", Liar.answering(401, "Content-Type: application/problem+json\r\n", "{}"));
            liars.put("sign-in", Liar.answering(302, "Location: https://login.microsoftonline.com/x?code=1\r\n", ""));
            liars.put("elsewhere", Liar.answering(302, "Location: " + elsewhere.address() + "/api/archive\r\n", good));
            liars.put("forbidden", Liar.answering(403, "", "<h1>" + KEY));
            liars.put("nothing", Liar.answering(404, "", ""));
            liars.put("down", Liar.answering(503, "Retry-After: 0\r\n", "\u001b[31m" + TOKEN));
            liars.put("html", Liar.answering(200, "Content-Type: text/html\r\n", "<!doctype html>" + KEY));
            liars.put("huge", Liar.answering(200, "", good + " ".repeat(2 << 20)));
            liars.put("endless", Liar.endless());
            liars.put("hanging", Liar.silent());
            liars.put("half", Liar.breakingOff(good));
            liars.put("version", Liar.answering(200, "", good.replace("\"version\":1", "\"version\":2")));
            liars.put("other-days", Liar.answering(200, "", good.replace(yesterday.toString(), today.toString())));
            liars.put("no-logs", Liar.answering(200, "", answer(Instant.now())));
            liars.put("stale", Liar.answering(200, "", answer(Instant.now().minus(Duration.ofDays(1)), "sms")));
            liars.put(
                    "mirror",
                    Liar.answering(
                            200,
                            "",
                            StandingAnswer.of(
                                    1,
                                    Instant.now(),
                                    yesterday.minusDays(2),
                                    yesterday,
                                    day -> StandingAnswer.day(day, "failed", "\"trouble\":" + mine),
                                    "sms")));
            String tls = "lake https://" + azure.azurite().blobServiceUri().getAuthority() + " " + KEY;
            Path list = list(liars, "closed http://127.0.0.1:1 " + KEY + "\n" + tls);
            Result result = status("--list", list.toString(), "--days", "3", "--timeout", "5");
            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            assertThat(result.output().lines().map(line -> line.replaceAll(" +", " ")))
                    .contains(
                            "WRONG key not reached: the function key is missing or wrong (401)",
                            "WRONG app-sign-in not reached: it asks for a sign-in: the token has expired, or is for"
                                    + " another application",
                            "WRONG sign-in not reached: it asks for a sign-in: the token has expired, or is for another"
                                    + " application",
                            "WRONG elsewhere not reached: no answer of Callarchive: it is sent elsewhere (302)",
                            "WRONG forbidden not reached: this caller is not let in (403)",
                            "WRONG nothing not reached: no answer of Callarchive: nothing is there (404)",
                            "WRONG down not reached: it answers 503",
                            "WRONG html not reached: no answer of Callarchive: it is not the JSON of GET /api/archive",
                            "WRONG huge not reached: no answer of Callarchive: it is longer than any such answer",
                            "WRONG hanging not reached: no whole answer within 5 s",
                            "WRONG half not reached: the connection broke off",
                            "WRONG version not reached: no answer of Callarchive: its version is 2, and this command"
                                    + " knows 1",
                            "WRONG other-days not reached: no answer of Callarchive: it is not about the days that were"
                                    + " asked for",
                            "WRONG closed not reached: nothing listens there",
                            "WRONG no-logs no log is archived",
                            "WRONG mirror sms: 3 days failed, the first is " + yesterday.minusDays(2)
                                    + " (?[2J *** ***)",
                            "20 tenants: 1 ok, 3 wrong, 16 not reached.")
                    .anyMatch(line -> line.startsWith("good ok 2 of 2 0 0 0 0 " + yesterday))
                    .anyMatch(line -> line.startsWith("WRONG stale the answer is as of "))
                    .anyMatch(line -> line.matches("WRONG lake not reached: .*(answers 4\\d\\d|\\(40\\d\\))"))
                    .anyMatch(line -> line.startsWith("WRONG endless not reached: no "));
            assertThat(result.output()).doesNotContain(KEY, TOKEN, "\u001b");
            assertThat(elsewhere.heads()).isEmpty();
            RawServer asked = liars.get("good");
            assertThat(asked.heads()).hasSize(1);
            assertThat(asked.heads().get(0))
                    .startsWith("GET /api/archive?from=" + yesterday.minusDays(2) + "&to=" + yesterday + " HTTP/1.1\n")
                    .contains("x-functions-key: " + KEY, "Authorization: Bearer " + TOKEN);
        } finally {
            liars.values().forEach(RawServer::close);
        }
    }

    @Test
    void aKeyIsTakenFromTheAddressAndAFileThatOthersReadIsSaid() throws Exception {
        try (RawServer app = Liar.answering(200, "", answer(Instant.now(), "sms"))) {
            String withKey = app.address() + "/api/archive?code=" + KEY.replace("=", "%3D");
            Result plain = status("--of", withKey, "--days", "3");
            assertThat(plain.exitCode()).as(plain.output()).isZero();
            assertThat(app.heads().get(0)).contains("x-functions-key: " + KEY).doesNotContain("code=");
            assertThat(plain.output()).doesNotContain(KEY, "%3D", "warning");

            Path list = list(Map.of("contoso", app), "");
            Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-r--r--"));
            Result open = status("--list", list.toString(), "--days", "3");
            assertThat(open.exitCode()).as(open.output()).isZero();
            assertThat(open.output())
                    .contains("warning: others can read the file of --list, which has keys; chmod 600 it");
        }
    }

    @Test
    void wrongArgumentsAreSaidWithoutRepeatingThem() throws Exception {
        Map<List<String>, String> rules = new LinkedHashMap<>();
        rules.put(List.of(), "no app is named");
        rules.put(List.of("https://a.example.org?code=" + KEY), "a word belongs to no option");
        rules.put(List.of("--of", "https://a.example.org", "--key", KEY), "--key is no option");
        rules.put(List.of("--key=" + KEY), "--key is no option");
        rules.put(List.of("--of", "http://a.example.org?code=" + KEY), "--of must be https://");
        rules.put(List.of("--of", "https://u:" + KEY + "@a.example.org"), "--of must be https://");
        rules.put(List.of("--of", "https://a.example.org/api/archive?from=1&code=" + KEY), "--of must be https://");
        rules.put(List.of("--of", "https://a.example.org/^" + KEY), "--of must be https://");
        rules.put(List.of("--of", "https://a.example.org", "https://A.example.org"), "is named twice");
        rules.put(List.of("--of", "https://a.example.org", "--days", "367"), "--days must be a number from 1 to 366");
        rules.put(List.of("--of", "https://a.example.org", "--days", "0"), "--days must be a number from 1 to 366");
        rules.put(List.of("--list", "not/there"), "--list must be a file that can be read");
        for (String line : List.of(
                KEY,
                "contoso ftp://a.example.org " + KEY,
                "contoso https://a.example.org?code=" + KEY + " " + KEY,
                "contoso https://a.example.org k " + TOKEN + " " + KEY,
                KEY + "/ https://a.example.org " + KEY,
                "contoso https://a.example.org " + KEY + "\u00e9")) {
            Path list = Files.writeString(folder.resolve("list-" + rules.size()), "# apps\n\n" + line + "\n");
            rules.put(List.of("--list", list.toString()), "--list line 3 must ");
        }
        for (Map.Entry<List<String>, String> rule : rules.entrySet()) {
            Result result = status(rule.getKey().toArray(String[]::new));
            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.output())
                    .contains(rule.getValue())
                    .contains("See callarchive status --help.")
                    .doesNotContain(KEY, TOKEN);
        }
    }

    private Result status(String... more) {
        List<String> arguments = new ArrayList<>(List.of("status"));
        arguments.addAll(List.of(more));
        return CallarchiveCommand.run(azure, Map.of(), "", arguments);
    }

    private String answer(Instant asOf, String... logs) {
        return StandingAnswer.of(1, asOf, yesterday.minusDays(2), yesterday, StandingAnswer::archived, logs);
    }

    private Path list(Map<String, RawServer> liars, String more) throws IOException {
        StringBuilder lines = new StringBuilder("# name address key token\n\n");
        liars.forEach((name, liar) -> lines.append(name + "\t" + liar.address() + "/  " + KEY + " " + TOKEN + "\n"));
        Path list = Files.writeString(folder.resolve("apps"), lines + more + "\n");
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rw-------"));
        return list;
    }

    private void archive(PackagedApp app, int days) {
        List<ArchiveDay> all = Stream.of(CallLog.SMS, CallLog.PSTN)
                .flatMap(log -> today.minusDays(days).datesUntil(today).map(date -> new ArchiveDay(log, date)))
                .toList();
        all.forEach(day -> app.begin(day, run(1)));
        all.forEach(day -> app.await(Name.DAY_ARCHIVED, day));
    }
}
