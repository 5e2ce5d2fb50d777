package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.SimulatorRequest;
import io.callarchive.local.simulator.TokenRequest;
import io.callarchive.testing.PackagedApp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The night, from its timer to the files. */
class NightlyRunIT extends OwnTenant {
    @Test
    void archivesYesterdaysFiveLogsByteForByteAndTellsNobodysName() {
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.host().fire("DailyArchive");
            int pages = 0;
            for (CallLog log : CallLog.values()) {
                LoggedEvent started = app.await(Name.RUN_STARTED, Map.of("log", log.label()));
                ArchiveDay day = new ArchiveDay(log, LocalDate.parse(started.value("date")));
                LoggedEvent archived = app.awaitEnd(day);
                assertThat(archived.name()).isEqualTo(Name.DAY_ARCHIVED);
                assertThat(app.lines(day))
                        .as(log.label())
                        .isEqualTo(app.served(day))
                        .isNotEmpty();
                assertThat(app.metadata(day))
                        .containsEntry("rows", archived.value("rows"))
                        .containsEntry("reason", "nightly")
                        .containsEntry("state", "provisional")
                        .doesNotContainValue("development");
                pages += Integer.parseInt(archived.value("pages"));
            }
            app.awaitRest();
            List<SimulatorRequest> requests = azure.graph().requests();
            assertThat(requests).as("one request a page").hasSize(pages);
            assertThat(requests).extracting(SimulatorRequest::clientRequestId).doesNotHaveDuplicates();
            assertThat(requests).allMatch(SimulatorRequest::hasToken);
            assertThat(azure.identity().asked())
                    .extracting(TokenRequest::resource)
                    .contains("https://graph.microsoft.com", "https://storage.azure.com");
            logHoldsNothingPersonal(app);
        }
    }

    @Test
    void theNightFillsTheGapsOfTheHistoryAndReadsDueDaysAgain() {
        Map<String, String> settings =
                Map.of("ARCHIVE_LOGS", "blocked-users", "ARCHIVE_HISTORY_DAYS", "3", "ARCHIVE_REVISIT_DAYS", "2");
        ArchiveDay due = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(2));
        ArchiveDay gap = new ArchiveDay(CallLog.BLOCKED_USERS, today.minusDays(3));
        try (PackagedApp app = PackagedApp.start(azure, settings)) {
            // As if it had been read on the day after: one row was late then.
            azure.tenant().orElseThrow().holdBack(due.log(), due.date(), 1);
            Instant dayAfter = due.window().to().plus(Duration.ofHours(4));
            app.begin(due, run(dayAfter, 1));
            app.await(Name.DAY_ARCHIVED, due);
            azure.tenant().orElseThrow().release(due.log(), due.date());

            app.host().fire("DailyArchive");
            app.await(Name.DAY_ARCHIVED, gap);
            app.await(Name.RUN_STARTED, Map.of("date", due.date().toString(), "reason", "revisit"));
            app.await(Name.DAY_ARCHIVED, Map.of("date", due.date().toString(), "state", "settled"));
            assertThat(app.metadata(gap)).containsEntry("reason", "gap").containsEntry("state", "settled");
            assertThat(app.lines(due)).isEqualTo(app.served(due));
        }
    }

    @Test
    void everyFunctionNamesAllWrongSettingsAndTheHostGoesOn() {
        Map<String, String> wrong =
                Map.of("ARCHIVE_LOGS", "fax", "ARCHIVE_HISTORY_DAYS", "many", "GRAPH_ENDPOINT", "x");
        try (PackagedApp app = PackagedApp.start(azure, wrong)) {
            app.send("no message");
            app.host().fire("DailyArchive");
            app.host().fire("DeadLetter");
            app.host().fire("Conduct");
            for (String function : List.of("DailyArchive", "Conduct", "ArchivePage", "DeadLetter")) {
                String line = app.host().awaitLine("ERROR " + function + " failed", Duration.ofMinutes(1));
                assertThat(line)
                        .contains(", 3 setting(s) are wrong", "ARCHIVE_LOGS", "ARCHIVE_HISTORY_DAYS", "GRAPH_ENDPOINT");
            }
            assertThat(app.host().alive()).isTrue();
        }
    }
}
