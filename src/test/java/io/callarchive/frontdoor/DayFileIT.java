package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a day's file holds, and that it never shrinks. */
class DayFileIT extends OwnTenant {
    @Test
    void severalChainsMakeOneFileInTheOrderOfTime() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(4));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(3));
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day)).hasSizeGreaterThan(3000);
        }
    }

    @Test
    void aDayWithoutRowsIsAFileWithoutLines() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(12));
        azure.tenant().orElseThrow().put(day.log(), day.date(), List.of());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_ARCHIVED, day);
            // The next day's first row stands at the bound of this day's window.
            assertThat(app.lines(day)).isEmpty();
            assertThat(app.metadata(day)).containsEntry("rows", "0");
        }
    }

    @Test
    void aSettledDayOfTenThousandRowsNeverShrinksAndGrowsByOne() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(11));
        List<byte[]> rows = new SimulatedTenant(9, (log, date) -> 10_001).rows(day.log(), day.date());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            List<String> archived = read(app, day, rows.subList(0, 10_000), Name.DAY_ARCHIVED);
            assertThat(app.metadata(day)).containsEntry("state", "settled").containsEntry("rows", "10000");

            read(app, day, List.of(), Name.DAY_KEPT);
            assertThat(app.lines(day)).isEqualTo(archived);
            read(app, day, rows.subList(1, 10_000), Name.DAY_KEPT);
            assertThat(app.lines(day)).isEqualTo(archived);
            read(app, day, rows.subList(0, 10_000), Name.DAY_UNCHANGED);

            List<String> grown = read(app, day, rows, Name.DAY_ARCHIVED);
            assertThat(app.lines(day)).isEqualTo(grown).hasSize(10_001);
            assertThat(app.metadata(day).get("readings")).matches("\\w+:10000 \\w+:0 \\w+:9999 \\w+:10000 \\w+:10001");
        }
    }

    /** Lets Graph have those rows, reads the day with them, and returns them. */
    private List<String> read(PackagedApp app, ArchiveDay day, List<byte[]> rows, Name outcome) {
        azure.tenant().orElseThrow().put(day.log(), day.date(), rows);
        Optional<RunId> base = app.hasFile(day)
                ? Optional.ofNullable(app.metadata(day).get("run")).map(RunId::new)
                : Optional.empty();
        RunId id = RunId.startingAt(Instant.now(), RANDOM);
        app.begin(day, new Run(id, 0, Reason.REVISIT, 1, true, Optional.empty(), false, base));
        assertThat(app.await(outcome, Map.of("run", id.hex())).value("found")).isEqualTo("" + rows.size());
        return app.served(day);
    }
}
