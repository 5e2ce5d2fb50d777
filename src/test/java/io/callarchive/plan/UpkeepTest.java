package io.callarchive.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FastForward;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is final is looked at again, months later. */
class UpkeepTest {
    private static final Instant START = Instant.parse("2026-07-06T12:00:00Z");
    private static final ArchiveDay DAY = new ArchiveDay(CallLog.PSTN, LocalDate.of(2026, 7, 6));

    @Test
    void eachFileIsReadBackOnceARoundAndEachSettledDayCountedOnceAQuarter() {
        SimulatedTenant tenant = new SimulatedTenant(5, (log, day) -> 7);
        try (FastForward app = new FastForward(tenant, START, new History(Optional.of(0), 0), 1)) {
            app.runUntil(START.plus(Duration.ofDays(60)));
            List<byte[]> rows = tenant.rows(DAY.log(), DAY.date());
            assertThat(of(app, Name.DAY_CHECKED))
                    .as("new, and at least once in its turn")
                    .hasSizeGreaterThan(1);

            // Long after, Microsoft has taken a row back.
            tenant.put(DAY.log(), DAY.date(), rows.subList(1, rows.size()));
            app.runUntil(START.plus(Duration.ofDays(105)));
            assertThat(of(app, Name.RUN_STARTED))
                    .filteredOn(line -> line.toString().contains("reason=recount"))
                    .hasSize(1);
            assertThat(of(app, Name.DAY_KEPT))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.toString()).contains("found=6 added=0 vanished=1", "state=settled"));
            assertThat(app.status(DAY.date(), DAY.date()))
                    .filteredOn(day -> day.day().equals(DAY))
                    .allMatch(day -> day.file().orElseThrow().rows() == 7);
        }
    }

    private static List<Event> of(FastForward app, Name name) {
        String of = "log=" + DAY.log() + " date=" + DAY.date() + " ";
        return app.events().stream()
                .filter(event -> event.name() == name && event.toString().contains(of))
                .toList();
    }
}
