package io.callarchive.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.callarchive.ArchiveDay;
import io.callarchive.CallLog;
import io.callarchive.Event.Name;
import io.callarchive.Run;
import io.callarchive.lake.DayPath;
import io.callarchive.local.run.LoggedEvent;
import io.callarchive.local.simulator.Oddity;
import io.callarchive.local.simulator.SimulatorAnswer;
import io.callarchive.testing.PackagedApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What Graph or the storage account refuses, for a while or for good. */
class RefusalsIT extends OwnTenant {
    @Test
    void aRefusalThatPassesIsShownAsAWaitAndAskedAgain() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.graph().odd(List.of(Oddity.STRAY_REDIRECT));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent waiting = app.await(Name.THROTTLED, day);
            assertThat(waiting.value("status")).isEqualTo("302");
            assertThat(waiting.value("waitSeconds")).isEqualTo("60");
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.events(Name.DAY_FAILED, day)).isEmpty();
            assertThat(app.lines(day)).isEqualTo(app.served(day));
        }
    }

    @Test
    void aLinkThatIsRefusedBeginsTheChainAfresh() {
        ArchiveDay day = new ArchiveDay(CallLog.DIRECT_ROUTING, today.minusDays(4));
        AtomicInteger refusals = new AtomicInteger();
        azure.graph()
                .answer(request -> request.skip() == 2_000 && refusals.getAndIncrement() == 0
                        ? Optional.of(SimulatorAnswer.error(request, 400, "BadRequest", "The skip token has expired."))
                        : Optional.empty());
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(azure.graph().requests().stream().filter(request -> request.skip() == 0))
                    .hasSize(2);
        }
    }

    @Test
    void aLeaseOnTheDaysBlobIsSaidInWordsAndWaitedFor() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.tenant().orElseThrow().holdBack(day.log(), day.date(), 3);
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_CHECKED, day);
            app.awaitMetadata(day, "checkedAt");
            BlobLeaseClient lease = new BlobLeaseClientBuilder()
                    .blobClient(azure.lake().getBlobClient(DayPath.ofFile(day)))
                    .buildClient();
            lease.acquireLease(-1);
            azure.tenant().orElseThrow().release(day.log(), day.date());
            Run revisit = run(1);
            app.begin(day, revisit);
            LoggedEvent waiting =
                    app.await(Name.THROTTLED, Map.of("run", revisit.id().hex()));
            assertThat(waiting.value("code")).isEqualTo("LeaseIdMissing");
            assertThat(waiting.value("status")).isEqualTo("412");
            assertThat(waiting.value("message")).contains("somebody holds a lease on the day's blob");
            assertThat(app.awaitFailure(day).path("code").textValue()).isEqualTo("LeaseIdMissing");
            lease.releaseLease();
            app.await(Name.DAY_ARCHIVED, Map.of("run", revisit.id().hex()));
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.failure(day)).isEmpty();
        }
    }

    @Test
    void aContainerThatIsNotThereYetIsWaitedFor() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(4));
        azure.lake().delete();
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            LoggedEvent waiting = app.await(Name.THROTTLED, day);
            assertThat(waiting.value("code")).isEqualTo("ContainerNotFound");
            assertThat(app.awaitFailure(day).path("message").textValue()).contains("the container is not there");
            azure.lake().createIfNotExists();
            app.await(Name.DAY_ARCHIVED, day);
            assertThat(app.lines(day)).isEqualTo(app.served(day));
            assertThat(app.host().output()).noneMatch(line -> line.contains("ERROR ArchivePage failed"));
        }
    }

    @Test
    void aMissingRoleIsTheDaysFailureInWords() {
        ArchiveDay day = new ArchiveDay(CallLog.SMS, today.minusDays(9));
        azure.identity().grant(Set.of("User.Read.All"));
        azure.graph()
                .answer(request ->
                        Optional.of(SimulatorAnswer.error(request, 403, "Forbidden", "Missing role for +12818602122")));
        try (PackagedApp app = PackagedApp.start(azure, Map.of())) {
            app.begin(day, run(1));
            app.await(Name.DAY_FAILED, day);
            JsonNode failure = app.awaitFailure(day);
            assertThat(failure.path("status").intValue()).isEqualTo(403);
            assertThat(failure.path("code").textValue()).isEqualTo("Forbidden");
            assertThat(failure.path("message").textValue()).contains("CallRecord-PstnCalls.Read.All");
            assertThat(failure.path("askedAgainAt").isNull()).isTrue();
            assertThat(failure.toString()).doesNotContain("12818602122");
            assertThat(app.hasFile(day)).isFalse();
        }
    }
}
