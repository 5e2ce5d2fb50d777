package io.callarchive.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.DayFile;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.pages.RequestLimits;
import io.callarchive.plan.History;
import io.callarchive.retention.DocumentedPeriods;
import io.callarchive.retention.Retention;
import io.callarchive.retention.Retention.Period;
import io.callarchive.status.ArchiveStatus.DayStatus;
import io.callarchive.testing.DeployedAlerts;
import io.callarchive.testing.FastForward;
import io.callarchive.testing.KustoSubset.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The ways to lose data of which others were never told: each is made to happen to the app's parts on the clock that
 * jumps, and what the page, health and the deployed alerts then say of it is the table in PROMISES.md.
 */
class TwelveWaysTest {
    private static final Path PROMISES = Path.of(".github/PROMISES.md");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
    private static final Instant MONDAY_NOON = Instant.parse("2026-11-16T12:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);
    /** A quarter of an hour after a night must be done. */
    private static final Instant TUESDAY_MORNING = Instant.parse("2026-11-17T05:45:00Z");

    private static final Retention GERMANY = new Retention(DocumentedPeriods.of(List.of("DE")));
    private static final Retention TEN_DAYS = new Retention(Map.of(CallLog.SMS, new Period(10, 10)));

    private final DeployedAlerts alerts = new DeployedAlerts();
    private final SimulatedTenant tenant = new SimulatedTenant(5, (log, day) -> 7);
    private final List<String> table = new ArrayList<>();

    TwelveWaysTest() throws IOException {}

    @Test
    void noneOfThemIsSilent() throws IOException {
        way("only the first page", MONDAY, GERMANY, (app, traces) -> {
            app.graph().pageSize(3);
            app.graph().answer(request -> refusal(request, request.skip() > 0));
            app.runUntil(TUESDAY_MORNING);
        });
        tenant.holdBack(CallLog.SMS, MONDAY, 3);
        way("late rows, the next morning", MONDAY, GERMANY, (app, traces) -> app.runUntil(TUESDAY_MORNING));
        way("late rows, when they came", MONDAY, GERMANY, (app, traces) -> {
            app.runUntil(TUESDAY_MORNING);
            tenant.release(CallLog.SMS, MONDAY);
            app.runUntil(TUESDAY_MORNING.plus(A_DAY.multipliedBy(7)));
        });
        way("role missing", MONDAY, GERMANY, (app, traces) -> {
            app.identity().grant(Set.of());
            app.runUntil(TUESDAY_MORNING);
        });
        way("role taken away later", MONDAY.plusDays(1), GERMANY, (app, traces) -> {
            app.runUntil(TUESDAY_MORNING);
            app.identity().grant(Set.of());
            app.runUntil(TUESDAY_MORNING.plus(A_DAY));
        });
        way("throttled out", MONDAY, GERMANY, (app, traces) -> {
            app.graph().answer(request -> Optional.of(SimulatorAnswer.throttled(request, 600)));
            app.runUntil(TUESDAY_MORNING);
        });
        way("dead letter", MONDAY, GERMANY, (app, traces) -> {
            app.breakPages(100);
            app.runUntil(TUESDAY_MORNING);
            traces.add(new Trace(
                    app.now(),
                    "Message has reached MaxDequeueCount of 5. Moving message to queue 'archive-pages-poison'."));
        });
        way("timer off", MONDAY.plusDays(1), GERMANY, (app, traces) -> {
            app.runUntil(TUESDAY_MORNING);
            app.skipTo(TUESDAY_MORNING.plus(A_DAY));
        });
        way("empty answer for yesterday", MONDAY, GERMANY, (app, traces) -> {
            app.graph().answer(request -> Optional.of(SimulatorAnswer.json(200, "{\"value\":[]}")));
            app.runUntil(TUESDAY_MORNING);
        });
        way("empty answer for a day that Microsoft may not have", MONDAY.minusDays(15), TEN_DAYS, (app, traces) -> {
            app.graph().answer(request -> Optional.of(SimulatorAnswer.json(200, "{\"value\":[]}")));
            app.backfill(MONDAY.minusDays(15), MONDAY.minusDays(15), true);
            app.runUntil(TUESDAY_MORNING);
        });
        way("retention about to pass", MONDAY.minusDays(5), TEN_DAYS, (app, traces) -> {
            app.identity().grant(Set.of());
            app.runUntil(TUESDAY_MORNING);
        });
        way("drift while paging", MONDAY, GERMANY, (app, traces) -> {
            List<byte[]> rows = tenant.rows(CallLog.SMS, MONDAY);
            app.graph().pageSize(3);
            app.graph().answer(request -> {
                if (request.log().equals(Optional.of(CallLog.SMS)) && request.skip() > 0) {
                    tenant.put(CallLog.SMS, MONDAY, rows.subList(1, rows.size()));
                }
                return Optional.empty();
            });
            app.runUntil(TUESDAY_MORNING.plus(A_DAY));
            traces.addAll(traces(app.events(), app.now()));
        });
        way("storage refuses", MONDAY, GERMANY, (app, traces) -> {
            traces.addAll(traces(app.report(), app.now()));
            app.lakeIsAway(TUESDAY_MORNING.minus(Duration.ofHours(3)), Instant.MAX);
            app.runUntil(TUESDAY_MORNING);
        });
        way("app disabled", MONDAY.plusDays(1), GERMANY, (app, traces) -> {
            app.runUntil(TUESDAY_MORNING);
            traces.addAll(traces(app.report(), app.now()));
            app.lakeIsAway(TUESDAY_MORNING, Instant.MAX); // nobody looks, as nobody does without an app
            app.skipTo(TUESDAY_MORNING.plus(Duration.ofHours(5)));
        });

        String made = table.stream().collect(Collectors.joining("\n"));
        Path target = Files.createDirectories(Path.of("target"));
        Files.writeString(target.resolve("twelve-ways.md"), made + "\n");
        assertThat(Files.readString(PROMISES)).contains(made);
    }

    private void way(
            String name, LocalDate date, Retention retention, BiConsumer<FastForward, List<Trace>> whatHappens) {
        try (FastForward app = new FastForward(
                tenant, MONDAY_NOON, new History(Optional.of(10), 0), 1, new RequestLimits(46), retention)) {
            List<Trace> traces = new ArrayList<>();
            whatHappens.accept(app, traces);
            String page;
            String health;
            try {
                traces.addAll(traces(app.report(), app.now()));
                page = page(app, new ArchiveDay(CallLog.SMS, date));
                HealthCheck check = app.health(CallLog.SMS);
                health = check.verdict().label() + ": " + check.detail().split(";", 2)[0];
            } catch (StorageFault e) {
                page = "does not load";
                health = "fail, or no answer";
            }
            String fires = alerts.firing(traces, app.now()).keySet().stream()
                    .map(rule -> rule.replace("callarchive-", ""))
                    .collect(Collectors.joining(", "));
            table.add("| " + String.join(" | ", name, page, health, fires.isEmpty() ? "none" : fires) + " |");
        }
    }

    private static String page(FastForward app, ArchiveDay day) {
        DayStatus status = app.status(day.date(), day.date()).stream()
                .filter(one -> one.day().equals(day))
                .findFirst()
                .orElseThrow();
        StringBuilder words = new StringBuilder(status.state().label());
        status.file().ifPresent(file -> words.append(", rows ").append(readings(file)));
        status.failure()
                .ifPresent(
                        failure -> words.append(", ").append(failure.problem().code()));
        return words.toString();
    }

    private static String readings(DayFile file) {
        return file.readings().stream()
                .map(reading -> reading.rows()
                        + (reading.added() > 0 ? " +" + reading.added() : "")
                        + (reading.vanished() > 0 ? " −" + reading.vanished() : ""))
                .collect(Collectors.joining(", "));
    }

    private static List<Trace> traces(List<Event> events, Instant at) {
        return events.stream().map(event -> new Trace(at, event.toString())).toList();
    }

    private static Optional<SimulatorAnswer> refusal(SimulatorRequest request, boolean refused) {
        return refused
                ? Optional.of(SimulatorAnswer.error(request, 404, "NotFound", "No such page."))
                : Optional.empty();
    }
}
