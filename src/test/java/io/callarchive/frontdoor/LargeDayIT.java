package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.PackagedApp;
import io.callarchive.testing.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A day of 2,000 pages and two million rows, with host and app together in 128 MB of heap. */
class LargeDayIT {
    private static final int CHAINS = 8;
    private static final int PAGES_PER_CHAIN = 250;
    private static final int ROWS_PER_PAGE = 1000;
    private final ArchiveDay day = new ArchiveDay(
            CallLog.DIRECT_ROUTING, LocalDate.now(Clock.systemUTC()).minusDays(5));
    private static final Pattern PAGE = Pattern.compile("page=(\\d+)");

    @Test
    void fitsInto128MegabytesOfHeap() throws IOException {
        SimulatedTenant tenant = new SimulatedTenant(7, (log, date) -> ROWS_PER_PAGE);
        // Of another day: a row that stands at the bound of a chain's slice would be left to the next chain.
        String rows = tenant.lines(day.log(), day.date().minusDays(7)).stream()
                .map(row -> new String(row, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        try (LocalAzure azure = new LocalAzure(tenant, Map.of())) {
            azure.graph().withoutLimits();
            azure.graph().answer(request -> Optional.of(page(azure, request, rows)));
            try (PackagedApp app = PackagedApp.start(azure, Map.of(), "-Xmx128m")) {
                Run run = Runs.inChains(CHAINS, RunId.startingAt(Instant.now(), new Random()), Reason.BACKFILL);
                app.begin(day, run);
                LoggedEvent archived = app.await(Name.DAY_ARCHIVED, day);
                System.out.println("Large day with 128 MB of heap: " + archived.values());
                assertThat(archived.value("pages")).isEqualTo("" + CHAINS * PAGES_PER_CHAIN);
                assertThat(archived.value("rows")).isEqualTo("" + CHAINS * PAGES_PER_CHAIN * ROWS_PER_PAGE);
                assertThat(app.host().output()).noneMatch(line -> line.contains("OutOfMemoryError"));
            }
        }
    }

    /** The same rows on each page, each page with a first row of its own. */
    private static SimulatorAnswer page(LocalAzure azure, SimulatorRequest request, String rows) {
        Matcher asked = PAGE.matcher(request.uri().toString());
        int page = asked.find() ? Integer.parseInt(asked.group(1)) : 0;
        String path = request.uri().getPath().split("\\(", 2)[0];
        String link = page + 1 == PAGES_PER_CHAIN
                ? ""
                : "\"@odata.nextLink\":\"http://" + azure.graph().endpoint().getAuthority() + path + "(a)?page="
                        + (page + 1) + "\",";
        String first = "{\"id\":\"" + page + "\"," + rows.substring(1);
        return SimulatorAnswer.json(200, "{" + link + "\"value\":[" + first + "]}");
    }
}
