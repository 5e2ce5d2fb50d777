package io.callarchive.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callarchive.web.PageServer.Answer;
import io.callarchive.web.PageServer.Asked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. Its screenshots are left in {@code target/status-page}. */
class StatusPageIT {
    private static final Path SHOTS = Path.of("target", "status-page");
    private static final String NO_BROWSER =
            "no browser to look at the page with; on Debian: apt-get install chromium chromium-driver";
    private static final String LOADED = "document.getElementById('main').getAttribute('aria-busy') === 'false'";
    private static final String FOCUSED = "document.activeElement.getAttribute('aria-label')";

    private static final Answer DRY_RUN = new Answer(200, """
            {"days":1,"requests":4,"minutes":1,"start":[{"log":"direct-routing","date":"2026-07-04"}],
             "skipped":[{"log":"sms","date":"2026-07-05","reason":"settled"}]}""");
    private static final Answer STARTED = new Answer(202, """
            {"order":"2026-07-04.2026-07-04.direct-routing","days":1,"placedAt":"2026-11-22T03:41:00Z",
             "status":"/api/archive?from=2026-07-04&to=2026-07-04"}""");

    private static @Nullable Browser started;

    @BeforeAll
    static void startBrowser() throws IOException {
        if (!Browser.isInstalled()) {
            System.out.println("StatusPageIT is skipped: " + NO_BROWSER);
        }
        assumeTrue(Browser.isInstalled(), NO_BROWSER);
        started = Browser.start();
    }

    @AfterAll
    static void endBrowser() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void tellsAYearInWords() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, "light");

            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("2 days are missing, 2 failed, 1 is being read; "
                            + "the first will be deleted by Microsoft in 9 days.");
            assertThat(browser.text("document.getElementById('riskList').textContent"))
                    .contains("direct-routing 2026-07-04 to 2026-07-05, 2 days: the first is deleted in 9 days");
            assertThat(browser.text("document.getElementById('failureList').textContent"))
                    .contains("pstn 2026-11-19, pstn 2026-11-20: 403 Forbidden: the identity lacks "
                            + "CallRecord-PstnCalls.Read.All or CallRecords.Read.All.");
            assertThat(browser.text("document.querySelectorAll('td.day').length"))
                    .isEqualTo("1830");
            for (String state :
                    List.of("settled", "provisional", "erased", "in-progress", "failed", "missing", "gone")) {
                assertThat(browser.text("document.querySelectorAll('td." + state + "').length"))
                        .as(state)
                        .isNotEqualTo("0");
            }
            assertThat(browser.text("document.querySelector('#log0').parentElement.textContent"))
                    .contains("% of the rows came after the first reading, the last of them up to 2 days after");
            browser.click("div[data-log='direct-routing'] td[data-date='2026-10-14']");
            assertThat(browser.text("document.querySelector('.details.chosen').textContent"))
                    .containsPattern("Read 2 times, which found [0-9,]+ and [0-9,]+ rows, the last time ")
                    .contains("Read back 2026-10-15 03:31 UTC: sound, and no row repeats.");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** On A4 with margins of a centimetre: 718 pixels. */
    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void printsWithAMarkForEachStateAndNothingCutOff(String colours) throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, colours);
            browser.await("!document.getElementById('about').hidden");
            assertThat(browser.text("document.getElementById('summary').textContent"))
                    .contains("As of 2026-11-22 03:40 UTC; days from 2025-11-21 to 2026-11-21.")
                    .contains("Tenant 6f1c2d3e-0000-4000-8000-00000000abcd. Version 0.1.0 (1a2b3c4).");
            browser.print(SHOTS.resolve("year-" + colours + "-print.pdf"));
            browser.layOutForPaper(718);

            assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            assertThat(browser.text("[...document.querySelectorAll('section, table, p, li, figure')]"
                            + ".filter(one => one.getBoundingClientRect().right > innerWidth)"
                            + ".map(one => one.outerHTML)"))
                    .isEmpty();
            assertThat(browser.text("new Set([...document.querySelectorAll('td.day')]"
                            + ".map(day => day.className + day.textContent)).size"))
                    .as("a mark of its own for each state")
                    .isEqualTo("7")
                    .isEqualTo(browser.text("new Set([...document.querySelectorAll('td.day')]"
                            + ".map(day => day.textContent.trim()).filter(mark => mark !== '')).size"));
            assertThat(browser.text("getComputedStyle(document.body).color")).isEqualTo("rgb(28, 35, 41)");
        }
    }

    @Test
    void theRowsOfAWeekStandUnderItsColumn() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            assertThat(browser.text("[...document.querySelectorAll('[data-log=sms] table')].map(month => {"
                            + " const days = [...month.querySelectorAll('td.day')].map(day => day.getBoundingClientRect());"
                            + " const bars = month.querySelector('svg').getBoundingClientRect();"
                            + " return Math.round(Math.min(...days.map(day => day.left)) - bars.left)"
                            + "   + ' ' + Math.round(Math.max(...days.map(day => day.right)) - bars.right); })"
                            + ".filter(difference => difference !== '0 0')"))
                    .isEmpty();
            assertThat(browser.text("document.querySelectorAll('[data-log=sms] table').length"))
                    .isEqualTo("13");
            assertThat(browser.text("Math.min(...[...document.querySelectorAll('td.day')]"
                            + ".map(day => Math.min(day.offsetWidth, day.offsetHeight)))"))
                    .isEqualTo("24");
            assertThat(browser.text("document.getElementById('logs').textContent"))
                    .contains("The bars are rows per day: ", " at most, ", " on a usual day.");
        }
    }

    @Test
    void leadsToTheHealthAndToWhatCanBeDone() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, "light");
            assertThat(browser.text("document.querySelector('#failureList a').href"))
                    .endsWith("/troubleshooting.md#a-day-stays-failed");
            browser.click("a.ours[href=health]");
            browser.await("location.pathname === '/api/health' && location.search === '?code=s3cret'");
        }
    }

    @Test
    void saysThatAFileIsDamagedAndWhatVanished() throws Exception {
        ObjectNode archive = CannedArchive.complete();
        ObjectNode day = (ObjectNode) archive.at("/logs/0/days/6");
        day.put("rawSizeBytes", 4321).put("crc32", "0a1b2c3d");
        day.put("state", "damaged").put("damage", "the CRC-32 of the content is 00000000");
        ((ObjectNode) day.at("/readings/0")).put("added", 2).put("vanished", 3);
        day.withArray("readings").add(day.at("/readings/0").deepCopy());
        try (PageServer server = PageServer.start(request -> ok(archive))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("The log sms is archived for the last 7 days, but 1 file is damaged.");
            browser.click("td.damaged");
            assertThat(browser.text("document.querySelector('.details.chosen').textContent"))
                    .contains("(+2 −3)", "what vanished is kept", "damaged, the CRC-32 of the content is 00000000.")
                    .contains(
                            "The file: 4,321 bytes of JSON lines with the CRC-32 0a1b2c3d, compressed in log=sms/date=")
                    .contains("--blob-url https://lake.example.org/call-logs/log=sms/date=", "duckdb -c");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void asksForEachPartWithTheKeyInAHeaderOnly() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, "light");

            assertThat(server.asked).hasSize(3).allSatisfy(request -> {
                assertThat(request.key()).contains("s3cret");
                assertThat(request.accept()).startsWith("application/json");
                assertThat(request.uri().toString()).doesNotContain("s3cret");
            });
            assertThat(server.asked)
                    .extracting(request -> request.uri().getPath())
                    .containsExactly("/api/archive", "/api/archive", "/api/health");
            assertThat(browser.text("document.documentElement.outerHTML")).doesNotContain("s3cret");
        }
    }

    @Test
    void followsNoLinkToAnotherPlace() throws Exception {
        for (String next : List.of("http://localhost:9/api/archive?a=b", "/api/other", "?from=2026-05-01")) {
            ObjectNode part = CannedArchive.firstPartOfYear().put("next", next);
            try (PageServer server = PageServer.start(request -> new Answer(200, part.toString()))) {
                Browser browser = open(server, "/api/archive?from=2026-05-01", 1400, "light");

                assertThat(browser.text("document.getElementById('verdict').textContent"))
                        .isEqualTo("The state of the archive is not known.");
                assertThat(server.asked).hasSize(1);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    @Test
    void movesThroughTheCalendarByKeyboard() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            String grid = "document.querySelector('div[data-log=\"pstn\"]')";

            assertThat(browser.text(grid + ".querySelectorAll('[tabindex=\"0\"]').length"))
                    .isEqualTo("1");
            browser.run(grid + ".querySelector('[tabindex=\"0\"]').focus()");
            assertThat(browser.text(FOCUSED)).startsWith("Sat 2026-11-21: provisional, ");
            browser.press(Browser.UP);
            assertThat(browser.text(FOCUSED)).isEqualTo("Fri 2026-11-20: failed");
            browser.press(Browser.LEFT);
            assertThat(browser.text(FOCUSED)).startsWith("Fri 2026-11-13: settled, ");
            browser.press(Browser.RIGHT, Browser.DOWN, Browser.DOWN, Browser.DOWN);
            assertThat(browser.text(FOCUSED)).startsWith("Sat 2026-11-21");
            browser.press(Browser.HOME);
            assertThat(browser.text(FOCUSED)).startsWith("Fri 2025-11-21: settled, ");
            browser.press(Browser.END, Browser.UP, Browser.ENTER);

            assertThat(browser.text(grid + ".closest('section').querySelector('.details').textContent"))
                    .contains("pstn, Fri 2026-11-20: failed.")
                    .contains(" 363 days until Microsoft deletes it.")
                    .contains("403 Forbidden: the identity lacks")
                    .contains("Tried 2 times, since 2026-11-20 03:30 UTC, last at 2026-11-22 03:30 UTC.")
                    .contains("6b1f0c9e-4f5a-4a53-9f0e-2a1d7c3b8e90");
            assertThat(browser.text("document.getElementById('announcement').textContent"))
                    .contains("pstn, Fri 2026-11-20: failed.");
            assertThat(browser.text(grid + ".querySelectorAll('[tabindex=\"0\"]').length"))
                    .isEqualTo("1");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void startsABackfillOnlyAfterShowingIt() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, "light");
            browser.click("div[data-log='direct-routing'] td[data-date='2026-07-04']");
            browser.click(".details button");
            assertThat(browser.text("document.getElementById('start').hidden")).isEqualTo("true");
            browser.click("#preview");
            browser.await("!document.getElementById('start').hidden");

            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .contains("It would read 1 day with about 4 requests to Microsoft, in about 1 minute.")
                    .contains("direct-routing: 2026-07-04")
                    .contains("1 day would be left alone: 1 settled.");
            browser.photograph(SHOTS.resolve("backfill-light-1400.png"));
            browser.click("#start");
            browser.await("document.getElementById('outcome').classList.contains('done')");

            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .startsWith("Ordered: 2026-07-04.2026-07-04.direct-routing. The app reads what there is room for");
            assertThat(browser.text("document.getElementById('start').hidden")).isEqualTo("true");
            assertThat(server.posted("/api/backfill").stream().map(CannedArchive::parse))
                    .containsExactly(backfill(true), backfill(false));
            assertThat(server.asked)
                    .allSatisfy(request -> assertThat(request.key()).contains("s3cret"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void oneButtonShowsWhatReadingAllThatIsMissingWouldTake() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            assertThat(browser.text("document.getElementById('fill').textContent"))
                    .isEqualTo("Read the 4 missing days");
            browser.click("#fill");
            browser.await("!document.getElementById('start').hidden");

            assertThat(server.posted("/api/backfill").stream().map(CannedArchive::parse))
                    .containsExactly(CannedArchive.parse("""
                            {"from":"2026-07-04","to":"2026-11-20","logs":["direct-routing","pstn"],"force":false,
                             "dryRun":true}"""));
            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .contains("in about 1 minute.");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void showsHowFarAnOrderIsAndCancelsIt() throws Exception {
        try (PageServer server = PageServer.start(
                request -> request.method().equals("DELETE") ? new Answer(204, "") : ok(CannedArchive.ordered()))) {
            Browser browser = open(server, "/api/archive?code=s3cret", 1400, "light");
            assertThat(browser.text("document.getElementById('orderList').textContent"))
                    .contains("sms and pstn, 2026-01-01 to 2026-06-30: 91 of 1,466 days read, about 30 minutes left.")
                    .contains("sms, 2026-11-01, by force: about to begin.");
            browser.photograph(SHOTS.resolve("orders-light-1400.png"));
            browser.click("#orderList button");
            browser.await("document.getElementById('orderList').textContent.includes('Cancelled')");

            assertThat(server.asked)
                    .filteredOn(request -> request.method().equals("DELETE"))
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.uri()).hasToString("/api/backfill?order=2026-01-01.2026-06-30.sms.pstn");
                        assertThat(request.key()).contains("s3cret");
                    });
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void saysThatADayWasReadWhenMicrosoftMayHaveDeletedRows() throws Exception {
        try (PageServer server = PageServer.start(request -> ok(CannedArchive.late()))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("The log sms is complete for the last 7 days, as far as Microsoft keeps them.");
            assertThat(browser.text("document.getElementById('explanation').textContent"))
                    .isEqualTo("1 day was read late, when Microsoft may have deleted rows already: what is archived of"
                            + " them may not be all.");
            browser.click("td[data-date='2026-11-18']");
            assertThat(browser.text("document.querySelector('.details').textContent"))
                    .contains("read late: at an age of 210 days; Microsoft may have deleted rows by then");
            assertThat(browser.text("document.getElementById('logs').textContent"))
                    .contains("Microsoft keeps it for 150 days, or up to 720, as the country of the user has it"
                            + " (it still had rows of 2025-12-03 on 2026-11-21)");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void namesTheDaysThatABackfillWouldReadAndNotWhatLiesBetween() throws Exception {
        Answer plan = new Answer(200, """
                {"days":4,"requests":4,"minutes":1,"skipped":[],"start":[
                 {"log":"sms","date":"2026-11-03"},{"log":"sms","date":"2026-11-01"},{"log":"sms","date":"2026-11-02"},
                 {"log":"sms","date":"2026-11-20"}]}""");
        try (PageServer server =
                PageServer.start(request -> request.method().equals("POST") ? plan : ok(CannedArchive.complete()))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("#preview");
            browser.await("!document.getElementById('start').hidden");

            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .contains("sms: 4 days, 2026-11-01 to 2026-11-03 and 2026-11-20");
        }
    }

    @Test
    void saysWhatIsToKnowAboutAFile() throws Exception {
        ObjectNode archive = CannedArchive.complete();
        ((ObjectNode) archive.at("/logs/0/days/6"))
                .putArray("notes")
                .add("half-character")
                .add("<b>of a newer version");
        try (PageServer server = PageServer.start(request -> ok(archive))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("td[data-date='" + CannedArchive.LAST + "']");

            assertThat(browser.text("document.querySelector('.details.chosen').textContent"))
                    .contains("To know: a text ends in half of a character, which not every reader of JSON takes"
                            + " and <b>of a newer version.");
        }
    }

    @Test
    void warnsOfADayWithoutAllItsRows() throws Exception {
        ObjectNode archive = CannedArchive.complete();
        ((ObjectNode) archive.at("/logs/0/days/6")).putArray("notes").add("incomplete");
        try (PageServer server = PageServer.start(request -> ok(archive))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("td[data-date='" + CannedArchive.LAST + "']");

            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("The log sms is archived for the last 7 days, but 1 day is incomplete.");
            assertThat(browser.text("document.getElementById('summary').className"))
                    .isEqualTo("verdict watch");
            assertThat(browser.text("document.getElementById('explanation').textContent"))
                    .isEqualTo("From 1 day (△) rows are missing that are no JSON; Microsoft’s answer is kept aside.");
            assertThat(browser.text(FOCUSED)).isEqualTo("Sat 2026-11-21: settled, incomplete, 10 rows");
            assertThat(browser.text("document.activeElement.textContent")).isEqualTo("△");
            assertThat(browser.text("document.querySelectorAll('td.incomplete').length"))
                    .isEqualTo("1");
            assertThat(browser.text("document.querySelector('.details.chosen').textContent"))
                    .contains("To know: rows that are no JSON are missing; Microsoft’s answer is kept aside, "
                            + "in the container of the failures.");
            browser.photograph(SHOTS.resolve("incomplete-light-1400.png"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void aDayThatIsNotOverIsNeitherMissingNorComplete() throws Exception {
        ObjectNode archive = CannedArchive.complete();
        archive.put("to", CannedArchive.TODAY.plusDays(1).toString());
        ((ObjectNode) archive.at("/logs/0"))
                .withArray("days")
                .addObject()
                .put("date", CannedArchive.TODAY.toString())
                .put("state", "not-yet");
        try (PageServer server = PageServer.start(request -> ok(archive))) {
            Browser browser = open(server, "/api/archive?code=a&form=2026-11-15", 1400, "light");

            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("The log sms is complete for the last 7 days.");
            assertThat(browser.text("document.querySelectorAll('td.not-yet').length"))
                    .isEqualTo("2");
            assertThat(server.asked.get(0).uri().getQuery()).isEqualTo("form=2026-11-15");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void forgetsThePreviewWhenTheFormChanges() throws Exception {
        try (PageServer server = PageServer.start(StatusPageIT::year)) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("#preview");
            browser.await("!document.getElementById('start').hidden");
            browser.click("#force");

            assertThat(browser.text("document.getElementById('start').hidden")).isEqualTo("true");
            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .isEmpty();
            assertThat(server.posted("/api/backfill")).hasSize(1).allMatch(body -> body.contains("\"dryRun\":true"));
        }
    }

    @Test
    void saysInWordsWhyABackfillIsRefused() throws Exception {
        Answer refusal = new Answer(400, """
                {"type":"about:blank","title":"The request is not valid","status":400,"detail":"to is in the future"}""");
        try (PageServer server =
                PageServer.start(request -> request.method().equals("POST") ? refusal : ok(CannedArchive.complete()))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("#preview");
            browser.await("document.getElementById('outcome').classList.contains('trouble')");

            assertThat(browser.text("document.getElementById('outcome').textContent"))
                    .isEqualTo("The request is not valid. to is in the future. (400)");
            assertThat(browser.text("document.getElementById('start').hidden")).isEqualTo("true");
        }
    }

    @Test
    void saysThatAllIsWell() throws Exception {
        try (PageServer server = PageServer.start(request -> ok(CannedArchive.complete()))) {
            Browser browser = open(server, "/api/archive", 1400, "light");

            assertThat(browser.text("document.getElementById('verdict').textContent"))
                    .isEqualTo("The log sms is complete for the last 7 days.");
            assertThat(browser.text("document.getElementById('risk').hidden")).isEqualTo("true");
            assertThat(browser.text("document.getElementById('failures').hidden"))
                    .isEqualTo("true");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithTheKey() throws Exception {
        Answer unauthorised = new Answer(401, "");
        try (PageServer server = PageServer.start(request -> unauthorised)) {
            Browser browser = open(server, "/api/archive?code=old", 360, "dark");

            assertThat(browser.text("document.getElementById('explanation').textContent"))
                    .contains("did not let this page in (401)", "wrong, or it has been renewed");
            assertThat(browser.text("document.getElementById('report').hidden")).isEqualTo("true");
            browser.photograph(SHOTS.resolve("error-dark-360.png"));
        }
    }

    @Test
    void saysWhoMustSignIn() throws Exception {
        Answer unauthorised = new Answer(401, "{\"title\":\"Not signed in\",\"status\":401,\"detail\":\"Sign in.\"}");
        try (PageServer server = PageServer.start(request -> unauthorised)) {
            Browser browser = open(server, "/api/archive?code=good", 1400, "light");

            assertThat(browser.text("document.getElementById('explanation').textContent"))
                    .isEqualTo("Not signed in. Sign in. (401)");
        }
    }

    @Test
    void showsAProblemAndCanReadAgain() throws Exception {
        Answer down = new Answer(503, "{\"title\":\"The lake cannot be reached\",\"status\":503}");
        AtomicReference<Answer> answer = new AtomicReference<>(down);
        try (PageServer server = PageServer.start(request -> answer.get())) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            assertThat(browser.text("document.getElementById('explanation').textContent"))
                    .isEqualTo("The lake cannot be reached. (503)");
            answer.set(ok(CannedArchive.complete()));
            browser.click("#reload");
            browser.await("document.getElementById('verdict').textContent.includes('complete')");

            assertThat(browser.text("document.getElementById('report').hidden")).isEqualTo("false");
        }
    }

    @Test
    void keepsHostileTextText() throws Exception {
        try (PageServer server = PageServer.start(request -> ok(CannedArchive.hostile()))) {
            Browser browser = open(server, "/api/archive", 1400, "light");
            browser.click("td[data-date='2026-11-20']");
            browser.click("td[data-date='2026-11-21']");

            assertThat(browser.text("document.querySelectorAll('img, main script').length"))
                    .isEqualTo("0");
            assertThat(browser.text("document.getElementById('failureList').textContent"))
                    .contains(CannedArchive.HOSTILE);
            assertThat(browser.text("document.querySelector('.details').textContent"))
                    .contains(CannedArchive.HOSTILE);
            assertThat(browser.text("document.title")).isNotEqualTo("pwned");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "year, 360, light", "year, 360, dark", "year, 1400, light", "year, 1400, dark",
        "empty, 360, light", "empty, 360, dark", "empty, 1400, light", "empty, 1400, dark"
    })
    void fitsTheWindow(String archive, int width, String colours) throws Exception {
        Function<Asked, Answer> answers =
                archive.equals("year") ? StatusPageIT::year : request -> ok(CannedArchive.empty());
        try (PageServer server = PageServer.start(answers)) {
            Browser browser = open(server, "/api/archive", width, colours);

            assertThat(browser.text("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");
            assertThat(
                            browser.text(
                                    "[...document.querySelectorAll('section, form, button, input, p, li')]"
                                            + ".filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.outerHTML)"))
                    .isEmpty();
            boolean dark = browser.text("getComputedStyle(document.body).backgroundColor")
                    .equals("rgb(18, 23, 27)");
            assertThat(dark).isEqualTo(colours.equals("dark"));
            if (archive.equals("empty")) {
                assertThat(browser.text("document.getElementById('verdict').textContent"))
                        .isEqualTo("Nothing is archived yet.");
                assertThat(browser.text("document.getElementById('explanation').textContent"))
                        .startsWith("The next night, the app copies the day that has just ended of sms, ");
            }
            assertThat(browser.complaints()).isEmpty();
            browser.photograph(SHOTS.resolve(archive + "-" + colours + "-" + width + ".png"));
        }
    }

    private static JsonNode backfill(boolean dryRun) {
        return CannedArchive.parse("""
                {"from":"2026-07-04","to":"2026-07-04","logs":["direct-routing"],"force":false,"dryRun":%b}""".formatted(dryRun));
    }

    private static Browser open(PageServer server, String address, int width, String colours) {
        Browser browser = Optional.ofNullable(started).orElseThrow();
        browser.open(URI.create("about:blank"), width, colours);
        browser.complaints(); // what is left of another test
        browser.open(server.uri(address), width, colours);
        browser.await(LOADED);
        return browser;
    }

    private static Answer year(Asked request) {
        if (request.method().equals("POST")) {
            return request.body().contains("\"dryRun\":true") ? DRY_RUN : STARTED;
        }
        if (request.uri().getPath().equals("/api/health")) {
            return ok(CannedArchive.health());
        }
        String query = Optional.ofNullable(request.uri().getQuery()).orElse("");
        return ok(query.contains("from=") ? CannedArchive.secondPartOfYear() : CannedArchive.firstPartOfYear());
    }

    private static Answer ok(JsonNode json) {
        return new Answer(200, json.toString());
    }
}
