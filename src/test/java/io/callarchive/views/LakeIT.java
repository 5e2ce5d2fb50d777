package io.callarchive.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.DownloadedLake;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two weeks of a tenant full of surprises, archived by the staged app and read by DuckDB through the committed views.
 * The files and the questions to the other engines stay in {@code target/lake}, for {@code mvn -Plake verify}.
 */
class LakeIT {
    private static final Path FOLDER = Path.of("target/lake");
    private static final Path LAKE = FOLDER.resolve("call-logs");
    private static final ViewFile VIEWS = new DuckDbViews();
    private static final Random RANDOM = new Random();

    private static ServedRows served;

    @BeforeAll
    static void archive() throws IOException {
        clear(FOLDER.resolve("single-days"));
        clear(LAKE);
        SimulatedTenant tenant = QuirkyTenant.create();
        served = new ServedRows(tenant, QuirkyTenant.DATES, true).readBy(Engine.DUCKDB);
        try (LocalAzure azure = new LocalAzure(tenant, Map.of())) {
            azure.graph().withoutLimits();
            try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
                List<ArchiveDay> days = QuirkyTenant.DATES.stream()
                        .flatMap(date -> Arrays.stream(CallLog.values()).map(log -> new ArchiveDay(log, date)))
                        .toList();
                days.forEach(day -> app.begin(day, run()));
                days.forEach(day -> app.await(Name.DAY_ARCHIVED, day));
                for (CallLog log : CallLog.values()) {
                    Run revisit = run();
                    tenant.release(log, QuirkyTenant.LATE);
                    app.begin(new ArchiveDay(log, QuirkyTenant.LATE), revisit);
                    app.await(Name.DAY_ARCHIVED, Map.of("run", revisit.id().hex()));
                }
                DownloadedLake files = new DownloadedLake(azure.lake(), LAKE);
                for (ArchiveDay day : days) {
                    files.download(day);
                }
            }
        }
        Path unreadable = LAKE.resolve("log=none/date=2026-10-31/none-2026-10-31.json.gz");
        Files.createDirectories(unreadable.getParent());
        Files.writeString(unreadable, "not a gzip");
        for (Engine engine : List.of(Engine.SPARK, Engine.CLICKHOUSE)) {
            String questions =
                    LakeChecks.of(served, engine).stream().map(LakeCheck::line).collect(Collectors.joining("\n"));
            Files.writeString(FOLDER.resolve(engine.name().toLowerCase(Locale.ROOT) + ".tsv"), questions);
        }
    }

    private static Run run() {
        return Runs.of(RunId.startingAt(Instant.now(), RANDOM), Reason.BACKFILL);
    }

    @Test
    void duckDbGivesEveryAnswer() throws Exception {
        try (DuckDb duckDb = DuckDb.of(LAKE, VIEWS.committed())) {
            for (LakeCheck check : LakeChecks.of(served, Engine.DUCKDB)) {
                assertThat(duckDb.answer(check)).as(check.name()).isEqualTo(check.answer());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLineIsTheRowAsServed(CallLog log) throws Exception {
        try (DuckDb duckDb = DuckDb.of(LAKE, VIEWS.committed())) {
            for (LocalDate date : served.dates()) {
                assertThat(duckDb.rows(
                                "SELECT line FROM " + ViewFile.viewOf(log) + " WHERE date = DATE '" + date + "'"))
                        .containsExactlyElementsOf(served.lines(log, date));
            }
        }
    }

    static Stream<Arguments> wrongViews() {
        return Stream.of(
                arguments("money as a float", "[1] AS DECIMAL(38, 18)", "[1] AS DOUBLE", "pstn.charge"),
                arguments("money from further inside", "digits::DOUBLE = inexact", "true", "sms.callCharge"),
                arguments(
                        "the year 1 as a time",
                        "CASE WHEN text NOT LIKE '0001-01-01%' THEN TRY_CAST(text AS TIMESTAMP_NS) END",
                        "TRY_CAST(text AS TIMESTAMP)",
                        "direct-routing.failureDateTime"),
                arguments("an id that is none as one row's", "'n/a', ", "", "distinct rows of sms"),
                arguments("the empty GUID as one row's", "IN ('', ", "IN (", "distinct rows of pstn"),
                arguments(
                        "an id that many share as one row's", "versions > 5", "versions > 7", "distinct rows of pstn"),
                arguments("versions as rows", "versions > 5", "versions > 2", "distinct rows of direct-routing"),
                arguments(
                        "the version without a charge",
                        "callCharge\" DESC",
                        "callCharge\" ASC",
                        "sms.callCharge of the distinct rows"),
                arguments("a date that is text", "'date': DATE", "'date': VARCHAR", "type of the date of sms"));
    }

    /** An earlier build's files are of other days, but of the same logs. */
    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongViews")
    void aWrongViewIsFound(String fault, String right, String wrong, String found) throws Exception {
        String views = VIEWS.committed().replace(right, wrong);
        assertThat(views).as(fault).isNotEqualTo(VIEWS.committed());
        try (DuckDb duckDb = DuckDb.of(LAKE, views)) {
            assertThat(LakeChecks.of(served, Engine.DUCKDB))
                    .filteredOn(check -> !duckDb.answer(check).equals(check.answer()))
                    .extracting(LakeCheck::name)
                    .contains(found);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsTheSameWhicheverDayIsRead(CallLog log) throws Exception {
        Set<List<String>> schemas = new HashSet<>();
        for (LocalDate date : served.dates()) {
            Path day = FOLDER.resolve("single-days/" + log + "-" + date);
            Path folder = Path.of("log=" + log, "date=" + date);
            Path file = folder.resolve(log + "-" + date + ".json.gz");
            Files.createDirectories(day.resolve(folder));
            Files.write(day.resolve(file), Files.readAllBytes(LAKE.resolve(file)));
            try (DuckDb duckDb = DuckDb.of(day, VIEWS.committed())) {
                schemas.add(duckDb.rows("DESCRIBE " + ViewFile.viewOf(log)));
                assertThat(duckDb.rows("SELECT count(*) FROM " + ViewFile.viewOf(log)))
                        .containsExactly("" + served.lines(log, date).size());
            }
        }
        assertThat(schemas).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFilterOnTheDateReadsOneFile(CallLog log) throws Exception {
        try (DuckDb duckDb = DuckDb.of(LAKE, VIEWS.committed())) {
            String where = " WHERE date = DATE '" + QuirkyTenant.LATE + "'";
            for (String view : List.of(ViewFile.viewOf(log), ViewFile.viewOf(log) + "_distinct")) {
                assertThat(duckDb.rows("EXPLAIN ANALYZE SELECT count(*) FROM " + view + where))
                        .singleElement()
                        .asString()
                        .contains("Total Files Read: 1 ");
            }
        }
    }

    @Test
    void eachExampleAnswersWhatFollowsFromTheServedRows() throws Exception {
        List<JsonNode> pstn = served.distinctRows(CallLog.PSTN);
        List<JsonNode> directRouting = served.distinctRows(CallLog.DIRECT_ROUTING);
        List<JsonNode> sms = served.distinctRows(CallLog.SMS);
        List<JsonNode> dialout = served.distinctRows(CallLog.DIALOUT);
        long failed = directRouting.stream()
                .filter(row ->
                        row.has("successfulCall") && !row.path("successfulCall").asBoolean())
                .count();
        long successful = directRouting.stream()
                .filter(row -> row.path("successfulCall").asBoolean())
                .count();
        BigDecimal charges = sum(pstn, "charge").add(sum(pstn, "connectionCharge"));
        List<Example> examples = Example.all();
        try (DuckDb duckDb = DuckDb.of(LAKE, VIEWS.committed())) {
            for (Example example : examples) {
                example.run(duckDb);
            }
        }
        assertThat(examples).hasSize(10);
        examples.get(0).sums("calls", BigDecimal.valueOf(pstn.size()));
        examples.get(0).sums("cost", charges);
        examples.get(1).sums("failed", BigDecimal.valueOf(failed));
        examples.get(2).sums("calls", BigDecimal.valueOf((long) pstn.size() + directRouting.size()));
        examples.get(3).sums("units", sum(sms, "smsUnits"));
        examples.get(3).sums("cost", sum(sms, "callCharge"));
        examples.get(4).sums("blocked", count(served.distinctRows(CallLog.BLOCKED_USERS), "Blocked"));
        examples.get(4).sums("unblocked", count(served.distinctRows(CallLog.BLOCKED_USERS), "Unblocked"));
        assertThat(examples.get(5).column("date"))
                .contains(QuirkyTenant.EMPTY.toString(), QuirkyTenant.ONE_ROW.toString());
        examples.get(6).sums("cost", sum(dialout, "totalCallCharge"));
        assertThat(examples.get(7).column("calls"))
                .hasSize(2)
                .allSatisfy(calls -> assertThat(Integer.parseInt(calls)).isBetween(1, directRouting.size()));
        examples.get(8).sums("calls", BigDecimal.valueOf(successful));
        assertThat(examples.get(9).column("field")).contains(QuirkyTenant.NEW_FIELD);
        assertThat(examples.get(9).column("since")).contains("" + QuirkyTenant.FIRST.plusDays(7));
    }

    private static BigDecimal sum(List<JsonNode> rows, String field) {
        return ServedRows.amounts(rows, field).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal count(List<JsonNode> rows, String mode) {
        return BigDecimal.valueOf(rows.stream()
                .filter(row -> row.path("userBlockMode").asText().equals(mode))
                .count());
    }

    @Test
    void theThreeLinesOfTheLakePageAnswer() throws Exception {
        String page = Files.readString(Path.of("infra/docs/lake.md"));
        Matcher lines = Pattern.compile("```sql\n(SET VARIABLE [^\n]*)\n\\.read (\\S+)\n([^`]*)```")
                .matcher(page);
        assertThat(lines.find()).isTrue();
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.run(lines.group(1).replace("target/local/call-logs", LAKE.toString()));
            duckDb.run(Files.readString(Path.of(lines.group(2))));
            assertThat(duckDb.rows(lines.group(3)))
                    .containsExactlyElementsOf(served.dates().stream()
                            .filter(date -> !served.lines(CallLog.PSTN, date).isEmpty())
                            .map(date -> date + "|"
                                    + served.rows(CallLog.PSTN, date).size() + "|"
                                    + LakeCheck.cell(sum(served.rows(CallLog.PSTN, date), "charge")
                                            .toPlainString()))
                            .toList());
        }
    }
}
