package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.pages.ChainHash;
import io.callarchive.pages.CycleMark;
import io.callarchive.pages.PageRequest;
import io.callarchive.testing.PackagedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of the queue that are none, or that a death interrupted. */
class PageMessagesIT extends OwnTenant {
    @Test
    void messagesThatAreNoneEndAsDeadLettersWithAReasonAndTouchNothing() {
        ArchiveDay day = new ArchiveDay(CallLog.PSTN, today.minusDays(8));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            String good = app.message(PageRequest.first(day, run(1), 0, Instant.now()));
            String following = app.message(PageRequest.first(day, run(1), 0, Instant.now())
                    .next(
                            "http://127.0.0.1.evil.example/beta/communications/callRecords/getPstnCalls(a)",
                            ChainHash.NONE,
                            new CycleMark(0, 1, 1),
                            Instant.now()));
            Map<String, String> bad = Map.of(
                    "not json",
                    "not valid JSON",
                    good.replace("\"version\":3", "\"version\":9"),
                    "version 3, not 9",
                    good.replace("\"pstn\"", "\"fax\""),
                    "unknown log",
                    good.replace("\"page\":0", "\"page\":-1"),
                    "page must be in",
                    good.replace("{\"version\"", "{\"blobName\":\"x\",\"version\""),
                    "a property that no page message has",
                    following,
                    "another host");
            bad.keySet().forEach(app::send);
            for (String reason : bad.values()) {
                app.host()
                        .awaitLine(
                                line -> line.contains("DAY_FAILED") && line.contains(reason),
                                reason,
                                Duration.ofMinutes(1));
            }
            assertThat(app.hasFile(day)).isFalse();
            assertThat(app.failure(day)).isEmpty();
            assertThat(azure.graph().requests()).isEmpty();
        }
    }

    @Test
    void aKilledAppFinishesTheDayAfterItsRestart() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(3));
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofMillis(300))));
        Map<String, String> shortLease = Map.of("LOCALHOST_LEASE_SECONDS", "3");
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            app.begin(day, run(2));
            app.await(Name.PAGE_STAGED, Map.of("date", day.date().toString(), "page", "1"));
            app.host().kill();
            assertThat(app.hasFile(day)).isFalse();
        }
        try (PackagedApp app = PackagedApp.start(azure, shortLease)) {
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
        }
    }

    @Test
    void aMessageThatOnlyItsInstanceFailedIsPutBackOnce() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        Map<String, String> oneTry = Map.of(
                "LOCALHOST_LEASE_SECONDS", "3", "AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "1");
        azure.graph().answer(request -> Optional.of(azure.graph().usual(request).after(Duration.ofSeconds(20))));
        try (PackagedApp app = PackagedApp.start(azure, oneTry)) {
            app.begin(day, run(1));
            Instant patience = Instant.now().plus(Duration.ofMinutes(1));
            while (azure.graph().requests().isEmpty() && Instant.now().isBefore(patience)) {
                Thread.onSpinWait();
            }
            app.host().kill();
        }
        azure.graph().answer(request -> Optional.empty());
        try (PackagedApp app = PackagedApp.start(azure, oneTry)) {
            LoggedEvent putBack = app.await(Name.THROTTLED, day);
            assertThat(putBack.value("code")).isEqualTo("interrupted");
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.events(Name.DAY_FAILED, day)).isEmpty();
        }
    }
}
