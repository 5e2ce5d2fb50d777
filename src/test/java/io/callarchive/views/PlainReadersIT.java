package io.callarchive.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.DownloadedLake;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.local.tenant.TenantProfile;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The last week of the tenant that {@code mvn -Plocal} serves, archived by the staged app and read as one would first
 * do it: with the reader's own idea of the types, and no view. The files and what the other readers have to find stay
 * in {@code target/lake/plain}, for {@code mvn -Plake verify}.
 */
class PlainReadersIT {
    private static final Path FOLDER = Path.of("target/lake/plain");
    private static List<LocalDate> week;
    private static Path lake;

    @BeforeAll
    static void archive() throws IOException {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        week = today.minusDays(7).datesUntil(today).toList();
        // Of its own, so that the files of an earlier build are not among them.
        lake = FOLDER.resolve("until-" + today).resolve("call-logs");
        List<ArchiveDay> days = week.stream()
                .flatMap(date -> Arrays.stream(CallLog.values()).map(log -> new ArchiveDay(log, date)))
                .toList();
        try (LocalAzure azure = new LocalAzure(tenant(), Map.of())) {
            azure.graph().withoutLimits();
            try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
                days.forEach(day -> app.begin(day, run()));
                days.forEach(day -> app.await(Name.DAY_ARCHIVED, day));
            }
            DownloadedLake files = new DownloadedLake(azure.lake(), lake);
            for (ArchiveDay day : days) {
                files.download(day);
            }
        }
        write("spark.tsv", questions(log -> "json.`" + lake + "/log=" + log + "`"));
        // Its paths begin in target/lake.
        write(
                "clickhouse.tsv",
                questions(log -> "file('" + Path.of("target/lake").relativize(lake) + "/log=" + log
                        + "/*/*.json.gz', JSONEachRow)"));
        write(
                "counts.tsv",
                Arrays.stream(CallLog.values())
                        .map(log -> lake + "/log=" + log + "\t" + rows(log))
                        .toList());
    }

    @Test
    void duckDbFindsEachRow() throws Exception {
        try (DuckDb duckDb = new DuckDb()) {
            for (String question : questions(log -> "read_json_auto('" + lake + "/log=" + log + "/*/*.json.gz')")) {
                String[] parts = question.split("\t", -1);
                assertThat(duckDb.rows(parts[1])).as(parts[0]).containsExactly(parts[2]);
            }
        }
    }

    /** How many rows there are, and how many that differ: for that a reader has to take every field of every row. */
    private static List<String> questions(Source source) {
        List<String> questions = new ArrayList<>();
        for (CallLog log : CallLog.values()) {
            List<String> answer = List.of("" + rows(log));
            String from = "FROM " + source.of(log);
            questions.add(new LakeCheck("plain rows of " + log, "SELECT count(*) " + from, answer).line());
            questions.add(new LakeCheck(
                            "plain rows of " + log + " that differ",
                            "SELECT count(*) FROM (SELECT DISTINCT * " + from + ") AS plain",
                            answer)
                    .line());
        }
        return questions;
    }

    private interface Source {
        String of(CallLog log);
    }

    private static int rows(CallLog log) {
        SimulatedTenant tenant = tenant();
        return week.stream().mapToInt(date -> tenant.lines(log, date).size()).sum();
    }

    /** A new one each time, with the same rows. */
    private static SimulatedTenant tenant() {
        return new SimulatedTenant(TenantProfile.DOCUMENTED, 1);
    }

    private static void write(String name, List<String> lines) throws IOException {
        Files.writeString(FOLDER.resolve(name), String.join("\n", lines));
    }

    private static Run run() {
        return Runs.of(RunId.startingAt(Instant.now(), new Random()), Reason.BACKFILL);
    }
}
