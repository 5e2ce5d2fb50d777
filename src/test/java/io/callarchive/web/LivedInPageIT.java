package io.callarchive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.run.LivedInArchive;
import io.callarchive.local.run.LocalAzure;
import io.callarchive.local.tenant.SimulatedTenant;
import io.callarchive.testing.FarFromMidnight;
import io.callarchive.testing.PackagedApp;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status page of the packaged app, with an archive that has been lived in, in a real browser. */
@ExtendWith(FarFromMidnight.class)
class LivedInPageIT {
    private static final Path SHOTS = Path.of("target", "status-page");
    private static final String LOADED = "document.getElementById('main').getAttribute('aria-busy') === 'false'";
    private static final String FAILED_DAY = "Somebody should look at the app: log pstn: 1 day failed, the first is ";

    @Test
    void showsEveryStateAndHealsAFailedDayAtThePressOfAButton() throws Exception {
        assumeTrue(Browser.isInstalled(), "no browser to look at the page with");
        SimulatedTenant tenant = new SimulatedTenant(5, (log, day) -> 40);
        LocalDate yesterday = LocalDate.now(Clock.systemUTC()).minusDays(1);
        try (LocalAzure azure = new LocalAzure(tenant, Map.of());
                PackagedApp app = PackagedApp.start(azure, Map.of("GRAPH_REQUESTS_PER_MINUTE", "120"));
                Browser browser = Browser.start()) {
            LivedInArchive history = new LivedInArchive(azure.graph(), tenant, yesterday);
            app.host().fire("DailyArchive");
            Stream.of(CallLog.values()).forEach(log -> app.awaitEnd(new ArchiveDay(log, yesterday)));
            history.begin(app.host());
            browser.open(URI.create(app.host().address() + "/api/archive"), 1400, "light");
            browser.await(LOADED);
            assertThat(browser.text("document.querySelectorAll('td.in-progress').length"))
                    .as("days that wait for their turn")
                    .isNotEqualTo("0");
            Stream.of(CallLog.values())
                    .flatMap(log -> yesterday
                            .minusDays(LivedInArchive.DAYS - 1)
                            .datesUntil(yesterday)
                            .map(date -> new ArchiveDay(log, date)))
                    .forEach(app::awaitEnd);
            app.await(Name.DAY_ARCHIVED, Map.of("date", yesterday.toString(), "log", "sms", "rows", "40"));

            browser.click("#reload");
            browser.await(LOADED + " && document.querySelectorAll('td.in-progress').length === 0");
            ArchiveDay failed = history.failed();
            assertThat(count(browser, "settled")).isEqualTo(5 * 15);
            assertThat(count(browser, "provisional")).isEqualTo(5 * 6 - 1);
            assertThat(count(browser, "failed")).isEqualTo(1);
            assertThat(count(browser, "missing")).isGreaterThan(1000);
            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .contains(" days are missing, 1 failed; ");
            assertThat(browser.text("document.getElementById('riskList').textContent"))
                    .contains("direct-routing ", " to ", " days: the first is deleted today");
            awaitFailedDayInHealth(browser);
            assertThat(browser.text("document.getElementById('about').textContent"))
                    .contains("next is due", " UTC (", "Version ");
            assertThat(browser.text("document.getElementById('overview').textContent"))
                    .contains("direct-routing", "oldest day still to be had");
            assertThat(browser.text("document.getElementById('failureList').textContent"))
                    .contains("pstn " + failed.date() + ": foreign-link: the nextLink");
            browser.click(cell(history.late()));
            assertThat(browser.text("document.querySelector('.details.chosen').textContent"))
                    .contains("Read 2 times, which found 28 and 40 (+12) rows, the last time ");
            browser.photograph(SHOTS.resolve("lived-in-light-1400.png"));

            browser.click(cell(failed));
            browser.click(".details.chosen button");
            browser.click("#preview");
            browser.await("!document.getElementById('start').hidden");
            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .contains("It would read 1 day with about 1 request to Microsoft");
            browser.click("#start");
            browser.await("document.getElementById('outcome').classList.contains('done')");
            app.await(Name.DAY_ARCHIVED, failed);
            browser.await("document.querySelectorAll('td.failed').length === 0");
            assertThat(count(browser, "provisional")).isEqualTo(5 * 6);
            // Before yesterday was archived health failed, which a browser notes like any 503.
            assertThat(browser.complaints())
                    .allMatch(complaint -> complaint.contains("/api/health - ") && complaint.contains("503"));
        }
    }

    /**
     * The page asks for the health once each time it loads, after it has shown the days. On a busy machine the app's looks,
     * which are bounded by seconds, may fail for another reason than the days.
     */
    private static void awaitFailedDayInHealth(Browser browser) throws Exception {
        String health = "document.getElementById('health').textContent";
        for (int look = 0; look < 12 && !browser.text(health).startsWith(FAILED_DAY); look++) {
            TimeUnit.SECONDS.sleep(5);
            browser.click("#reload");
            browser.await(LOADED);
        }
        assertThat(browser.text(health)).startsWith(FAILED_DAY);
    }

    private static int count(Browser browser, String state) throws Exception {
        return Integer.parseInt(browser.text("document.querySelectorAll('td." + state + "').length"));
    }

    private static String cell(ArchiveDay day) {
        return "div[data-log='" + day.log() + "'] td[data-date='" + day.date() + "']";
    }
}
